"""Memory: what the program holds with a library open, beside bare windows of PySide6."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench import workload
from bench.process import bare_window, empty_window, our_window
from bench.result import Row, compared, grown
from bench.timing import in_turns
from tests.support.large_library import large_library

_GOAL = 1.5
_SIZES = 100, 10_000


def measure(quick: bool) -> list[Row]:
    """The memory of the processes once their windows are painted, with a small and a large library."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        small, large = home / "small.perfdesk", home / "large.perfdesk"
        for library, size in zip((small, large), _SIZES, strict=True):
            large_library(library, workload.forms(), size)
        grid = workload.grid(workload.LONG)
        empty, bare, with_small, with_large = in_turns(
            2 if quick else 5,
            lambda: empty_window(home).megabytes,
            lambda: bare_window(home, large, grid).megabytes,
            lambda: our_window(home, small).megabytes,
            lambda: our_window(home, large).megabytes,
        )
    name = f"内存（{_SIZES[1]} 个项目的库）"
    return [
        *compared(f"{name}，对照有同样的树和表的 PySide6 窗口", with_large, bare, _GOAL, unit="MB"),
        *compared(f"{name}，对照空的 PySide6 窗口", with_large, empty, _GOAL, unit="MB"),
        grown("内存", with_small, with_large, _SIZES, unit="MB"),
    ]
