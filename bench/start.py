"""Measure the start: from the call of the program to its first paint, beside bare windows of PySide6."""

from __future__ import annotations

from bench import workload
from bench.result import Row, compared, grown
from bench.window_process import windows_in_turns

_GOAL = 1.5


def measure(quick: bool) -> list[Row]:
    """The time to the first paint, with a small and a large library."""
    empty, bare, with_small, with_large = windows_in_turns(
        5 if quick else 15, lambda cost: cost.milliseconds, bare_projects=workload.SMALL
    )
    name = f"启动到第一次显示（{workload.SMALL} 个项目的库）"
    return [
        *compared(f"{name}，对照有同样的树和表的 PySide6 窗口", with_small, bare, _GOAL),
        *compared(f"{name}，对照空的 PySide6 窗口", with_small, empty, _GOAL),
        grown("启动", with_small, with_large),
    ]
