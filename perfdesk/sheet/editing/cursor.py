"""The cursor of a sheet: the current cell, the range that grows from it, and where each key leads."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, Protocol

from perfdesk.sheet.editing.area import Area, Place, area_of, cells_in, spanned
from perfdesk.sheet.editing.navigation import (
    cell_above,
    cell_below,
    far_cell,
    next_cell,
    place_beyond,
    place_of,
    previous_cell,
)
from perfdesk.sheet.layout.sheet import Cell, Sheet, takes_typing

LEFT, RIGHT, UP, DOWN = (0, -1), (0, 1), (-1, 0), (1, 0)
"""The directions of the arrow keys: steps in rows and columns."""


class Move(Enum):
    """Where the cursor goes from a cell: Tab, Shift+Tab, Enter, Shift+Enter, or to the cell beside it."""

    STAY = "stay"
    NEXT = "next"
    PREVIOUS = "previous"
    BELOW = "below"
    ABOVE = "above"
    LEFT = "left"
    RIGHT = "right"


class Grid(Protocol):
    """What the cursor moves over; the sheet is another one after each edit."""

    @property
    def sheet(self) -> Sheet | None:
        """The sheet now shown, if any."""

    def cell_at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a grid position."""


class Selection(Protocol):
    """What is selected. The screen stores it, where the mouse and other keys change it as well."""

    @property
    def current(self) -> Place | None:
        """The position of the cursor, which may be any of a merged cell."""

    @property
    def area(self) -> Area | None:
        """What is selected; ``None`` where nothing is."""

    def put(self, current: Place | None, area: Area) -> None:
        """Select an area, with the cursor at a position in it (``None``: where it is)."""

    def show(self, place: Place) -> None:
        """Scroll a position into view."""

    def show_top(self) -> None:
        """Scroll to the top of the sheet."""


class _Reach(NamedTuple):
    """A range as this cursor selected it: from the cell at ``start`` to the moving corner ``corner``."""

    start: Place
    area: Area
    corner: Place


class Cursor:
    """Moves over the cells of a grid and selects ranges of them, as Excel does.

    Tab and Enter go to cells that take typing, arrows to any. A run of Tabs ends with Enter below its first
    cell; within a range both go round its cells. A range reaches from the current cell, which stays, to a
    corner that moves, and cuts through no merged cell.
    """

    def __init__(self, grid: Grid, selection: Selection) -> None:
        self._grid = grid
        self._selection = selection
        self._tab_column: int | None = None  # where the run of Tabs began
        self._reach: _Reach | None = None

    # ---- where it is -----------------------------------------------------------------------

    @property
    def cell(self) -> Cell | None:
        """The current cell."""
        current = self._selection.current
        return None if current is None else self._grid.cell_at(*current)

    @property
    def area(self) -> Area | None:
        """The selected area; ``None`` where nothing is selected."""
        return self._selection.area

    @property
    def is_range(self) -> bool:
        """Whether more than the current cell is selected."""
        area, cell = self.area, self.cell
        return area is not None and cell is not None and area.joined(area_of(cell)) != area_of(cell)

    @property
    def cells(self) -> list[Cell]:
        """The selected cells, in reading order."""
        sheet, area = self._grid.sheet, self.area
        return [] if sheet is None or area is None else cells_in(sheet, area)

    @property
    def rows(self) -> frozenset[int]:
        """The grid rows that the selected area or the current position touches."""
        area, current = self.area, self._selection.current
        rows = () if area is None else range(area.top, area.bottom + 1)
        return frozenset((*rows, current[0]) if current is not None else rows)

    @property
    def column(self) -> int:
        """The grid column of the current position; 0 where there is none."""
        current = self._selection.current
        return 0 if current is None else current[1]

    # ---- to a cell -------------------------------------------------------------------------

    def go(self, cell: Cell) -> None:
        """Go to a cell, which is then all that is selected."""
        self.go_to(place_of(cell))

    def go_to(self, place: Place) -> None:
        """Go to a grid position, which is then all that is selected."""
        self._selection.put(place, Area(*place, *place))
        self._selection.show(place)

    def end_tab_run(self) -> None:
        """The next Enter goes straight down."""
        self._tab_column = None

    def move(self, move: Move) -> None:
        """Go where a key leads from the current cell; where that is nowhere, stay."""
        sheet, cell = self._grid.sheet, self.cell
        if sheet is None or cell is None or move is Move.STAY:
            return
        if self.is_range and move not in (Move.LEFT, Move.RIGHT):
            self._move_in_range(move)
            return
        target: Cell | None
        if move in (Move.NEXT, Move.PREVIOUS):
            if self._tab_column is None:
                self._tab_column = self.column
            target = (next_cell if move is Move.NEXT else previous_cell)(sheet, cell, takes_typing)
        elif move in (Move.BELOW, Move.ABOVE):
            column = self.column if self._tab_column is None else self._tab_column
            self._tab_column = None
            target = (cell_below if move is Move.BELOW else cell_above)(sheet, cell, column, takes_typing)
        else:
            beside = self.column - 1 if move is Move.LEFT else cell.column + cell.column_span
            target = self._grid.cell_at(cell.row, beside)
        if target is not None:
            self.go(target)

    def _move_in_range(self, move: Move) -> None:
        """Tab goes along the rows of the range, Enter down its columns; behind the last comes the first."""
        area, current = self.area, self.cell
        assert area is not None
        assert current is not None
        cells = [cell for cell in self.cells if takes_typing(cell)]
        if move in (Move.BELOW, Move.ABOVE):
            cells.sort(key=lambda cell: (cell.column, cell.row))
        if not cells:
            return
        places = [place_of(cell) for cell in cells]
        here = places.index(place_of(current)) if place_of(current) in places else -1
        place = places[(here + (1 if move in (Move.NEXT, Move.BELOW) else -1)) % len(places)]
        self._selection.put(place, area)
        self._selection.show(place)

    def to_edge(self, *, last: bool) -> None:
        """Go to the first or last cell that takes typing: a form's own corners are fixed text."""
        sheet = self._grid.sheet
        cells = sorted(filter(takes_typing, sheet.cells), key=place_of) if sheet is not None else []
        if cells:
            self.go(cells[-1 if last else 0])
            if not last:
                self._selection.show_top()  # with the title above it

    def jump(self, direction: Place) -> None:
        """Go to the end of what is filled in a direction (Ctrl+arrow)."""
        sheet, cell = self._grid.sheet, self.cell
        if sheet is None or cell is None:
            return
        target = far_cell(sheet, place_of(cell), direction)
        if target is not None:
            self.go(target)

    # ---- ranges ----------------------------------------------------------------------------

    def select(self, area: Area) -> None:
        """Select an area; the current cell stays."""
        self._selection.put(None, area)

    def select_rows(self, first: int, last: int, column: int) -> None:
        """Select the grid rows ``first`` to ``last`` from a column on, and go to where they begin."""
        sheet = self._grid.sheet
        if sheet is not None:
            area = Area(first, column, last, len(sheet.column_widths_mm) - 1)
            self._selection.put((first, column), area)

    def select_all(self) -> None:
        """Select the rows of the block under the cursor, and where these are selected, the whole sheet."""
        sheet, current = self._grid.sheet, self._selection.current
        if sheet is None:
            return
        whole = Area(0, 0, *_last_place(sheet))
        block = sheet.rows[current[0]].block if current is not None else ""
        rows = [at for at, row in enumerate(sheet.rows) if block and row.block == block]
        if not rows:
            self.select(whole)
            return
        first = min(cell.column for cell in sheet.cells if cell.row in rows)
        area = spanned(sheet, (rows[0], first), (rows[-1], whole.right))
        now = self.area
        self.select(whole if now is not None and now.joined(area) == now else area)

    def extend_to(self, place: Place) -> None:
        """Select from the current cell to a grid position."""
        sheet, cell = self._grid.sheet, self.cell
        if sheet is None or cell is None:
            return
        area = _reached(sheet, cell, place)
        self.select(area)
        self._reach = _Reach(place_of(cell), area, place)

    def extend(self, direction: Place, *, far: bool) -> None:
        """Move the corner of the range by a cell (Shift+arrow), or ``far``, to the end of what is filled."""
        sheet, cell, now = self._grid.sheet, self.cell, self.area
        if sheet is None or cell is None:
            return
        corner: Place | None = self._corner(cell)
        while corner is not None:
            if far:
                target = far_cell(sheet, corner, direction)
                corner = None if target is None else _on_line(corner, target, direction)
            else:
                corner = place_beyond(sheet, corner, direction)
            if corner is not None and _reached(sheet, cell, corner) != now:
                self._extend_and_show(corner)
                return

    def extend_to_edge(self, *, last: bool, whole: bool) -> None:
        """Extend the range to the first or last column (Shift+Home, Shift+End).

        ``whole``: and to the first or last row, the corner of the sheet.
        """
        sheet, cell = self._grid.sheet, self.cell
        if sheet is None or cell is None:
            return
        row, column = _last_place(sheet) if last else (0, 0)
        self._extend_and_show((row if whole else self._corner(cell)[0], column))

    def _extend_and_show(self, place: Place) -> None:
        self.extend_to(place)
        self._selection.show(place)

    def _corner(self, cell: Cell) -> Place:
        """The corner that moves: where it was left, else the one across from the current cell."""
        area, reach, place = self.area, self._reach, place_of(cell)
        if area is None:
            return place
        if reach is not None and (reach.start, reach.area) == (place, area):
            return reach.corner
        return (
            area.top if cell.row > area.top else area.bottom,
            area.left if cell.column > area.left else area.right,
        )


def _reached(sheet: Sheet, cell: Cell, place: Place) -> Area:
    """The range from a cell to a grid position."""
    area = area_of(cell)
    return spanned(sheet, (area.top, area.left), (area.bottom, area.right), place)


def _on_line(corner: Place, cell: Cell, direction: Place) -> Place:
    """The position of a cell on the line that the corner moves along."""
    return (cell.row, corner[1]) if direction[0] else (corner[0], cell.column)


def _last_place(sheet: Sheet) -> Place:
    return len(sheet.rows) - 1, len(sheet.column_widths_mm) - 1
