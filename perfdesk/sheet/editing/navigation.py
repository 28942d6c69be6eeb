"""Which cell comes next: the ways through a sheet's cells, those that take typing or all."""

from __future__ import annotations

from collections.abc import Callable

from perfdesk.sheet.editing.area import Place, area_of
from perfdesk.sheet.layout.sheet import Cell, Sheet

Takes = Callable[[Cell], bool]
"""Whether a cell takes typing."""


def next_cell(sheet: Sheet, at: Cell, takes: Takes) -> Cell | None:
    """The cell that Tab goes to: on to the right, then on to the next row."""
    return _first(sheet, at, takes, forward=True)


def previous_cell(sheet: Sheet, at: Cell, takes: Takes) -> Cell | None:
    """The cell that Shift+Tab goes to."""
    return _first(sheet, at, takes, forward=False)


def _first(sheet: Sheet, at: Cell, takes: Takes, *, forward: bool) -> Cell | None:
    cells = sorted(filter(takes, sheet.cells), key=place_of)
    if forward:
        return next((cell for cell in cells if place_of(cell) > place_of(at)), None)
    return next((cell for cell in reversed(cells) if place_of(cell) < place_of(at)), None)


def place_of(cell: Cell) -> Place:
    """Where a cell begins; in the order of reading."""
    return cell.row, cell.column


def cell_below(sheet: Sheet, at: Cell, column: int, takes: Takes) -> Cell | None:
    """The nearest cell below that covers a grid column and takes typing: where Enter goes."""
    below = [cell for cell in sheet.cells if cell.row >= at.row + at.row_span and _covers(cell, column)]
    return min(filter(takes, below), key=place_of, default=None)


def cell_above(sheet: Sheet, at: Cell, column: int, takes: Takes) -> Cell | None:
    """The nearest cell above that covers a grid column and takes typing: where Shift+Enter goes."""
    above = [cell for cell in sheet.cells if cell.row + cell.row_span <= at.row and _covers(cell, column)]
    return max(filter(takes, above), key=place_of, default=None)


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.column_span


def place_beyond(sheet: Sheet, at: Place, direction: Place) -> Place | None:
    """The position beyond the cell at ``at``, on the same line; ``None`` at the edge of the sheet."""
    cell = _covering(sheet, at)
    if cell is None:
        return None
    area = area_of(cell)
    down, right = direction
    row = at[0] if not down else area.bottom + 1 if down > 0 else area.top - 1
    column = at[1] if not right else area.right + 1 if right > 0 else area.left - 1
    return (row, column) if _covering(sheet, (row, column)) is not None else None


def far_cell(sheet: Sheet, at: Place, direction: Place) -> Cell | None:
    """Where Ctrl+arrow goes, as in Excel: the last of a run of filled cells, or the next filled one.

    Without any it is the last cell of the line; ``None`` where ``at`` is in that cell.
    """
    start = _covering(sheet, at)
    if start is None:
        return None
    down, right = direction
    line = [cell for cell in sheet.cells if (_crosses(cell, at[0]) if right else _covers(cell, at[1]))]
    line = [cell for cell in line if (cell.row - start.row) * down + (cell.column - start.column) * right > 0]
    line.sort(key=place_of, reverse=down + right < 0)
    if not line:
        return None
    filled = [bool(cell.text.strip()) for cell in line]
    if start.text.strip() and filled[0]:
        return line[filled.index(False) - 1] if False in filled else line[-1]
    return line[filled.index(True)] if True in filled else line[-1]


def _covering(sheet: Sheet, place: Place) -> Cell | None:
    row, column = place
    return next(
        (cell for cell in sheet.cells if _crosses(cell, row) and _covers(cell, column)),
        None,
    )


def _crosses(cell: Cell, row: int) -> bool:
    return cell.row <= row < cell.row + cell.row_span
