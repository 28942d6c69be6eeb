"""A range of a sheet → what goes on the clipboard: a table with its looks, and plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from perfdesk.exchange.files.tabular import write_table
from perfdesk.model.form.definition import Align, VerticalAlign
from perfdesk.sheet.editing.area import Area, cells_in
from perfdesk.sheet.layout.geometry import row_heights_mm
from perfdesk.sheet.layout.sheet import Cell, Sheet

_PT_PER_MM = 72 / 25.4
_PX_PER_MM = 96 / 25.4
_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_VERTICAL = {VerticalAlign.TOP: "top", VerticalAlign.MIDDLE: "middle", VerticalAlign.BOTTOM: "bottom"}
_SPACES = re.compile("  +")
# Excel takes a break outside this for another cell below.
_BREAK = '<br style="mso-data-placement:same-cell">'


class Copied(NamedTuple):
    """The two forms of a copied range."""

    text: str
    html: str


def write_block(sheet: Sheet, area: Area) -> Copied:
    """An area that cuts through no merge, as Excel, WPS and Word take it.

    A single cell is its text alone in the plain form, so that it can be put into any line of text.
    """
    cells = cells_in(sheet, area)
    texts = {(cell.row, cell.column): cell.text for cell in cells}
    rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    table = [[texts.get((row, column), "") for column in columns] for row in rows]
    text = cells[0].text if len(cells) == 1 else write_table(table)
    return Copied(text, "".join(_html(sheet, area, cells)))


def _html(sheet: Sheet, area: Area, cells: list[Cell]) -> Iterator[str]:
    yield '<html><head><meta charset="utf-8"></head><body>'
    # LibreOffice takes borders from the attribute.
    border = int(any(cell.style.border for cell in cells))
    yield f'<table border="{border}" cellspacing="0" cellpadding="0" style="border-collapse:collapse">'
    for width in sheet.column_widths_mm[area.left : area.right + 1]:
        yield f'<col width="{width * _PX_PER_MM:.0f}" style="width:{width * _PT_PER_MM:.2f}pt">'
    heights = row_heights_mm(sheet)
    for row in range(area.top, area.bottom + 1):
        yield f'<tr style="height:{heights[row] * _PT_PER_MM:.2f}pt">'
        for cell in cells:
            if cell.row == row:
                yield _td(cell)
        yield "</tr>"
    yield "</table></body></html>"


def _td(cell: Cell) -> str:
    style = cell.style
    looks = [
        f"font-family:宋体,SimSun;font-size:{style.size_pt:g}pt",
        f"font-weight:{700 if style.bold else 400}",
        f"text-align:{_ALIGN[style.align]};vertical-align:{_VERTICAL[style.vertical]}",
        "white-space:normal",
        f"border:{'0.5pt solid black' if style.border else 'none'}",
        f"mso-number-format:'{_number_format(cell)}'",
    ]
    spans = "".join(
        f' {name}="{span}"'
        for name, span in (("rowspan", cell.row_span), ("colspan", cell.column_span))
        if span > 1
    )
    # The attributes are for LibreOffice, which reads no styles of cells.
    place = f'align="{_ALIGN[style.align]}" valign="{_VERTICAL[style.vertical]}"'
    lines = (_SPACES.sub(_unbroken, escape(line)) for line in cell.text.splitlines())
    return f'<td{spans} {place} style="{";".join(looks)}">{_BREAK.join(lines)}</td>'


def _number_format(cell: Cell) -> str:
    r"""Excel's format for the cell, with ``\@`` for a text that must stay one."""
    if cell.number is None:
        return r"\@"
    return (cell.number_format or "General").replace(".", r"\.")


def _unbroken(spaces: re.Match[str]) -> str:
    return f'<span style="mso-spacerun:yes">{"&nbsp;" * (len(spaces[0]) - 1)} </span>'
