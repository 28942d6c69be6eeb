"""The sheet's context menu offers what makes sense where it opens."""

from __future__ import annotations

from collections.abc import Callable

from perfdesk.model.form.path import Path
from perfdesk.ui.command.command import Command, Reach
from perfdesk.ui.command.command_bars import SHEET_MENU
from perfdesk.ui.window.main_window import MainWindow
from perfdesk.ui.window.sheet_commands import SheetCommands

Opening = Callable[..., MainWindow]


def offered(window: MainWindow, written: str) -> set[Command]:
    window.sheet.view.focus_cell(Path.parse(written))
    commands = window.sheet.view.findChild(SheetCommands)
    assert commands is not None
    return {entry for entry in commands.offered() if isinstance(entry, Command)}


def test_rows_are_offered_on_rows_and_lists_where_there_is_one(open_window: Opening) -> None:
    window = open_window()
    on_row = offered(window, "indicators[0].nature")
    assert {Command.ROW_ABOVE, Command.ROW_DELETE, Command.CHOOSE, Command.FILL_DOWN} <= on_row
    on_field = offered(window, "fields.goal")
    assert Command.PASTE in on_field
    assert on_field.isdisjoint({Command.ROW_ABOVE, Command.CHOOSE})


def test_rows_are_offered_where_a_grip_picks_one_from_elsewhere(open_window: Opening) -> None:
    window = open_window()
    view = window.sheet.view
    assert Command.ROW_DELETE not in offered(window, "fields.goal")
    row = view.sheet_model.cell_of(Path.parse("indicators[1].level3"))
    commands = view.findChild(SheetCommands)
    assert row is not None
    assert commands is not None
    view.rows.pick(row.row, False)
    assert Command.ROW_DELETE in commands.offered()


def test_nothing_is_emptied_where_nothing_can_be_typed(open_window: Opening) -> None:
    window = open_window()
    view = window.sheet.view
    sheet = view.sheet_model.sheet
    assert sheet is not None
    view.cell_cursor.go(next(cell for cell in sheet.cells if cell.source == "total"))
    commands = view.findChild(SheetCommands)
    assert commands is not None
    entries = commands.offered()
    assert Command.COPY in entries
    assert {Command.CUT, Command.CLEAR, Command.FILL_DOWN}.isdisjoint(
        entry for entry in entries if isinstance(entry, Command)
    )


def test_every_command_of_the_sheet_is_in_its_menu() -> None:
    assert {command for command in Command if command.value.reach is Reach.SHEET} <= set(SHEET_MENU)
