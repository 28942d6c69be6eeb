"""Where the cells of a page stand on the paper, and which of their lines are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfdesk.model.form.definition import VerticalAlign
from perfdesk.sheet.layout.geometry import Edges
from perfdesk.sheet.layout.metrics import line_height_mm, lines_that_fit, padding_above_mm
from perfdesk.sheet.layout.sheet import Cell, CellKind, Sheet

Lines = Sequence[tuple[str, ...]]
"""The lines of every cell of a sheet, in the order of the cells."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A row on a page, or the part of it there.

    ``opens`` and ``closes``: its top, its bottom edge is here. ``again``: a heading row that an
    earlier page has shown.
    """

    row: int
    height_mm: float
    opens: bool = True
    closes: bool = True
    again: bool = False


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell, or the part of it that a page shows; millimetres from the top left of the paper.

    ``starts`` and ``ends`` tell whether its top and its bottom edge are here, or on another page;
    ``repeats``, whether every part shows the whole text.
    """

    cell: Cell
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    lines: tuple[str, ...]
    starts: bool
    ends: bool
    repeats: bool

    @property
    def text_top_mm(self) -> float:
        """The top of the first line. A text that goes on over pages begins at the top of its part."""
        style = self.cell.style
        vertical = style.vertical
        if not (self.starts and self.ends) and not self.repeats:
            vertical = VerticalAlign.TOP
        if vertical is VerticalAlign.TOP:
            return self.y_mm + padding_above_mm(style)
        free = self.height_mm - len(self.lines) * line_height_mm(style)
        if vertical is VerticalAlign.BOTTOM:
            return self.y_mm + free - padding_above_mm(style)
        return self.y_mm + free / 2


def prints_everywhere(cell: Cell) -> bool:
    """Whether every part of a cut cell is to show the whole text, where a page has room for it.

    Labels do, and texts that stand for several rows at once (一级指标); a text that was typed
    once is printed once.
    """
    return cell.kind is CellKind.LABEL or len({path.index for path in cell.paths}) > 1


def place(
    sheet: Sheet,
    columns: Edges,
    lines: Lines,
    repeats: Sequence[bool],
    slices: Sequence[Slice],
    printed: list[int],
) -> tuple[PlacedCell, ...]:
    """The cells on the page that the slices make up, in reading order.

    ``repeats`` says of every cell whether each of its parts shows the whole text. ``printed`` counts, for
    every cell, the lines that earlier pages show, and is counted on.
    """
    page = sheet.page
    left = page.left_mm + (page.width_mm - page.left_mm - page.right_mm - columns[-1]) / 2
    top = page.top_mm
    tops: dict[int, float] = {}
    rows: dict[int, Slice] = {}
    for part in slices:
        tops[part.row], rows[part.row] = top, part
        top += part.height_mm
    placed = []
    for index, cell in enumerate(sheet.cells):
        first, last = _ends(cell, rows)
        if first is None or last is None:
            continue
        y = tops[first.row]
        height = tops[last.row] + last.height_mm - y
        starts = last.again or (first.row == cell.row and first.opens and not first.again)
        ends = last.row == cell.row + cell.row_span - 1 and last.closes
        text = lines[index]
        if not (starts and ends) and not repeats[index]:
            begin = printed[index]
            printed[index] = len(text) if ends else begin + lines_that_fit(height, cell.style)
            text = text[begin : printed[index]]
        x = columns[cell.column]
        width = columns[cell.column + cell.column_span] - x
        placed.append(PlacedCell(cell, left + x, y, width, height, text, starts, ends, repeats[index]))
    return tuple(placed)


def _ends(cell: Cell, rows: dict[int, Slice]) -> tuple[Slice | None, Slice | None]:
    """The first and the last slice of a cell, where the page shows any."""
    if cell.row_span == 1:
        part = rows.get(cell.row)
        return part, part
    shown = [rows[row] for row in range(cell.row, cell.row + cell.row_span) if row in rows]
    return (shown[0], shown[-1]) if shown else (None, None)
