"""Sheets → an Excel workbook: the same grid, merges, measures and styles, set up for A4."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from io import BytesIO
from itertools import accumulate
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from perfdesk.errors import InputProblem
from perfdesk.exchange.files.legal_name import SheetNames
from perfdesk.exchange.writing.excel_chart import fill_charts
from perfdesk.exchange.writing.excel_measure import (
    MM_PER_INCH,
    NORMAL_FONT,
    NORMAL_SIZE_PT,
    PT_PER_MM,
    TALLEST_ROW_PT,
    column_widths,
    room_mm,
    row_heights_pt,
)
from perfdesk.exchange.writing.excel_text import excel_text
from perfdesk.model.form.definition import CellStyle, Page, VerticalAlign
from perfdesk.model.summary.fingerprint import LABEL, grouped, keywords
from perfdesk.sheet.layout.sheet import Cell, Sheet, SheetRow
from perfdesk.sheet.pages.chart import ChartSheet
from perfdesk.whole_file import write_whole, writing_problem

_FONT = "宋体"  # every receiver has it
_A4 = 9
_MARK_PT = 8  # of the fingerprint at the foot of a page
_PROGRAM = "perfdesk"
_VERTICAL = {VerticalAlign.TOP: "top", VerticalAlign.MIDDLE: "center", VerticalAlign.BOTTOM: "bottom"}
# What Excel reads as a formula, a number or a date once the cell is edited again.
_READ_AGAIN = re.compile(r"[=+\-@'＝＋－＠0-9０-９.,￥¥$(]")
_MOST_DIGITS = 15  # that a number in Excel holds


def write_workbook(sheets: Iterable[Sheet | ChartSheet], path: Path) -> None:
    """Write one worksheet for each sheet; charts are Excel's own.

    Numbers are numbers with their display format, texts stay texts whatever they begin with.
    Raises ``InputProblem`` where there is no sheet or the file cannot be written; the old file is
    then untouched.
    """
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    # Excel and its kin measure columns by the font of this style.
    workbook._named_styles["Normal"].font = Font(name=NORMAL_FONT, size=NORMAL_SIZE_PT)  # type: ignore[attr-defined]
    workbook.properties.title = path.stem
    workbook.properties.creator = _PROGRAM
    names = SheetNames()
    styles = _Styles()
    fingerprints: list[str] = []
    for sheet in sheets:
        target = workbook.create_sheet(names.take(sheet.title))
        if isinstance(sheet, ChartSheet):
            target.print_area = fill_charts(target, sheet)
            _set_up_page(target, sheet.page)
        else:
            fingerprints.append(sheet.fingerprint)
            _fill(target, sheet, styles)
    if not workbook.worksheets:
        raise InputProblem("没有可以输出的自评表。请先选择至少一份。")
    if any(fingerprints):
        workbook.properties.keywords = keywords(fingerprints)
    content = BytesIO()
    try:
        workbook.save(content)
    except OSError as error:  # of the temporary files that a workbook is put together from
        raise writing_problem(path, error) from error
    write_whole(path, content.getvalue())


class _Styles:
    """Styles resolved once for each kind of cell: doing it for every cell takes most of the time."""

    def __init__(self) -> None:
        self._styles: dict[tuple[CellStyle, str, bool], object] = {}

    def of(self, target: Worksheet, style: CellStyle, number_format: str, quoted: bool) -> object:
        """What openpyxl keeps in a cell for a style; it must not be changed."""
        key = style, number_format, quoted
        if key not in self._styles:
            self._styles[key] = self._resolved(target, *key)
        return self._styles[key]

    def _resolved(self, target: Worksheet, style: CellStyle, number_format: str, quoted: bool) -> object:
        cell = ExcelCell(target, 1, 1)
        cell.font = Font(name=_FONT, size=style.size_pt, bold=style.bold, charset=134)
        cell.alignment = Alignment(style.align.value, _VERTICAL[style.vertical], wrap_text=True)
        if style.border:
            line = Side("thin")
            cell.border = Border(line, line, line, line)
        cell.number_format = number_format or "General"
        cell.quotePrefix = quoted
        return cell._style  # type: ignore[attr-defined]


def _fill(target: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    heights, room_pt = row_heights_pt(sheet), room_mm(sheet.page) * PT_PER_MM
    # A row higher than Excel allows becomes several, merged.
    parts = [max(1, math.ceil(height / TALLEST_ROW_PT)) for height in heights]
    firsts = list(accumulate(parts, initial=1))
    for first, count, height in zip(firsts, parts, heights, strict=False):
        for row in range(first, first + count):
            target.row_dimensions[row].height = height / count
    for column, width in enumerate(column_widths(sheet.column_widths_mm), 1):
        target.column_dimensions[get_column_letter(column)].width = width
    for cell in sheet.cells:
        _put(target, cell, firsts[cell.row], firsts[cell.row + cell.row_span] - 1, styles)
    _set_up_page(target, sheet.page)
    target.print_area = f"A1:{get_column_letter(len(sheet.column_widths_mm))}{firsts[-1] - 1}"
    headings = _repeated(sheet.rows, heights, room_pt)
    if headings:
        target.print_title_rows = f"{firsts[headings[0]]}:{firsts[headings[-1] + 1] - 1}"
    if sum(heights) > room_pt:
        target.page_setup.firstPageNumber = 1
        target.page_setup.useFirstPageNumber = True
        target.oddFooter.center.text = "第 &P 页 共 &N 页"  # type: ignore[union-attr]
    if sheet.fingerprint:
        target.oddFooter.right.text = f"{LABEL} {grouped(sheet.fingerprint)}"  # type: ignore[union-attr]
        target.oddFooter.right.size = _MARK_PT  # type: ignore[union-attr]


def _put(target: Worksheet, cell: Cell, top: int, bottom: int, styles: _Styles) -> None:
    """Write a cell over the rows ``top`` to ``bottom``, its borders on every cell of the merge."""
    left, right = cell.column + 1, cell.column + cell.column_span
    number = cell.number
    if number is not None and len(number.as_tuple().digits) > _MOST_DIGITS:
        number = None
    if number is None:
        text = excel_text(cell.text)
        style = styles.of(target, cell.style, "", bool(_READ_AGAIN.match(text)))
    else:
        style = styles.of(target, cell.style, cell.number_format, False)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            target.cell(row, column)._style = style  # type: ignore[union-attr]
    if top != bottom or left != right:
        target.merged_cells.ranges.add(CellRange(None, left, top, right, bottom))
    if number is not None:
        target.cell(top, left).value = number
    elif text:
        written = target.cell(top, left)
        written.value = text
        written.data_type = "s"  # neither a formula nor an error value


def _repeated(rows: tuple[SheetRow, ...], heights: list[float], room: float) -> list[int]:
    """The heading rows to print again on every page: Excel takes one run of rows for all pages.

    They are those of the first section that goes on over the foot of a page.
    """
    filled = 0.0
    for number, height in enumerate(heights):
        filled += height
        if filled > room:
            section = rows[number].section
            headings = [at for at in range(number) if rows[at].heading and rows[at].section == section]
            if headings:
                return headings
            filled = height
    return []


def _set_up_page(target: Worksheet, page: Page) -> None:
    setup = target.page_setup
    setup.paperSize, setup.orientation = _A4, page.orientation.value
    setup.fitToWidth, setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.print_options.horizontalCentered = True
    target.page_margins = PageMargins(
        left=page.left_mm / MM_PER_INCH,
        right=page.right_mm / MM_PER_INCH,
        top=page.top_mm / MM_PER_INCH,
        bottom=page.bottom_mm / MM_PER_INCH,
        header=page.top_mm / MM_PER_INCH / 2,
        footer=page.bottom_mm / MM_PER_INCH / 2,
    )
