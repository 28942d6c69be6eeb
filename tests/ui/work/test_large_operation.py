"""An operation on many projects: one step of undo, no event inside a transaction, no trace of a failure."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from perfdesk.errors import LibraryProblem
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import field_path
from perfdesk.model.library import batch_size
from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.library.undo_history import UndoHistory
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation
from perfdesk.ui.window.main_window import MainWindow
from perfdesk.ui.work.large_operation import run_in_parts
from perfdesk.ui.work.progress_dialog import Progress
from tests.support.library import small_library
from tests.ui.conftest import Opening


@pytest.fixture
def window(open_window: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(batch_size, "_MOST", 2)
    return open_window(small_library(tmp_path, 30))


def names(window: MainWindow) -> list[str]:
    return [summary.name for summary in window.bridge.library.tree.all_records()]


def renamed(library: Library, some: Sequence[int], key: Hashable) -> Changes[None]:
    def run(transaction: Transaction) -> None:
        for record_id in some:
            record = transaction.record(record_id)
            transaction.put(record.with_value(field_path("project_name"), f"新名称{record_id}"))

    return library.transact(Operation.RENAME_RECORD, run, key)


def test_events_come_between_transactions_and_never_in_one(window: MainWindow) -> None:
    connection: sqlite3.Connection = window.bridge.library._store._connection
    before, looks = names(window), []
    timer = QTimer(window, interval=0)
    timer.timeout.connect(lambda: looks.append(connection.in_transaction))
    timer.start()
    parts = run_in_parts(window.bridge, range(1, 31), renamed, "正在改名…", window)
    timer.stop()
    assert parts is not None
    assert len(parts) >= 15
    assert len(looks) > 1
    assert not any(looks)
    assert names(window) == [f"新名称{number}" for number in range(1, 31)]
    window.undo_commands.undo()
    assert names(window) == before
    assert window.bridge.library.undo_history.undo_name is None


def test_what_a_part_refused_leaves_nothing_of_the_others(window: MainWindow, told: list[str]) -> None:
    before = names(window)

    def failing(library: Library, some: Sequence[int], key: Hashable) -> Changes[None]:
        if 9 in some:
            raise LibraryProblem("磁盘已满")
        return renamed(library, some, key)

    assert run_in_parts(window.bridge, range(1, 31), failing, "正在改名…", window) is None
    assert names(window) == before
    assert told == ["磁盘已满"]


def test_what_was_stopped_is_restored_to_the_end_and_is_not_offered_again(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, undo = names(window), UndoHistory.undo

    def impatient() -> None:
        for progress in window.findChildren(Progress):
            progress.reject()

    def stopping(library: Library, some: Sequence[int], key: Hashable) -> Changes[None]:
        if 9 in some:
            impatient()
        return renamed(library, some, key)

    def restoring(operations: UndoHistory, most: int | None = None) -> Changes[None] | None:
        impatient()
        return undo(operations, most)

    monkeypatch.setattr(UndoHistory, "undo", restoring)
    assert run_in_parts(window.bridge, range(1, 31), stopping, "正在改名…", window) is None
    assert names(window) == before
    library = window.bridge.library
    assert (library.undo_history.undo_name, library.undo_history.redo_name) == (None, None)


def test_where_nothing_was_changed_nothing_is_taken_back(window: MainWindow, told: list[str]) -> None:
    window.bridge.run(lambda library: record_edit.rename_record(library, 1, "先改的名称"))

    def failing(library: Library, some: Sequence[int], key: Hashable) -> Changes[None]:
        if 9 in some:
            raise LibraryProblem("磁盘已满")
        return library.transact(Operation.RENAME_RECORD, lambda transaction: None, key)

    assert run_in_parts(window.bridge, range(1, 31), failing, "正在处理…", window) is None
    assert names(window)[0] == "先改的名称"


def test_the_screens_are_told_once_of_all(window: MainWindow) -> None:
    heard: list[Changes[object]] = []
    window.bridge.changed.connect(heard.append)
    run_in_parts(window.bridge, range(1, 31), renamed, "正在改名…", window)
    window.undo_commands.undo()
    window.undo_commands.redo()
    assert [changes.records for changes in heard] == [frozenset(range(1, 31))] * 3
    assert names(window) == [f"新名称{number}" for number in range(1, 31)]


def test_an_undo_that_is_stopped_goes_on_later(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    before = names(window)
    run_in_parts(window.bridge, range(1, 31), renamed, "正在改名…", window)
    undo = UndoHistory.undo

    def stopping(operations: UndoHistory, most: int | None = None) -> Changes[None] | None:
        for progress in window.findChildren(Progress):
            progress.stop()
        return undo(operations, most)

    with monkeypatch.context() as patch:
        patch.setattr(UndoHistory, "undo", stopping)
        window.undo_commands.undo()
    library = window.bridge.library
    assert (library.undo_history.undo_name, library.undo_history.redo_name) == ("项目改名", "项目改名")
    assert window.statusBar().currentMessage() == "“项目改名”还有一部分没有撤销，可以再次撤销。"
    assert names(window)[0] == "新名称1"
    assert names(window)[-1] == before[-1]
    window.undo_commands.undo()
    assert window.statusBar().currentMessage() == "已撤销“项目改名”"
    assert (library.undo_history.undo_name, names(window)) == (None, before)
    window.undo_commands.redo()
    assert (library.undo_history.redo_name, names(window)) == (
        None,
        [f"新名称{number}" for number in range(1, 31)],
    )


def test_the_window_is_not_closed_amid_an_operation(window: MainWindow) -> None:
    asked: list[bool] = []

    def closing(library: Library, some: Sequence[int], key: Hashable) -> Changes[None]:
        asked.append(window.close())
        return renamed(library, some, key)

    assert run_in_parts(window.bridge, range(1, 31), closing, "正在改名…", window) is not None
    assert set(asked) == {False}
    assert names(window) == [f"新名称{number}" for number in range(1, 31)]
    assert window.isVisible()
