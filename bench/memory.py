"""Measure memory: what the program holds with a library open, beside bare windows of PySide6."""

from __future__ import annotations

from bench import workload
from bench.result import Row, compared, grown
from bench.window_process import windows_in_turns

_GOAL = 1.5


def measure(quick: bool) -> list[Row]:
    """The memory of the processes once their windows are painted, with a small and a large library."""
    empty, bare, with_small, with_large = windows_in_turns(
        2 if quick else 5, lambda cost: cost.megabytes, bare_projects=workload.LARGE
    )
    name = f"内存（{workload.LARGE} 个项目的库）"
    return [
        *compared(f"{name}，对照有同样的树和表的 PySide6 窗口", with_large, bare, _GOAL, unit="MB"),
        *compared(f"{name}，对照空的 PySide6 窗口", with_large, empty, _GOAL, unit="MB"),
        grown("内存", with_small, with_large, unit="MB"),
    ]
