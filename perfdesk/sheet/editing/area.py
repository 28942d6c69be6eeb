"""A range of a sheet's cells as in Excel: a rectangle of grid positions that cuts through no merge."""

from __future__ import annotations

from typing import NamedTuple

from perfdesk.sheet.layout.sheet import Cell, Sheet

Place = tuple[int, int]
"""A grid position: row, column."""


class Area(NamedTuple):
    """Grid rows ``top`` to ``bottom`` and columns ``left`` to ``right``, all of them inside."""

    top: int
    left: int
    bottom: int
    right: int

    def joined(self, other: Area) -> Area:
        """The least area that holds both."""
        return Area(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def meets(self, other: Area) -> bool:
        """Whether they have a position in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


def area_of(cell: Cell) -> Area:
    """The positions that a cell covers."""
    return Area(cell.row, cell.column, cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)


def spanned(sheet: Sheet, *places: Place) -> Area:
    """The least area that holds the places and cuts through no merged cell."""
    rows, columns = [row for row, _ in places], [column for _, column in places]
    area = Area(min(rows), min(columns), max(rows), max(columns))
    merged = [area_of(cell) for cell in sheet.cells if cell.row_span > 1 or cell.column_span > 1]
    grown = True
    while grown:
        grown = False
        for other in merged:
            if other.meets(area) and area.joined(other) != area:
                area, grown = area.joined(other), True
    return area


def cells_in(sheet: Sheet, area: Area) -> list[Cell]:
    """The cells of an area, in reading order."""
    return [cell for cell in sheet.cells if area_of(cell).meets(area)]
