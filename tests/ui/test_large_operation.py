"""An operation on many projects: one step of undo, no event inside a transaction, no trace of a failure."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from perfdesk.errors import LibraryProblem
from perfdesk.model import edit
from perfdesk.model.change import Changes
from perfdesk.model.library import Library
from perfdesk.model.path import field_path
from perfdesk.model.transaction import Transaction
from perfdesk.ui import large_operation
from perfdesk.ui.large_operation import run_in_parts
from perfdesk.ui.main_window import MainWindow
from tests.support.library import small_library
from tests.ui.conftest import Opening


@pytest.fixture
def window(open_window: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(large_operation, "_PART", 2)
    return open_window(small_library(tmp_path, 30))


def names(window: MainWindow) -> list[str]:
    return [summary.name for summary in window.bridge.library.all_records()]


def renamed(library: Library, some: Sequence[int], key: Hashable) -> Changes[None]:
    def run(transaction: Transaction) -> None:
        for record_id in some:
            record = transaction.record(record_id)
            transaction.put(record.with_value(field_path("project_name"), f"新名称{record_id}"))

    return library.transact("改名", run, key)


def test_events_come_between_transactions_and_never_in_one(window: MainWindow) -> None:
    connection: sqlite3.Connection = window.bridge.library._store._connection
    before, looks = names(window), []
    timer = QTimer(window, interval=0)
    timer.timeout.connect(lambda: looks.append(connection.in_transaction))
    timer.start()
    assert run_in_parts(window.bridge, range(1, 31), renamed, "正在改名…", window) == [None] * 15
    timer.stop()
    assert len(looks) > 1
    assert not any(looks)
    assert names(window) == [f"新名称{number}" for number in range(1, 31)]
    window.undo()
    assert names(window) == before
    assert window.bridge.library.undo_name is None


def test_what_a_part_refused_leaves_nothing_of_the_others(window: MainWindow, told: list[str]) -> None:
    before = names(window)

    def failing(library: Library, some: Sequence[int], key: Hashable) -> Changes[None]:
        if 9 in some:
            raise LibraryProblem("磁盘已满")
        return renamed(library, some, key)

    assert run_in_parts(window.bridge, range(1, 31), failing, "正在改名…", window) is None
    assert names(window) == before
    assert told == ["磁盘已满"]


def test_where_nothing_was_changed_nothing_is_taken_back(window: MainWindow, told: list[str]) -> None:
    window.bridge.run(lambda library: edit.rename_record(library, 1, "先改的名称"))

    def failing(library: Library, some: Sequence[int], key: Hashable) -> Changes[None]:
        if 9 in some:
            raise LibraryProblem("磁盘已满")
        return library.transact("没有改动", lambda transaction: None, key)

    assert run_in_parts(window.bridge, range(1, 31), failing, "正在处理…", window) is None
    assert names(window)[0] == "先改的名称"
