"""Carried values on the sheet: marked, counted, confirmed by keys, and never printed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from perfdesk.model.edit.carry_edit import Carry, carry_over
from perfdesk.model.form.path import Path
from perfdesk.sheet.layout.compose import compose
from perfdesk.ui.command.command import Command
from perfdesk.ui.widget import sheet_look
from perfdesk.ui.window.main_window import MainWindow
from tests.ui.conftest import Opening

F2025 = "sichuan-project-2025"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_window: Opening) -> MainWindow:
    """A window on a project carried into 2025 (3), with three indicators."""
    window = open_window()
    window.resize(1366, 740)  # the whole width of the form in view
    window.bridge.run(lambda library: carry_over(library, [Carry(1, F2025)], 2025))
    window.tree.view.choose_record(3)
    QApplication.processEvents()
    return window


def waiting(window: MainWindow) -> int:
    """How many the header counts."""
    button = next(b for b in window.sheet.findChildren(QToolButton) if "待确认" in b.text())
    return int(button.text().split()[2]) if button.isVisible() else 0


def settle() -> None:
    QApplication.processEvents()
    QTest.qWait(1)


def at(window: MainWindow) -> str:
    cell = window.sheet.view.current_cell()
    assert cell is not None
    return str(cell.paths[-1])


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    window.activateWindow()
    window.sheet.view.setFocus()
    QTest.keyClick(window.sheet.view, key, modifiers)
    settle()


def test_the_header_counts_cells_and_leads_from_one_to_the_next(window: MainWindow) -> None:
    settle()
    assert waiting(window) == 4 + 3 * 5  # code and name stand in one cell
    assert at(window) == "fields.project_name"
    button = next(b for b in window.sheet.findChildren(QToolButton) if "待确认" in b.text())
    for wanted in ("fields.department", "fields.unit", "fields.goal", "indicators[0].level3"):
        button.click()
        assert at(window) == wanted
    last = window.sheet.view.sheet_model.cell_of(Path.parse("fields.project_head"))
    assert last is not None
    window.sheet.view.cell_cursor.go(last)
    button.click()
    assert at(window) == "fields.project_name"


def test_a_key_confirms_a_cell_and_goes_on_to_the_next(window: MainWindow) -> None:
    count = 4 + 3 * 5
    press(window, Qt.Key.Key_K, CONTROL)
    assert waiting(window) == count - 1
    assert at(window) == "fields.department"
    window.sheet.focus_path(Path.parse("fields.goal_done"))
    press(window, Qt.Key.Key_K, CONTROL)  # nothing waits here: only on to the next
    assert waiting(window) == count - 1
    assert at(window) == "indicators[0].level3"
    window.undo_commands.undo()
    settle()
    assert waiting(window) == count


def test_a_selection_is_confirmed_at_once(window: MainWindow) -> None:
    view = window.sheet.view
    first, last = (view.sheet_model.cell_of(Path("indicators", 0, key)) for key in ("level3", "weight"))
    assert first is not None
    assert last is not None
    view.cell_cursor.go(first)
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    window.commands[Command.CONFIRM].trigger()
    settle()
    assert waiting(window) == 4 + 2 * 5
    assert at(window) == "indicators[0].level3" or view.selectedIndexes()


def test_all_are_confirmed_at_once_and_then_nothing_is_left_to_do(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K, CONTROL | Qt.KeyboardModifier.AltModifier)
    assert waiting(window) == 0
    assert not window.commands[Command.CONFIRM].isEnabled()
    assert "已全部确认" in window.statusBar().currentMessage()
    window.undo_commands.undo()
    settle()
    assert waiting(window) == 4 + 3 * 5
    assert window.commands[Command.CONFIRM].isEnabled()


def test_an_edit_confirms(window: MainWindow) -> None:
    view = window.sheet.view
    window.sheet.focus_path(Path("indicators", 0, "target"))
    view.setFocus()
    QTest.keyClicks(view, "7")
    assert waiting(window) == 4 + 3 * 5  # a draft is no edit yet
    QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Return)
    settle()
    assert window.bridge.library.record(3).rows("indicators")[0]["target"] == "7"
    assert waiting(window) == 4 + 3 * 5 - 1


def corner(window: MainWindow, path: str) -> str:
    """The colour just inside the lower left corner of a cell."""
    view = window.sheet.view
    cell = view.sheet_model.cell_of(Path.parse(path))
    assert cell is not None
    rect = view.visualRect(view.model().index(cell.row, cell.column))
    picture = view.viewport().grab().toImage()
    scale = picture.devicePixelRatio()
    return picture.pixelColor(int((rect.left() + 2) * scale), int((rect.bottom() - 2) * scale)).name()


def test_marks_are_seen_in_the_corner_and_go_with_confirming(window: MainWindow) -> None:
    settle()
    assert corner(window, "fields.unit") == sheet_look.PENDING_INK.name()
    assert corner(window, "fields.goal_done") != sheet_look.PENDING_INK.name()
    press(window, Qt.Key.Key_K, CONTROL | Qt.KeyboardModifier.AltModifier)
    assert corner(window, "fields.unit") != sheet_look.PENDING_INK.name()


def test_the_cell_and_the_panel_say_where_it_is_from(window: MainWindow) -> None:
    view = window.sheet.view
    window.sheet.focus_path(Path.parse("fields.goal"))
    window.explanation.refresh()
    assert "由2024年度结转，待确认" in window.explanation.plain_text
    tip = view.model().data(view.currentIndex(), Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith("由2024年度结转，待确认。")
    window.sheet.focus_path(Path.parse("fields.goal_done"))
    window.explanation.refresh()
    assert "待确认" not in window.explanation.plain_text


def test_marks_are_not_printed(window: MainWindow) -> None:
    library = window.bridge.library
    record, definition = library.record(3), library.definition(3)
    bare = replace(record, blocks={key: rows for key, rows in record.blocks.items() if key != "carried"})
    assert compose(definition, record, library.scores(3)) == compose(definition, bare, library.scores(3))


def test_the_history_tells_of_confirming_in_one_line(window: MainWindow) -> None:
    from perfdesk.model.edit.carry_edit import confirm
    from perfdesk.model.edit.record_edit import set_values
    from perfdesk.ui.history.history_line import lines_of

    library = window.bridge.library
    set_values(library, 3, {Path("indicators", 0, "target"): "8"})
    confirm(library, 3)
    lines = lines_of(library.definition(3), library.record(3), library.edit_history.entries(3))
    assert [(line.entry.operation, line.place, line.new) for line in lines[:2]] == [
        ("确认结转值", "结转值", "（待确认的标记变了）"),
        ("输入", "绩效指标　第 1 行　指标值", "8"),
    ]
