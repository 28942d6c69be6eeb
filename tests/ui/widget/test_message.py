"""Message boxes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QMessageBox,
)

from perfdesk.ui.widget.message import offer, show_problem


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
    show_problem(None, "磁盘已满。")
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
