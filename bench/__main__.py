"""``python -m bench``: measures and prints the table; slow is no error, so it always exits with 0."""

from __future__ import annotations

import argparse
import importlib
import sys
import traceback
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from bench.result import Row, Skipped, table


@dataclass(frozen=True, slots=True)
class Topic:
    """A module of this package with a function ``measure(quick: bool) -> list[Row]``."""

    module: str
    title: str


TOPICS = (
    Topic("edit", "填一格，到画面更新"),
    Topic("start", "启动到第一次显示"),
    Topic("opening", "打开有 10000 个项目的库"),
    Topic("pdf", "200 份表的 PDF"),
    Topic("excel", "200 份表的 Excel"),
    Topic("libreoffice", "PDF，与 LibreOffice 转换相比"),
    Topic("memory", "内存"),
)


def measure(module: str, quick: bool) -> list[Row]:
    """The results of one topic; what goes wrong is printed and told in the table."""
    try:
        rows: list[Row] = importlib.import_module(f"bench.{module}").measure(quick)
    except Exception as problem:
        traceback.print_exc()
        return [Skipped(module, f"出错：{problem!r}")]
    return rows


def main() -> int:
    """Measure the chosen topics, each in a process of its own, so that none inherits another's memory."""
    parser = argparse.ArgumentParser(prog="./dev bench", description="与最简单的同类程序在同一次运行中对比。")
    parser.add_argument("topics", nargs="*", metavar="主题", help="、".join(topic.module for topic in TOPICS))
    parser.add_argument("--quick", action="store_true", help="少测几轮，结果粗略")
    wanted = parser.parse_args()
    unknown = set(wanted.topics) - {topic.module for topic in TOPICS}
    if unknown:
        parser.error(f"没有这个主题：{'、'.join(sorted(unknown))}")
    rows: list[Row] = []
    for topic in TOPICS:
        if wanted.topics and topic.module not in wanted.topics:
            continue
        print(f"正在测量：{topic.title}……", file=sys.stderr, flush=True)
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
            try:
                rows += process.submit(measure, topic.module, wanted.quick).result()
            except BrokenExecutor:
                rows.append(Skipped(topic.title, "测量进程异常退出"))
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
