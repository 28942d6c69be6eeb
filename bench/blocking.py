"""Measure how long the window does not answer while people work in a library of 10,000 projects."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QAbstractEventDispatcher
from PySide6.QtWidgets import QApplication

from bench import workload
from bench.result import Result, Row
from bench.timing import Sample
from bench.user_actions import UserAction, Work, user_actions
from bench.window_timing import Frame, our_window, start_application
from tests.support.large_library import large_library

_GOAL_MS = 100
_IDLE_S = 0.2  # longer than any timer waits until it sees to what was done
_WORK_MS = 0.5
_PATIENCE_S = 60.0


class Pulse:
    """The longest that the window did not answer: between two turns of an event loop, also of a dialog's."""

    def __init__(self) -> None:
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self.beat)
        dispatcher.aboutToBlock.connect(self.beat)
        self.begin()

    def begin(self) -> None:
        """Count from now on."""
        self.longest = Frame(0, 0)
        self._at, self._worked = time.perf_counter(), time.thread_time()

    def beat(self) -> None:
        """The window can answer."""
        at, worked = time.perf_counter(), time.thread_time()
        ms, processor_ms = (at - self._at) * 1000, (worked - self._worked) * 1000
        self.longest = Frame(max(self.longest.ms, ms), max(self.longest.processor_ms, processor_ms))
        self._at, self._worked = at, worked


def measure(quick: bool) -> list[Row]:
    """The longest that the window did not answer during each action, the median of some rounds."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        application = start_application(home)
        large, small = home / "large.perfdesk", home / "small.perfdesk"
        large_library(large, workload.forms(), workload.LARGE, long=workload.LONG)
        large_library(small, workload.forms(), 2, long=workload.LONG)
        window = our_window(small)
        pulse = Pulse()
        _standstill(lambda: None, pulse)
        rounds = 3 if quick else 7
        actions = user_actions(window, small, large, home)
        rows = [row for action in actions for row in _measured(action, rounds, pulse)]
        window.close()
        application.quit()
    return rows


def _measured(action: UserAction, rounds: int, pulse: Pulse) -> list[Row]:
    name, work, back = action
    turns = []
    for _ in range(rounds):
        turns.append(_standstill(work, pulse))
        _standstill(back, pulse)
    waited, worked = (Sample(values).median for values in zip(*turns, strict=True))
    name = f"{workload.LARGE} 个项目：{name}"
    return [
        Result(f"{name}，界面最长停顿", waited, most=_GOAL_MS),
        Result(f"{name}，其中程序自己占用处理器", worked),
    ]


def _standstill(work: Work, pulse: Pulse) -> Frame:
    """The longest between two chances of the window to answer, until it has nothing to do."""
    pulse.begin()
    work()
    pulse.beat()
    start = busy = time.monotonic()
    while (now := time.monotonic()) - busy < _IDLE_S and now - start < _PATIENCE_S:
        before = time.thread_time()
        QApplication.processEvents()
        if (time.thread_time() - before) * 1000 > _WORK_MS:
            busy = time.monotonic()
        else:
            time.sleep(0.001)
    pulse.beat()
    return pulse.longest
