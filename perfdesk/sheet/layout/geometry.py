"""How high the rows of a sheet are and where its columns stand, in millimetres."""

from __future__ import annotations

from itertools import accumulate

from perfdesk.sheet.layout.metrics import text_height_mm
from perfdesk.sheet.layout.sheet import Cell, Sheet
from perfdesk.sheet.layout.wrap import wrap

Edges = tuple[float, ...]


def column_edges_mm(sheet: Sheet) -> Edges:
    """The left edge of every column, from the table's left edge, and the right edge of the last."""
    return tuple(accumulate(sheet.column_widths_mm, initial=0.0))


def row_edges_mm(heights_mm: tuple[float, ...]) -> Edges:
    """The top edge of every row, from the table's top edge, and the bottom edge of the last."""
    return tuple(accumulate(heights_mm, initial=0.0))


def cell_lines(cell: Cell, columns: Edges) -> tuple[str, ...]:
    """The lines of a cell's text, given ``column_edges_mm``."""
    width = columns[cell.column + cell.column_span] - columns[cell.column]
    return wrap(cell.text, width, cell.style)


def row_heights_mm(sheet: Sheet) -> tuple[float, ...]:
    """The height of every row: its least height, or what the texts in it need.

    A merged cell whose text needs more than its rows have makes them all grow in proportion.
    """
    columns = column_edges_mm(sheet)
    heights = [row.min_height_mm for row in sheet.rows]
    merged = []
    for cell in sheet.cells:
        if not cell.text:
            continue
        needed = text_height_mm(len(cell_lines(cell, columns)), cell.style)
        if cell.row_span > 1:
            merged.append((cell.row_span, cell.row, needed))
        elif needed > heights[cell.row]:
            heights[cell.row] = needed
    for span, row, needed in sorted(merged):
        present = sum(heights[row : row + span])
        for index in range(row, row + span):
            share = heights[index] / present if present else 1 / span
            heights[index] += max(0.0, needed - present) * share
    return tuple(heights)
