"""How long the window stands still for what people do in a library of 10,000 projects."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bench import workload
from bench.desktop import Frame, desktop, our_window
from bench.result import Result, Row
from bench.timing import Sample
from perfdesk.model import edit
from perfdesk.model.library import Library
from perfdesk.model.path import field_path
from perfdesk.ui.command import Command
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.tree.node import ROOT, Kind, node
from tests.support.large_library import YEAR, large_library

_LIBRARY_SIZE = 10_000
_GOAL_MS = 100
_IDLE_S = 0.2  # longer than any timer waits until it sees to what was done
_WORK_MS = 0.5
_PATIENCE_S = 60.0
_TYPING_MS = 20

Work = Callable[[], object]
Deed = tuple[str, Work, Work]  # its name; the deed; what brings the window back


def measure(quick: bool) -> list[Row]:
    """The longest that the window did not answer during each deed, the median of some rounds."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        application = desktop(home)
        large, small = home / "large.perfdesk", home / "small.perfdesk"
        large_library(large, workload.forms(), _LIBRARY_SIZE, long=workload.LONG)
        large_library(small, workload.forms(), 2, long=workload.LONG)
        window = our_window(small)
        _standstill(lambda: None)
        rounds = 2 if quick else 7
        rows = [row for deed in _deeds(window, small, large) for row in _measured(deed, rounds)]
        window.close()
        application.quit()
    return rows


def _measured(deed: Deed, rounds: int) -> list[Row]:
    name, work, back = deed
    turns = []
    for _ in range(rounds):
        turns.append(_standstill(work))
        _standstill(back)
    waited, worked = (Sample(values).median for values in zip(*turns, strict=True))
    name = f"{_LIBRARY_SIZE} 个项目：{name}"
    return [
        Result(f"{name}，界面最长停顿", waited, most=_GOAL_MS),
        Result(f"{name}，其中程序自己占用处理器", worked),
    ]


def _typing_beside_a_backup(window: MainWindow, record_id: int) -> None:
    """Back up while a value is entered again and again."""
    keeper = window.safekeeping.keeper
    keeper.back_up()
    typing = QTimer(window, interval=_TYPING_MS)

    def enter() -> None:
        if not keeper.running:
            typing.stop()
            return
        values = {field_path("goal"): f"目标 {time.monotonic_ns()}"}
        window.bridge.run(lambda library: edit.set_values(library, record_id, values))

    typing.timeout.connect(enter)
    typing.start()


def _standstill(work: Work) -> Frame:
    """The longest between two chances of the window to answer, until it has nothing to do."""
    turns = [_took(work)]
    start = busy = time.monotonic()
    while (now := time.monotonic()) - busy < _IDLE_S and now - start < _PATIENCE_S:
        took = _took(QApplication.processEvents)
        turns.append(took)
        if took.ms > _WORK_MS:
            busy = time.monotonic()
        else:
            time.sleep(0.001)
    return Frame(max(turn.ms for turn in turns), max(turn.processor_ms for turn in turns))


def _took(work: Work) -> Frame:
    start, processor_start = time.perf_counter(), time.thread_time()
    work()
    end, processor_end = time.perf_counter(), time.thread_time()
    return Frame((end - start) * 1000, (processor_end - processor_start) * 1000)


def _deeds(window: MainWindow, small: Path, large: Path) -> Iterator[Deed]:
    tree, library_file, bridge = window.tree, window.library_file, window.bridge
    yield "打开", lambda: library_file.open(large), lambda: library_file.open(small)
    library_file.open(large)
    _standstill(lambda: None)
    listing = tree.model.listing
    records = listing.records_below(ROOT)
    first, last = records[0], records[-1]
    unit = listing.record(last).unit_id

    def first_shown() -> None:
        tree.view.choose_record(first)

    def typed(text: str) -> Work:
        return lambda: tree.model.search(text)

    def run(operation: Callable[[Library], object]) -> Work:
        return lambda: bridge.run(operation)  # type: ignore[arg-type]

    yield "选中另一个项目", lambda: tree.view.choose_record(last), first_shown
    yield "选中单位（汇总）", lambda: tree.view.choose([node(Kind.UNIT, unit)]), first_shown
    yield "选中年度（汇总）", lambda: tree.view.choose([node(Kind.YEAR, YEAR)]), first_shown
    yield "查找项目", typed("服务站"), typed("")
    yield "新建项目", run(lambda library: edit.duplicate_record(library, first)), window.undo
    yield "改项目名称", run(lambda library: edit.rename_record(library, last, "另一个名称")), window.undo
    yield "删除项目", run(lambda library: edit.delete_records(library, [last])), window.undo
    yield "删除有 40 个项目的单位", run(lambda library: edit.delete_unit(library, unit)), window.undo
    yield "删除 1000 个项目", run(lambda library: edit.delete_records(library, records[-1000:])), window.undo
    yield "备份，同时连续录入", lambda: _typing_beside_a_backup(window, last), lambda: None
    yield "审核面板", window.commands[Command.SHOW_FINDINGS].trigger, lambda: None
