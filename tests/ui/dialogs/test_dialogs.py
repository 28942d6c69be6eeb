"""The small dialogs: a new unit, 关于, 快捷键, and message boxes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from perfdesk import __version__
from perfdesk.ui.command import Command
from perfdesk.ui.dialogs.about import AboutDialog
from perfdesk.ui.dialogs.keys import KeysDialog
from perfdesk.ui.dialogs.licences import WORKS, LicencesDialog, Work, text_of
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
    told = words(AboutDialog(tmp_path / "某县.perfdesk", tmp_path / "备份处"))
    for part in (
        __version__,
        "LGPL-3.0",
        "OFL-1.1",
        str(tmp_path / "某县.perfdesk"),
        "settings.json",
        "simpleeval",
        "platformdirs",
        "备份处",
    ):
        assert part in told


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_the_text_of_every_licence_can_be_read(work: Work) -> None:
    assert re.search("licen[cs]e|permission", text_of(work), re.IGNORECASE)
    assert len(text_of(work)) > 500


def test_the_chosen_licence_is_shown(application: QApplication) -> None:
    dialog = LicencesDialog()
    works, text = dialog.findChildren(QListWidget)[0], dialog.findChildren(QPlainTextEdit)[0]
    assert "MIT License" in text.toPlainText()  # of the program itself
    works.setCurrentRow(works.count() - 1)
    assert "SIL OPEN FONT LICENSE" in text.toPlainText()
    assert works.count() == len(WORKS) + 1


def test_everything_that_ships_is_among_the_licences() -> None:
    lock = (Path(__file__).parents[3] / "requirements.txt").read_text(encoding="utf-8")
    shipped = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    assert {work.package.lower() for work in WORKS if work.package} == shipped


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
