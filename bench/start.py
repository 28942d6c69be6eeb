"""Start: from the call of the program to its first paint, beside bare windows of PySide6."""

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
    """The time to the first paint, with a small and a large library."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        small, large = home / "small.perfdesk", home / "large.perfdesk"
        for library, size in zip((small, large), _SIZES, strict=True):
            large_library(library, workload.forms(), size)
        grid = workload.grid(workload.LONG)
        empty, bare, with_small, with_large = in_turns(
            5 if quick else 15,
            lambda: empty_window(home).milliseconds,
            lambda: bare_window(home, small, grid).milliseconds,
            lambda: our_window(home, small).milliseconds,
            lambda: our_window(home, large).milliseconds,
        )
    name = f"启动到第一次显示（{_SIZES[0]} 个项目的库）"
    return [
        *compared(f"{name}，对照有同样的树和表的 PySide6 窗口", with_small, bare, _GOAL),
        *compared(f"{name}，对照空的 PySide6 窗口", with_small, empty, _GOAL),
        grown("启动", with_small, with_large, _SIZES),
    ]
