"""What is drawn on a page: its lines and its texts, in millimetres from the top left of the paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from perfdesk.model.form.definition import Align, CellStyle
from perfdesk.sheet.layout.metrics import advance_mm, baseline_mm, line_height_mm
from perfdesk.sheet.pages.paginate import PageLayout

FOOTER = CellStyle(size_pt=9)
"""How the page number looks."""

MARK = CellStyle(size_pt=7.5, align=Align.RIGHT, padding_mm=0)
"""How the fingerprint looks."""


class Stroke(NamedTuple):
    """A line of the table, from its left or upper end."""

    x1_mm: float
    y1_mm: float
    x2_mm: float
    y2_mm: float


class TextLine(NamedTuple):
    """One line of text, from where its first character begins."""

    x_mm: float
    baseline_mm: float
    text: str
    style: CellStyle


def text_lines(layout: PageLayout) -> Iterator[TextLine]:
    """Every line of text on a page, in reading order; the page number and the fingerprint last."""
    for placed in layout.cells:
        if not placed.cell.text:
            continue
        style = placed.cell.style
        baseline = placed.text_top_mm + baseline_mm(style)
        step = line_height_mm(style)
        for line in placed.lines:
            yield TextLine(placed.x_mm + _indent_mm(line, placed.width_mm, style), baseline, line, style)
            baseline += step
    page = layout.page
    baseline = page.height_mm - (page.bottom_mm + line_height_mm(FOOTER)) / 2 + baseline_mm(FOOTER)
    if layout.footer:
        yield TextLine(_indent_mm(layout.footer, page.width_mm, FOOTER), baseline, layout.footer, FOOTER)
    if layout.fingerprint_line:
        indent = _indent_mm(layout.fingerprint_line, page.width_mm - page.right_mm, MARK)
        yield TextLine(indent, baseline, layout.fingerprint_line, MARK)


def _indent_mm(line: str, width_mm: float, style: CellStyle) -> float:
    """How far from the left edge of its cell a line begins."""
    if style.align is Align.LEFT:
        return style.padding_mm
    free = width_mm - advance_mm(line, style)
    return free / 2 if style.align is Align.CENTER else free - style.padding_mm


def borders(layout: PageLayout) -> Iterator[Stroke]:
    """The lines of the table on a page, each once, and as long as it goes without a gap.

    A cell that goes on over pages is closed at the foot of each.
    """
    across: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    down: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    for placed in layout.cells:
        if placed.cell.style.border:
            # Neighbours reckon their common edge differently in the last digits.
            left, right = round(placed.x_mm, 3), round(placed.x_mm + placed.width_mm, 3)
            top, bottom = round(placed.y_mm, 3), round(placed.y_mm + placed.height_mm, 3)
            across[top].append((left, right))
            across[bottom].append((left, right))
            down[left].append((top, bottom))
            down[right].append((top, bottom))
    for y, spans in across.items():
        for start, end in _joined(spans):
            yield Stroke(start, y, end, y)
    for x, spans in down.items():
        for start, end in _joined(spans):
            yield Stroke(x, start, x, end)


def _joined(spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Spans that touch or overlap, as one."""
    spans.sort()
    start, end = spans[0]
    for next_start, next_end in spans:
        if next_start > end:
            yield start, end
            start = next_start
        end = max(end, next_end)
    yield start, end
