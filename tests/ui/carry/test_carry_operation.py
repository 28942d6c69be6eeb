"""Carrying from the window is one step, and can be stopped without a trace."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QMenu

from perfdesk.model.edit.carry_edit import Carry, carry_over
from perfdesk.model.library import batch_size
from perfdesk.model.store.change import Changes
from perfdesk.ui.carry import carry_operation
from perfdesk.ui.carry.carry_dialog import CarryDialog, CarryYear
from perfdesk.ui.command.command import Command
from perfdesk.ui.work.progress_dialog import Progress
from tests.ui.conftest import Opening

F2025 = "sichuan-project-2025"


def accept(dialog: CarryDialog) -> bool:
    """What a person does who takes what the dialog offers."""
    dialog.preview.ready.connect(lambda ready: ready and QTimer.singleShot(0, dialog.accept))
    loop = QEventLoop()
    dialog.finished.connect(loop.quit)
    loop.exec()
    return True


def test_the_command_carries_the_year_and_shows_it(
    open_window: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CarryDialog, "exec", accept)
    window = open_window()
    window.tree.view.choose_record(2)
    window.commands[Command.CARRY].trigger()
    QApplication.processEvents()
    assert [record.year for record in window.bridge.library.tree.all_records()] == [2024, 2024, 2025, 2025]
    assert window.statusBar().currentMessage().startswith("已结转 2 个项目")


def test_from_the_menu_of_the_tree_it_carries_what_is_chosen(
    open_window: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CarryDialog, "exec", accept)
    window = open_window()
    library = window.bridge.library

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        window.commands[Command.CARRY].trigger()
        menu.close()

    QTimer.singleShot(0, choose)
    window.tree.view.choose_record(2)
    window.tree.view.customContextMenuRequested.emit(QPoint(5, 5))
    QApplication.processEvents()
    assert [(record.year, record.id) for record in library.tree.all_records()] == [
        (2024, 1),
        (2024, 2),
        (2025, 3),
    ]
    assert window.sheet.record_id == 3
    assert window.statusBar().currentMessage().startswith("已结转 1 个项目")
    window.undo_commands.undo()
    assert library.tree.years() == (2024,)


def test_stopped_it_leaves_nothing(open_window: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_size, "_MOST", 1)
    monkeypatch.setattr(batch_size, "_FIRST", 1)
    window = open_window()
    asked = CarryYear((Carry(1, F2025), Carry(2, F2025)), 2025)
    added: list[int] = []

    def stopping(*arguments: Any) -> Changes[tuple[int, ...]]:
        changes: Changes[tuple[int, ...]] = carry_over(*arguments)
        added.extend(changes.added)
        for progress in window.findChildren(Progress):
            progress.stop()
        return changes

    with monkeypatch.context() as patch:
        patch.setattr(carry_operation, "carry_over", stopping)
        assert carry_operation.carry(window.bridge, asked, window) is None
    assert len(added) == 1
    assert window.bridge.library.tree.years() == (2024,)
    carried = carry_operation.carry(window.bridge, asked, window)
    assert carried is not None
    assert [window.bridge.library.record(number).year for number in carried] == [2025, 2025]


def test_what_cannot_be_is_told(open_window: Opening, told: list[str]) -> None:
    window = open_window()
    assert carry_operation.carry(window.bridge, CarryYear((Carry(1, F2025),), 2023), window) is None
    assert told == ["2024年度的项目不能结转到2023年度。请选以后的年度。"]
