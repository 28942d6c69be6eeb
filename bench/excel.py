"""Measure Excel: 200 forms by the program, and by bare openpyxl writing the same cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bench import workload
from bench.export_growth import export_growth
from bench.result import Row, compared
from bench.timing import fresh_rounds
from perfdesk.exchange.writing.excel_out import write_workbook
from perfdesk.model.form.definition import CellStyle
from perfdesk.sheet.layout.geometry import row_heights_mm
from perfdesk.sheet.layout.sheet import Sheet

FORMS = 200
_GOAL = 1.5
_MM_PER_CHARACTER = 2.0
_PT_PER_MM = 72 / 25.4


Look = tuple[CellStyle, str]  # a style and its number format


class BareSheet(NamedTuple):
    """A worksheet as openpyxl is to write it: nothing is left to be worked out."""

    cells: list[tuple[int, int, str | float, Look]]  # row, column, value, look
    merges: list[tuple[int, int, int, int]]  # first row, first column, last row, last column
    widths: list[float]
    heights: list[float]


def measure(quick: bool) -> list[Row]:
    """The time of both for the same forms, whose texts are new in every round."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "forms.xlsx"
        ours, bare = fresh_rounds(
            1 if quick else 5,
            prepare=lambda number: workload.sheets(number * FORMS, FORMS),
            ours=lambda sheets: write_workbook(sheets, file),
            bare_work=_bare_sheets,
            bare=lambda sheets: _write(sheets, file),
        )
        grows = export_growth("Excel", lambda sheets: write_workbook(sheets, file), 3 if quick else 9)
    name = f"{FORMS} 份表的 Excel，对照 openpyxl 直接写同样的单元格"
    return [*compared(name, ours, bare, _GOAL), grows]


def _bare_sheets(sheets: Sequence[Sheet]) -> list[BareSheet]:
    return [_bare_sheet(sheet) for sheet in sheets]


def _bare_sheet(sheet: Sheet) -> BareSheet:
    cells: list[tuple[int, int, str | float, Look]] = []
    merges = []
    for cell in sheet.cells:
        top, left = cell.row + 1, cell.column + 1
        bottom, right = cell.row + cell.row_span, cell.column + cell.column_span
        value = cell.text if cell.number is None else float(cell.number)
        look = cell.style, cell.number_format or "General"
        cells.append((top, left, value, look))
        if (top, left) != (bottom, right):
            merges.append((top, left, bottom, right))
    widths = [width / _MM_PER_CHARACTER for width in sheet.column_widths_mm]
    return BareSheet(cells, merges, widths, [height * _PT_PER_MM for height in row_heights_mm(sheet)])


def _write(sheets: Sequence[BareSheet], file: Path) -> None:
    workbook = Workbook()
    del workbook["Sheet"]
    # Setting a style cell by cell takes ten times as long; who writes many cells shares what a cell keeps.
    shared: dict[Look, object] = {}
    for number, sheet in enumerate(sheets, 1):
        target = workbook.create_sheet(str(number))
        for index, width in enumerate(sheet.widths, 1):
            target.column_dimensions[get_column_letter(index)].width = width
        for index, height in enumerate(sheet.heights, 1):
            target.row_dimensions[index].height = height
        for row, column, value, look in sheet.cells:
            cell = target.cell(row, column, value)
            if look not in shared:
                shared[look] = _styled(target, *look)
            cell._style = shared[look]
        # This also puts the borders on the cells that a merge covers.
        for top, left, bottom, right in sheet.merges:
            target.merge_cells(None, top, left, bottom, right)
    workbook.save(file)


def _styled(target: Worksheet, style: CellStyle, number_format: str) -> object:
    line = Side("thin") if style.border else Side()
    cell = Cell(target, 1, 1)
    cell.font = Font(name="宋体", size=style.size_pt, bold=style.bold)
    cell.alignment = Alignment(style.align.value, "center", wrap_text=True)
    cell.border = Border(line, line, line, line)
    cell.number_format = number_format
    return cell._style  # type: ignore[attr-defined]
