"""Where the keys lead: Tab and Enter from one cell that takes typing to the next, arrows to any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QObject

from perfdesk.sheet.editing.area import cells_in
from perfdesk.sheet.editing.navigation import (
    Takes,
    cell_above,
    cell_below,
    next_cell,
    place_of,
    previous_cell,
)
from perfdesk.sheet.layout.sheet import Cell, CellKind, Sheet
from perfdesk.ui.sheet_view.cell_editor import Leave

if TYPE_CHECKING:
    from perfdesk.ui.sheet_view.sheet_view import SheetView


class CursorMoves(QObject):
    """Moves the cursor of a sheet view; a run of Tabs ends with Enter below its first cell."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view
        self._model = view.sheet_model
        self._tab_column: int | None = None

    def forget_run(self) -> None:
        """The next Enter goes straight down."""
        self._tab_column = None

    def go(self, cell: Cell) -> None:
        """Put the cursor on a cell, which becomes the selection."""
        index = self._model.index(cell.row, cell.column)
        if not self._view.viewport().rect().contains(self._view.visualRect(index)):
            # Qt scrolls by moving the picture only where nothing waits to be painted.
            QCoreApplication.sendPostedEvents(self._view.window(), QEvent.Type.UpdateRequest.value)
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._view.scrollTo(index)

    def move(self, leave: Leave) -> None:
        """Go where a key leads from the current cell."""
        sheet, at = self._model.sheet, self._view.current_cell()
        if sheet is None or at is None or leave is Leave.STAY:
            return
        takes = self._model.can_type if self._model.writable else _typed_into
        if self._view.selecting.is_range and leave not in (Leave.LEFT, Leave.RIGHT):
            self._move_in_range(sheet, at, leave, takes)
            return
        column = self._view.currentIndex().column()
        target: Cell | None = None
        if leave in (Leave.NEXT, Leave.PREVIOUS):
            if self._tab_column is None:
                self._tab_column = column
            step = next_cell if leave is Leave.NEXT else previous_cell
            target = step(sheet, at, takes)
        elif leave in (Leave.BELOW, Leave.ABOVE):
            start = column if self._tab_column is None else self._tab_column
            self._tab_column = None
            target = (cell_below if leave is Leave.BELOW else cell_above)(sheet, at, start, takes)
        else:
            side = column - 1 if leave is Leave.LEFT else at.column + at.column_span
            target = self._model.cell_at(at.row, side)
        if target is not None:
            self.go(target)

    def to_edge(self, *, last: bool) -> None:
        """Go to the first or last cell that takes typing: a form's own corners are fixed text."""
        sheet = self._model.sheet
        takes = self._model.can_type if self._model.writable else _typed_into
        cells = sorted(filter(takes, sheet.cells), key=place_of) if sheet is not None else []
        if cells:
            self.go(cells[-1 if last else 0])
            if not last:
                self._view.scrollToTop()  # with the title above it

    def _move_in_range(self, sheet: Sheet, at: Cell, leave: Leave, takes: Takes) -> None:
        """Tab goes along the rows of the range, Enter down its columns; behind the last comes the first."""
        area = self._view.selecting.area
        assert area is not None
        cells = [cell for cell in cells_in(sheet, area) if takes(cell)]
        if leave in (Leave.BELOW, Leave.ABOVE):
            cells.sort(key=lambda cell: (cell.column, cell.row))
        if not cells:
            return
        step = 1 if leave in (Leave.NEXT, Leave.BELOW) else -1
        places = [(cell.row, cell.column) for cell in cells]
        here = places.index((at.row, at.column)) if (at.row, at.column) in places else -1
        index = self._model.index(*places[(here + step) % len(places)])
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._view.scrollTo(index)


def _typed_into(cell: Cell) -> bool:
    return cell.kind in (CellKind.INPUT, CellKind.SCORE)
