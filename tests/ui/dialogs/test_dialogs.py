"""The small dialogs: a new unit, 关于, 快捷键, and message boxes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget

from perfdesk import __version__
from perfdesk.ui.command import Command
from perfdesk.ui.dialogs.about import AboutDialog
from perfdesk.ui.dialogs.keys import KeysDialog
from perfdesk.ui.dialogs.message import offer, tell_problem
from perfdesk.ui.dialogs.new_unit import NewUnitDialog


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_unit_needs_a_name_and_enter_creates_it(application: QApplication) -> None:
    dialog = NewUnitDialog("新建单位", "", 2025, "")
    dialog.show()
    assert not any(button.isEnabled() for button in dialog.findChildren(QPushButton) if button.isDefault())
    name = dialog.focusWidget()
    assert isinstance(name, QLineEdit)
    name.setText("  财政  局 ")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert dialog.result() == NewUnitDialog.DialogCode.Accepted
    assert (dialog.year, dialog.name) == (2025, "财政 局")


def test_about_tells_version_licences_and_paths(application: QApplication, tmp_path: Path) -> None:
    told = words(AboutDialog(tmp_path / "某县.perfdesk"))
    for part in (__version__, "LGPL-3.0", "OFL-1.1", str(tmp_path / "某县.perfdesk"), "settings.json"):
        assert part in told


def test_every_shortcut_is_listed(application: QApplication) -> None:
    dialog = KeysDialog()
    listed = words(dialog).split("\n")
    for command in Command:
        if command.keys:
            assert listed[listed.index(command.label) + 1] == command.keys
    assert dialog.sizeHint().height() <= 700  # a screen of 768 lines with a task bar


def answer(text: str, seen: list[str]) -> None:
    """Click the button of the message box that is about to open."""

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append(box.text())
        next(button for button in box.buttons() if button.text() == text).click()

    QTimer.singleShot(0, click)


def test_a_problem_is_told(application: QApplication) -> None:
    seen: list[str] = []
    answer("知道了", seen)
    tell_problem(None, "磁盘已满。")
    assert seen == ["磁盘已满。"]


@pytest.mark.parametrize(("button", "taken"), [("甲", 0), ("乙", 1), ("关闭", None)])
def test_an_offer_tells_which_was_taken(application: QApplication, button: str, taken: int | None) -> None:
    seen: list[str] = []
    answer(button, seen)
    assert offer(None, "已导出。", ("甲", "乙")) == taken


def test_escape_takes_no_offer(application: QApplication) -> None:
    def press() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        QTest.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(0, press)
    assert offer(None, "已导出。", ("甲",)) is None
