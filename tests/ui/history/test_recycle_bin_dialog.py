"""The recycle bin as its user sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.edit.bin_edit import restore_records
from perfdesk.ui.command.command import Command
from perfdesk.ui.history import recycle_bin_dialog
from perfdesk.ui.history.recycle_bin_dialog import RecycleBinDialog
from perfdesk.ui.widget import message
from perfdesk.ui.window.main_window import MainWindow

Opening = Callable[..., MainWindow]


@pytest.fixture
def window(open_window: Opening) -> MainWindow:
    window = open_window()
    window.bridge.run(lambda library: record_edit.delete_records(library, [2]))
    window.bridge.run(lambda library: unit_edit.delete_units(library, [library.tree.all_units()[0].id]))
    return window


@pytest.fixture
def dialog(window: MainWindow) -> RecycleBinDialog:
    return RecycleBinDialog(window.bridge, window)


def names(dialog: RecycleBinDialog) -> list[str]:
    return [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]


def test_it_lists_what_was_deleted_last_first(dialog: RecycleBinDialog) -> None:
    assert names(dialog) == [f"某县第{number}批基层服务能力提升补助资金项目" for number in (0, 1)]
    assert dialog.model.index(0, 1).data() == "某县第0服务中心"
    assert dialog.model.index(0, 2).data() == "2024"


def test_a_project_is_brought_back_and_chosen(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def use(dialog: RecycleBinDialog) -> int:
        dialog.table.selectRow(1)
        dialog.restore.click()
        assert len(names(dialog)) == 1
        return 1

    monkeypatch.setattr(recycle_bin_dialog.RecycleBinDialog, "exec", use)
    window.commands[Command.RECYCLE_BIN].trigger()
    QApplication.processEvents()
    assert window.sheet.record_id == 2
    assert [unit.name for unit in window.bridge.library.tree.all_units()] == ["某县第0服务中心"]
    window.undo_commands.undo()
    assert window.bridge.library.tree.all_units() == ()


def test_dropping_is_asked_first(dialog: RecycleBinDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def stay(parent: object, sentence: str, go: str, back: str) -> bool:
        asked.append(sentence)
        return False

    monkeypatch.setattr(message, "confirm", stay)
    dialog.drop.click()
    assert asked == ["要彻底删除 1 个项目吗？彻底删除后不能再恢复。"]
    assert len(names(dialog)) == 2
    monkeypatch.setattr(message, "confirm", lambda *_: True)
    dialog.drop.click()
    assert len(names(dialog)) == 1
    dialog.empty.click()
    assert names(dialog) == []
    assert not dialog.restore.isEnabled()
    assert not dialog.drop.isEnabled()
    assert not dialog.empty.isEnabled()


def test_a_failure_is_told(window: MainWindow, dialog: RecycleBinDialog, told: list[str]) -> None:
    window.bridge.library.close()
    reader = type(window.bridge.library).open(
        window.bridge.library.path, window.bridge.library.forms, read_only=True
    )
    window.bridge.replace(reader)
    assert window.bridge.attempt(lambda library: library.bin.drop([1])) is False
    assert window.bridge.run(lambda library: restore_records(library, [1])) is None
    assert len(told) == 2
    assert "不能彻底删除项目" in told[0]
