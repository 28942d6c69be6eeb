"""From form to form and from problem to problem by keys."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.model.checks.finding import Severity
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path
from perfdesk.ui.command.command import Command
from perfdesk.ui.window.main_window import MainWindow
from tests.ui.conftest import Opening


def at(window: MainWindow) -> str:
    cell = window.sheet.view.current_cell()
    assert cell is not None
    return str(cell.paths[0])


def told(window: MainWindow) -> str:
    return window.statusBar().currentMessage()


def test_the_next_project_opens_at_the_same_cell(open_window: Opening) -> None:
    window = open_window()
    window.sheet.focus_path(Path("budget", 0, "executed"))
    window.commands[Command.NEXT_RECORD].trigger()
    assert (window.sheet.record_id, at(window)) == (2, "budget[0].executed")
    assert window.tree.view.chosen_records == (2,)
    window.commands[Command.NEXT_RECORD].trigger()
    assert (window.sheet.record_id, told(window)) == (2, "这是最后一个项目。")
    window.commands[Command.PREVIOUS_RECORD].trigger()
    window.commands[Command.PREVIOUS_RECORD].trigger()
    assert (window.sheet.record_id, told(window)) == (1, "这是第一个项目。")
    assert QApplication.focusWidget() is window.sheet.view


def test_what_is_being_typed_is_entered_first(open_window: Opening) -> None:
    window = open_window()
    window.sheet.focus_path(Path("budget", 0, "executed"))
    for digit in "55":
        QTest.keyClicks(QApplication.focusWidget() or window.sheet.view, digit)
    window.commands[Command.NEXT_RECORD].trigger()
    assert window.bridge.library.record(1).rows("budget")[0]["executed"] == "55"


def places(window: MainWindow, severity: Severity) -> list[tuple[int, int]]:
    """The cells on the sheet with findings of a severity, from top to bottom."""
    view = window.sheet.view
    findings = window.bridge.library.audit.findings(1)
    paths = {found.path for found in findings if found.severity is severity and not found.explanation}
    cells = [view.sheet_model.cell_of(path) for path in paths if path is not None]
    return sorted({(cell.row, cell.column) for cell in cells if cell is not None})


def walked(window: MainWindow, steps: int) -> list[tuple[int, int]]:
    """Where the cursor stands after each of some steps."""
    seen = []
    for _ in range(steps):
        window.commands[Command.NEXT_PROBLEM].trigger()
        index = window.sheet.view.currentIndex()
        seen.append((index.row(), index.column()))
    return seen


def test_each_error_is_come_to_in_turn_and_then_the_first_again(open_window: Opening) -> None:
    window = open_window()
    errors = places(window, Severity.ERROR)
    assert len(errors) > 1
    assert walked(window, len(errors) + 1) == [*errors, errors[0]]


def test_without_errors_it_goes_to_the_warnings(open_window: Opening) -> None:
    window = open_window()
    library = window.bridge.library
    while wrong := [found for found in library.audit.findings(1) if found.severity is Severity.ERROR]:
        path = wrong[0].path
        assert path is not None
        text = {"executed": "90.50"}.get(path.key, "因季节影响，推迟到次年第一季度完成")
        record_edit.set_values(library, 1, {path: text})
    warnings = places(window, Severity.WARNING)
    assert warnings
    assert walked(window, 1)[0] in warnings


def test_where_there_is_no_project_nothing_is_gone_to(open_window: Opening) -> None:
    window = open_window()
    changes = window.bridge.run(lambda library: record_edit.delete_records(library, [1, 2]))
    assert changes is not None
    window.commands[Command.NEXT_PROBLEM].trigger()
    window.commands[Command.NEXT_RECORD].trigger()
    assert told(window) == "还没有项目。"
