"""``python -m bench``: measures and prints the table; slow is no error, so it always exits with 0."""

from __future__ import annotations

import argparse
import sys

from bench.result import Row, table
from bench.topic import TOPICS


def main() -> None:
    """Measure the chosen topics, or all."""
    parser = argparse.ArgumentParser(prog="./dev bench", description="与最简单的同类程序在同一次运行中对比。")
    names = "、".join(topic.module for topic in TOPICS)
    parser.add_argument("topics", nargs="*", metavar="主题", help=f"{names}；不写则全部")
    parser.add_argument("--quick", action="store_true", help="少测几轮，结果粗略")
    wanted = parser.parse_args()
    unknown = set(wanted.topics) - {topic.module for topic in TOPICS}
    if unknown:
        parser.error(f"没有这个主题：{'、'.join(sorted(unknown))}")
    rows: list[Row] = []
    for topic in TOPICS:
        if not wanted.topics or topic.module in wanted.topics:
            print(f"正在测量：{topic.title}……", file=sys.stderr, flush=True)
            rows += topic.run(wanted.quick)
    print(table(rows))


if __name__ == "__main__":
    main()
