"""Millimetres to Excel's units: column widths in digits, row heights in points, both in steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

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

# 宋体 of one system stands a little higher than that of another; a row has this much to spare …
_SPARE = 0.04
# … and a page this much, for printers on which a row comes out a little higher.
_PAGE_SPARE = 0.01


def column_widths(widths_mm: Sequence[float]) -> list[float]:
    """Column widths in digits; together never wider than the millimetres are."""
    return [px / _DIGIT_PX for px in _stepped([width * _PX_PER_MM for width in widths_mm], 1.0)]


def row_heights_pt(heights_mm: Sequence[float], room_mm: float) -> list[float]:
    """Row heights in points, a little to spare in each unless the form would no longer fit its page.

    ``room_mm`` is the height that a page has for the rows.
    """
    total = sum(heights_mm)
    factor = 1 + _SPARE
    if total <= room_mm:
        factor = max(1.0, min(factor, room_mm * (1 - _PAGE_SPARE) / total))
    return _stepped([height * PT_PER_MM * factor for height in heights_mm], _ROW_STEP_PT)


def _stepped(lengths: Sequence[float], step: float) -> list[float]:
    """Lengths rounded to steps so that every edge is as near as it can be and the last never beyond."""
    edges = list(accumulate(lengths, initial=0.0))
    stepped = [round(edge / step) * step for edge in edges[:-1]]
    stepped.append(int(edges[-1] / step + 1e-6) * step)
    return [after - before for before, after in pairwise(stepped)]
