"""F1 opens the guide where the user is: on a cell, a finding, a pane, a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTextBrowser, QWidget

from perfdesk.model.form.path import Path
from perfdesk.ui.command.command import Command
from perfdesk.ui.guide.book import GuidePlace
from perfdesk.ui.window.about_dialog import AboutDialog
from perfdesk.ui.window.main_window import MainWindow

Opening = Callable[..., MainWindow]


def help_at(window: MainWindow, widget: QWidget) -> GuidePlace:
    window.activateWindow()
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_F1)
    assert window.guide.window is not None
    assert window.guide.window.isVisible()
    return window.guide.window.place


def test_on_a_cell_it_opens_the_form_at_that_column(open_window: Opening) -> None:
    window = open_window()
    form = window.bridge.library.definition(1).id
    window.sheet.view.focus_cell(Path.parse("budget[0].executed"))
    assert help_at(window, window.sheet.view) == GuidePlace(f"form-{form}", "budget.executed")
    window.sheet.view.focus_cell(Path.parse("indicators[0].target"))
    assert help_at(window, window.sheet.view) == GuidePlace(f"form-{form}", "indicators.target")


def test_while_a_cell_is_typed_into_it_stays_open(open_window: Opening) -> None:
    window = open_window()
    window.sheet.view.focus_cell(Path.parse("budget[0].executed"))
    QTest.keyClicks(window.sheet.view, "7")
    editor = window.sheet.view.editor
    assert editor is not None
    assert help_at(window, editor).anchor == "budget.executed"


def test_on_the_list_it_opens_its_page(open_window: Opening) -> None:
    window = open_window()
    assert help_at(window, window.tree.view) == GuidePlace("tree")


def test_in_the_findings_it_opens_the_check(open_window: Opening) -> None:
    window = open_window()
    window.commands[Command.SHOW_FINDINGS].trigger()
    window.sheet.view.focus_cell(Path.parse("budget[0].executed"))
    QTest.keyClick(window.sheet.view, Qt.Key.Key_Delete)
    window.findings.refresh()
    gravest = window.findings.findings[0]
    text = window.findings.findChildren(QTextBrowser)[0]
    assert help_at(window, text) == GuidePlace("checks", gravest.code)
    last = len(window.findings.findings) - 1
    text.anchorClicked.emit(f"guide:{last}")
    assert window.guide.window is not None
    assert window.guide.window.place == GuidePlace("checks", window.findings.findings[last].code)
    assert "［详情］" in window.findings.plain_text


def test_a_dialog_answers_and_lets_the_guide_be_read_beside_it(open_window: Opening) -> None:
    window = open_window()
    seen: list[tuple[GuidePlace, QWidget | None]] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AboutDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, press)
            return
        try:
            QTest.keyClick(dialog, Qt.Key.Key_F1)
            guide = window.guide.window
            assert guide is not None
            seen.append((guide.place, guide.parentWidget()))
        finally:
            dialog.reject()

    QTimer.singleShot(20, press)
    window.commands[Command.ABOUT].trigger()
    [(place, owner)] = seen
    assert place == GuidePlace("file")
    assert isinstance(owner, QDialog)
    guide = window.guide.window
    assert guide is not None
    assert guide.parentWidget() is window
    assert guide.isVisible()


def test_it_closes_with_the_program(open_window: Opening) -> None:
    window = open_window()
    window.commands[Command.HELP].trigger()
    guide = window.guide.window
    assert guide is not None
    window.close()
    assert not guide.isVisible()
