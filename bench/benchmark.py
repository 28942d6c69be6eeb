"""The benchmarks: a module each, with a function ``measure``, run in a process of its own."""

from __future__ import annotations

import importlib
import os
import traceback
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from bench.result import Row, Skipped


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A module of this package with a function ``measure(quick: bool) -> list[Row]``."""

    module: str
    title: str

    def run(self, quick: bool) -> list[Row]:
        """Measure in a new process, so that no benchmark inherits the memory of another."""
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
            try:
                return process.submit(_measure, self, quick).result()
            except BrokenExecutor:
                return [Skipped(self.title, "测量进程异常退出")]


BENCHMARKS = (
    Benchmark("edit", "填一格，到画面更新"),
    Benchmark("start", "启动到第一次显示"),
    Benchmark("check", "计分和审核"),
    Benchmark("opening", "打开有 10000 个项目的库"),
    Benchmark("blocking", "大库上的操作，界面停顿"),
    Benchmark("pdf", "200 份表的 PDF"),
    Benchmark("excel", "200 份表的 Excel"),
    Benchmark("libreoffice", "PDF，与 LibreOffice 转换相比"),
    Benchmark("memory", "内存"),
)


def _measure(benchmark: Benchmark, quick: bool) -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no window in the user's way
    try:
        rows: list[Row] = importlib.import_module(f"bench.{benchmark.module}").measure(quick)
    except Exception as problem:
        traceback.print_exc()
        return [Skipped(benchmark.title, f"出错：{problem!r}")]
    return rows
