"""Which cell comes next: the ways through a sheet's cells that take typing."""

from __future__ import annotations

from collections.abc import Callable

from perfdesk.sheet.sheet import Cell, Sheet

Takes = Callable[[Cell], bool]
"""Whether a cell takes typing."""


def next_cell(sheet: Sheet, at: Cell, takes: Takes) -> Cell | None:
    """The cell that Tab goes to: on to the right, then on to the next row."""
    return _first(sheet, at, takes, forward=True)


def previous_cell(sheet: Sheet, at: Cell, takes: Takes) -> Cell | None:
    """The cell that Shift+Tab goes to."""
    return _first(sheet, at, takes, forward=False)


def _first(sheet: Sheet, at: Cell, takes: Takes, *, forward: bool) -> Cell | None:
    cells = sorted(filter(takes, sheet.cells), key=_place)
    if forward:
        return next((cell for cell in cells if _place(cell) > _place(at)), None)
    return next((cell for cell in reversed(cells) if _place(cell) < _place(at)), None)


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def cell_below(sheet: Sheet, at: Cell, column: int, takes: Takes) -> Cell | None:
    """The nearest cell below that covers a grid column and takes typing: where Enter goes."""
    below = [cell for cell in sheet.cells if cell.row >= at.row + at.row_span and _covers(cell, column)]
    return min(filter(takes, below), key=_place, default=None)


def cell_above(sheet: Sheet, at: Cell, column: int, takes: Takes) -> Cell | None:
    """The nearest cell above that covers a grid column and takes typing: where Shift+Enter goes."""
    above = [cell for cell in sheet.cells if cell.row + cell.row_span <= at.row and _covers(cell, column)]
    return max(filter(takes, above), key=_place, default=None)


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.column_span
