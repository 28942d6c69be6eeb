"""The commands that are about the sheet: wired to it, enabled where they make sense, and its context menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command, Reach
from perfdesk.ui.command.command_bars import SHEET_MENU
from perfdesk.ui.sheet_view.row_header import LEAST_WIDTH_PX
from perfdesk.ui.sheet_view.sheet_view import SheetView
from perfdesk.ui.snippet.snippet_work import SnippetWork

_ZOOM_STEP = 1.1
_CHANGING = (Command.CUT, Command.CLEAR, Command.FILL_DOWN, Command.FILL_RIGHT)


class SheetCommands(QObject):
    """Wires a window's actions to a sheet view."""

    def __init__(self, actions: Actions, view: SheetView, snippets: SnippetWork) -> None:
        super().__init__(view)
        self._actions = actions
        self._view = view
        self._snippets = snippets
        rows, ranges = view.rows, view.ranges
        self._row_slots = {
            Command.ROW_ABOVE: rows.insert_above,
            Command.ROW_BELOW: rows.insert_below,
            Command.ROW_COPY: rows.duplicate,
            Command.ROW_DELETE: rows.delete,
            Command.ROW_UP: rows.move_up,
            Command.ROW_DOWN: rows.move_down,
        }
        self._range_slots = {
            Command.CUT: ranges.cut,
            Command.COPY: ranges.copy,
            Command.PASTE: ranges.paste,
            Command.CLEAR: ranges.clear,
            Command.FILL_DOWN: ranges.fill_down,
            Command.FILL_RIGHT: ranges.fill_right,
            Command.SELECT_ALL: view.cell_cursor.select_all,
        }
        self._pending_slots = {
            Command.CONFIRM: view.pending.confirm,
            Command.CONFIRM_ALL: view.pending.confirm_all,
        }
        actions.attach(Reach.SHEET, view)
        for command, slot in {
            **self._row_slots,
            **self._range_slots,
            **self._pending_slots,
            Command.CHOOSE: view.open_choices,
            Command.SNIPPET: snippets.insert,
            Command.ZOOM_IN: lambda: view.set_zoom(view.zoom * _ZOOM_STEP),
            Command.ZOOM_OUT: lambda: view.set_zoom(view.zoom / _ZOOM_STEP),
            Command.ZOOM_RESET: lambda: view.set_zoom(1.0),
            Command.FIT_WIDTH: self._fit_width,
        }.items():
            actions[command].triggered.connect(slot)

    def refresh(self) -> None:
        """Enable the actions that the open record and the cell under the cursor allow."""
        model, at = self._view.sheet_model, self._view.current_cell()
        open_one = model.sheet is not None
        can_edit_rows = self._view.rows.can_edit()
        for command in self._row_slots:
            self._actions[command].setEnabled(can_edit_rows)
        for command in self._range_slots:
            reads = command in (Command.COPY, Command.SELECT_ALL)
            self._actions[command].setEnabled(model.writable or (open_one and reads))
        self._actions[Command.CHOOSE].setEnabled(at is not None and self._view.offers.any(at))
        self._actions[Command.SNIPPET].setEnabled(model.writable and self._snippets.can_insert())
        for command in self._pending_slots:
            self._actions[command].setEnabled(model.writable and bool(model.cell_flags.pending))

    def open_menu(self, point: QPoint) -> None:
        """Show what can be done at the cell, or with the range, that the menu was asked for."""
        menu = QMenu(self._view)
        self._actions.fill(menu, self.offered())
        menu.exec(point)
        menu.deleteLater()

    def offered(self) -> list[Command | str | None]:
        """The entries of the context menu that make sense for what is selected."""
        can_type = any(self._view.sheet_model.can_type(cell) for cell in self._view.cell_cursor.cells)
        return [
            entry
            for entry in SHEET_MENU
            if not isinstance(entry, Command)
            or (self._actions[entry].isEnabled() and (can_type or entry not in _CHANGING))
        ]

    def _fit_width(self) -> None:
        """Make the form as wide as the pane, with the handles of its rows beside it."""
        view = self._view
        if view.horizontalHeader().length() > 0:
            room = view.verticalHeader().width() + view.viewport().width() - 2 * LEAST_WIDTH_PX
            view.set_zoom(view.zoom * room / view.horizontalHeader().length())
