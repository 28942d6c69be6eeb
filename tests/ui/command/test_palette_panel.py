"""The palette in the window: it takes the keyboard, runs what is chosen and gives the keyboard back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from perfdesk.model.form.path import Path
from perfdesk.settings import load_settings
from perfdesk.ui.command.command import Command
from perfdesk.ui.command.palette_panel import CommandPalette
from perfdesk.ui.window.main_window import MainWindow

Opening = Callable[..., MainWindow]
Key = Qt.Key


def opened(window: MainWindow) -> CommandPalette:
    window.commands[Command.PALETTE].trigger()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    assert palette.line.hasFocus()
    return palette


def test_enter_runs_the_command_and_the_keyboard_returns(open_window: Opening) -> None:
    window = open_window()
    window.sheet.view.focus_cell(Path.parse("indicators[1].level3"))
    palette = opened(window)
    before = len(window.bridge.library.record(1).rows("indicators"))
    QTest.keyClicks(palette.line, "xfcrh")
    assert palette.names == ["在下方插入行"]
    QTest.keyClick(palette.line, Key.Key_Return)
    QApplication.processEvents()
    assert not palette.isVisible()
    assert window.sheet.view.hasFocus()
    assert len(window.bridge.library.record(1).rows("indicators")) == before + 1


def test_where_nothing_fits_it_says_how_commands_are_found(open_window: Opening) -> None:
    panel = opened(open_window())
    told = next(label for label in panel.findChildren(QLabel) if "没有符合的命令" in label.text())
    assert panel.list.isVisible()
    assert not told.isVisible()
    QTest.keyClicks(panel.line, "beif")
    assert not panel.list.isVisible()
    assert told.isVisible()


def test_escape_goes_back_into_the_cell_that_is_typed_into(open_window: Opening) -> None:
    window = open_window()
    window.sheet.view.focus_cell(Path.parse("indicators[1].level3"))
    QTest.keyClicks(window.sheet.view, "a")
    editor = QApplication.focusWidget()
    palette = opened(window)
    QTest.keyClick(palette.line, Key.Key_Escape)
    assert QApplication.focusWidget() is editor
    assert editor is not None
    QTest.keyClicks(editor, "b")
    QTest.keyClick(editor, Key.Key_Return)
    assert window.bridge.library.record(1).rows("indicators")[1]["level3"] == "ab"


def test_the_arrows_choose_and_what_is_disabled_does_not_run(open_window: Opening) -> None:
    window = open_window()
    palette = opened(window)
    QTest.keyClick(palette.line, Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    palette.line.setText("撤销")
    assert palette.names[0] == "撤销"
    QTest.keyClick(palette.line, Key.Key_Return)
    assert palette.isVisible()


def test_a_click_runs_and_a_click_elsewhere_closes(open_window: Opening) -> None:
    window = open_window()
    palette = opened(window)
    palette.line.setText("项目列表")
    spot = palette.list.visualRect(palette.list.currentIndex()).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QApplication.processEvents()
    assert not window.tree.isVisible()
    palette = opened(window)
    QTest.mouseClick(window.sheet.view.viewport(), Qt.MouseButton.LeftButton)
    assert not palette.isVisible()


def test_what_was_used_is_remembered(open_window: Opening) -> None:
    window = open_window()
    for _ in range(2):
        window.commands[Command.SHOW_TREE].trigger()
    assert opened(window).names[0] == "项目列表"
    window.close()
    assert load_settings().command_uses == {"SHOW_TREE": 2, "PALETTE": 1}
