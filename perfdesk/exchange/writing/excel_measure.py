"""Millimetres to Excel's units: column widths in digits, row heights in points, both in steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, compress, pairwise

from perfdesk.model.form.definition import Page
from perfdesk.sheet.layout.geometry import cell_lines, column_edges_mm, row_heights_mm
from perfdesk.sheet.layout.metrics import text_height_mm
from perfdesk.sheet.layout.sheet import Sheet

MM_PER_INCH = 25.4
PT_PER_MM = 72 / MM_PER_INCH

# Excel counts column widths in digits of the workbook's normal font, rounded to pixels of 1/96 inch.
# A digit of Times New Roman is exactly half an em, 7 pixels at 10.5 pt, and so it is in the fonts that
# stand in for it elsewhere; those that stand in for Calibri or 宋体 are up to a third wider.
NORMAL_FONT = "Times New Roman"
NORMAL_SIZE_PT = 10.5
_DIGIT_PX = 7
_PX_PER_MM = 96 / MM_PER_INCH
_ROW_STEP_PT = 0.75  # one pixel
TALLEST_ROW_PT = 409.5

# What stands in for 宋体 sets its lines up to a tenth further apart: a row that a text fills has that much
# to spare …
_SPARE = 0.11
# … and a page this much, for printers on which a row comes out a little higher.
_PAGE_SPARE = 0.01


def column_widths(widths_mm: Sequence[float]) -> list[float]:
    """Column widths in digits; together never wider than the millimetres are."""
    return [px / _DIGIT_PX for px in _stepped([width * _PX_PER_MM for width in widths_mm], 1.0)]


def row_heights_pt(sheet: Sheet) -> list[float]:
    """Row heights in points: those on paper, and something to spare in rows full of text.

    A form that fits its page on paper fits it here.
    """
    heights = row_heights_mm(sheet)
    full = _full_rows(sheet, heights)
    total, filled = sum(heights), sum(compress(heights, full))
    room, spare = room_mm(sheet.page), _SPARE
    if filled and total <= room:
        spare = min(spare, max(0.0, room * (1 - _PAGE_SPARE) - total) / filled)
    return _stepped(
        [height * PT_PER_MM * (1 + spare * is_full) for height, is_full in zip(heights, full, strict=True)],
        _ROW_STEP_PT,
    )


def room_mm(page: Page) -> float:
    """The height that a page has for rows."""
    return page.height_mm - page.top_mm - page.bottom_mm


def _full_rows(sheet: Sheet, heights_mm: Sequence[float]) -> list[bool]:
    """For each row, whether a text over it would not fit with its lines further apart."""
    edges, columns = list(accumulate(heights_mm, initial=0.0)), column_edges_mm(sheet)
    full = [False] * len(heights_mm)
    for cell in sheet.cells:
        end = cell.row + cell.row_span
        needed = text_height_mm(len(cell_lines(cell, columns)), cell.style)
        if cell.text and needed * (1 + _SPARE) > edges[end] - edges[cell.row]:
            full[cell.row : end] = [True] * cell.row_span
    return full


def _stepped(lengths: Sequence[float], step: float) -> list[float]:
    """Lengths rounded to steps so that every edge is as near as it can be and the last never beyond."""
    edges = list(accumulate(lengths, initial=0.0))
    stepped = [round(edge / step) * step for edge in edges[:-1]]
    stepped.append(int(edges[-1] / step + 1e-6) * step)
    return [after - before for before, after in pairwise(stepped)]
