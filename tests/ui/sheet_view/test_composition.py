"""Compositions of an input method that are left before they end never change what a cell holds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.model.form.path import Path
from perfdesk.ui.window.main_window import MainWindow
from tests.ui.sheet_view.desk import Desk

CELL, OTHER = "indicators[0].level3", "indicators[1].level3"


def fill(desk: Desk, path: str, text: str) -> None:
    desk.go(path)
    desk.compose("", text)
    desk.press(Qt.Key.Key_Return)


def test_a_composition_left_for_another_cell_changes_nothing(desk: Desk) -> None:
    fill(desk, CELL, "参保人数")
    desk.go(CELL)
    desk.compose("da biao")
    desk.click(OTHER)
    assert desk.value(CELL) == "参保人数"
    assert (desk.at(), desk.view.editor) == (OTHER, None)
    # The next cell is typed into as ever: Qt no longer waits for the end of the first composition.
    desk.type("ab")
    assert desk.editor().toPlainText() == "ab"
    desk.press(Qt.Key.Key_Return)
    assert desk.value(OTHER) == "ab"


def test_a_composition_left_after_f2_changes_nothing(desk: Desk) -> None:
    fill(desk, CELL, "参保人数")
    desk.go(CELL)
    desk.press(Qt.Key.Key_F2)
    desk.compose("da")
    desk.click(OTHER)
    assert desk.value(CELL) == "参保人数"
    assert (desk.at(), desk.view.editor) == (OTHER, None)


def test_words_committed_before_the_composition_are_entered(desk: Desk) -> None:
    desk.go(CELL)
    desk.compose("can bao")
    desk.compose("", "参保")
    desk.compose("ren")
    desk.click(OTHER)
    assert desk.value(CELL) == "参保"


def test_a_composition_that_is_cancelled_leaves_the_text_selected(desk: Desk) -> None:
    fill(desk, CELL, "参保人数")
    desk.go(CELL)
    desk.compose("da")
    desk.compose("")
    assert desk.editor().toPlainText() == "参保人数"
    assert desk.editor().textCursor().selectedText() == "参保人数"
    desk.press(Qt.Key.Key_Return)
    assert desk.value(CELL) == "参保人数"


def test_a_composition_cancelled_in_the_midst_of_a_text_leaves_the_caret(desk: Desk) -> None:
    fill(desk, CELL, "参保人数")
    desk.go(CELL)
    desk.press(Qt.Key.Key_F2)
    QTest.keyClick(desk.editor(), Qt.Key.Key_Left)
    desk.compose("da")
    desk.compose("")
    desk.compose("", "总")
    desk.press(Qt.Key.Key_Return)
    assert desk.value(CELL) == "参保人总数"


def test_a_composition_left_for_the_tree_changes_nothing(open_window: Callable[..., MainWindow]) -> None:
    window = open_window()
    view, path = window.sheet.view, Path.parse("fields.project_name")
    before = window.bridge.library.record(1).get(path)
    window.activateWindow()
    window.tree.view.choose_record(1)
    view.focus_cell(path)
    QApplication.processEvents()
    assert view.hasFocus()
    QApplication.sendEvent(view, QInputMethodEvent("da biao", []))
    assert view.editor is not None
    window.tree.view.setFocus()
    QApplication.processEvents()
    assert window.bridge.library.record(1).get(path) == before != ""
    assert [view.editor] == [None]


def test_what_is_committed_with_the_rest_still_composed_is_entered(desk: Desk) -> None:
    desk.go(CELL)
    desk.compose("can bao ren shu")
    desk.compose("ren shu", "参保")
    assert desk.view.commit_editor()
    assert desk.value(CELL) == "参保"


def test_candidates_are_told_of_scrolling(desk: Desk) -> None:
    moved: list[bool] = []
    desk.view.resize(900, 400)
    desk.go(CELL)
    desk.compose("can bao")
    QGuiApplication.inputMethod().cursorRectangleChanged.connect(lambda: moved.append(True))
    before = desk.view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    bar = desk.view.verticalScrollBar()
    bar.setValue(bar.value() + 20)
    QApplication.processEvents()
    after = desk.view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert before.y() - after.y() == 20
    assert moved
