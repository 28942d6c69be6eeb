"""What is selected on a sheet: its cells, its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.sheet.layout.sheet import Cell

if TYPE_CHECKING:
    from perfdesk.ui.sheet_view.sheet_view import SheetView


def selected_cells(view: SheetView) -> list[Cell]:
    """The cells of the selection, each once, in reading order."""
    cells = {
        (cell.row, cell.column): cell
        for index in view.selectedIndexes()
        if (cell := view.sheet_model.cell_at(index.row(), index.column())) is not None
    }
    return [cells[place] for place in sorted(cells)]


def selected_grid_rows(view: SheetView) -> set[int]:
    """The grid rows that the selection or the cursor touches."""
    rows = {index.row() for index in view.selectedIndexes()}
    if view.currentIndex().isValid():
        rows.add(view.currentIndex().row())
    return rows
