"""Every form, blank and filled: screen, PDF and Excel cell by cell against one another and a golden sheet."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest
from openpyxl.cell.cell import Cell as ExcelCell

from perfdesk.exchange.writing.excel_out import write_workbook
from perfdesk.exchange.writing.pdf import pdf_bytes
from perfdesk.model.edit.record_edit import add_records
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record
from perfdesk.sheet.layout.metrics import MM_PER_PT
from perfdesk.sheet.layout.sheet import Sheet
from perfdesk.sheet.pages.paginate import paginate
from perfdesk.sheet.pages.placement import PlacedCell, prints_everywhere
from tests.support.golden_sheet import (
    EXPECTED,
    FILLED,
    FORMS,
    PROJECT,
    Place,
    blank_record,
    filled_record,
    places_of,
    sheet_of,
    written,
)

RENEW = "if this is meant, run python -m tests.support.golden_sheet and look at the difference"
RECORDS = [
    pytest.param(record, id=f"{form} {state}")
    for form in FILLED
    for state, record in (("blank", blank_record(form)), ("filled", filled_record(form)))
]


def test_every_form_of_the_program_has_a_golden_sheet() -> None:
    official = {folder.parent.name for folder in (PROJECT / "resources" / "forms").glob("*/form.toml")}
    assert official <= set(FILLED) == set(FORMS)
    assert {file.stem for file in EXPECTED.glob("*.txt")} == set(FILLED)


@pytest.mark.parametrize("form", FILLED)
def test_the_form_is_laid_out_as_its_golden_sheet(form: str) -> None:
    assert written(form) == (EXPECTED / f"{form}.txt").read_text(encoding="utf-8"), RENEW


@pytest.mark.parametrize("record", RECORDS)
def test_the_cells_cover_the_grid_once(record: Record) -> None:
    sheet = sheet_of(record)
    covered = [
        (row, column)
        for place in places_of(sheet)
        for row in range(place.row, place.row + place.row_span)
        for column in range(place.column, place.column + place.column_span)
    ]
    assert sorted(covered) == [
        (row, column) for row in range(len(sheet.rows)) for column in range(len(sheet.column_widths_mm))
    ]


@pytest.mark.parametrize("record", RECORDS)
def test_the_pdf_prints_every_cell_where_it_stands(record: Record) -> None:
    sheet = sheet_of(record)
    shown = [place._replace(text=_bare(place.text)) for place in places_of(sheet)]
    assert _read_pdf(sheet) == shown


@pytest.mark.parametrize("record", RECORDS)
def test_the_workbook_has_the_same_cells(record: Record, tmp_path: Path) -> None:
    sheet = sheet_of(record)
    write_workbook([sheet], tmp_path / "form.xlsx")
    assert _read_workbook(tmp_path / "form.xlsx", sheet) == places_of(sheet)


@pytest.mark.parametrize("record", RECORDS)
def test_the_screen_shows_the_same_cells(record: Record, tmp_path: Path) -> None:
    pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
    from tests.support.screen import read_screen

    with Library.create(tmp_path / "forms.perfdesk", FORMS) as library:
        (number,) = add_records(library, [record]).result
        assert read_screen(library, number) == places_of(sheet_of(record))


def _bare(text: str) -> str:
    """A text without blanks: where its lines break, and what a PDF makes of spaces, does not count."""
    return "".join(text.split())


def _read_pdf(sheet: Sheet) -> list[Place]:
    """What is printed inside the edges of every cell, pages put together again."""
    document = pypdfium2.PdfDocument(pdf_bytes([sheet]))
    texts: dict[tuple[int, int], list[str]] = {}
    try:
        for number, layout in enumerate(paginate(sheet)):
            page = document[number]
            text_page = page.get_textpage()
            for placed in layout.cells:
                text = _bare(text_page.get_text_bounded(*_edges_pt(placed, page.get_height())))
                texts.setdefault((placed.cell.row, placed.cell.column), []).append(text)
            text_page.close()
            page.close()
    finally:
        document.close()
    return sorted(
        Place(
            cell.row, cell.column, cell.row_span, cell.column_span, _together(prints_everywhere(cell), parts)
        )
        for cell in sheet.cells
        for parts in [texts[cell.row, cell.column]]
    )


def _edges_pt(placed: PlacedCell, height_pt: float) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a cell, in points from the bottom left of the page."""
    return (
        placed.x_mm / MM_PER_PT,
        height_pt - (placed.y_mm + placed.height_mm) / MM_PER_PT,
        (placed.x_mm + placed.width_mm) / MM_PER_PT,
        height_pt - placed.y_mm / MM_PER_PT,
    )


def _together(everywhere: bool, parts: list[str]) -> str:
    """The text of a cell that several pages show."""
    if everywhere:
        assert len(set(parts)) == 1
        return parts[0]
    return "".join(parts)


def _read_workbook(path: Path, sheet: Sheet) -> list[Place]:
    """The cells of the only worksheet, as a person sees them."""
    workbook = openpyxl.load_workbook(path)
    worksheet = workbook.active
    assert worksheet is not None
    spans = {(area.min_row, area.min_col): area for area in worksheet.merged_cells.ranges}
    hidden = {at for area in spans.values() for at in area.cells if at != (area.min_row, area.min_col)}
    places = []
    for row in range(1, len(sheet.rows) + 1):
        for column in range(1, len(sheet.column_widths_mm) + 1):
            if (row, column) in hidden:
                continue
            area = spans.get((row, column))
            cell = worksheet.cell(row, column)
            assert isinstance(cell, ExcelCell)
            height, width = (area.max_row - row + 1, area.max_col - column + 1) if area else (1, 1)
            places.append(Place(row - 1, column - 1, height, width, _shown(cell)))
    assert worksheet.max_row == len(sheet.rows)
    workbook.close()
    return places


def _shown(cell: ExcelCell) -> str:
    """What Excel shows for a value in the formats that forms use: General, 0.00, 0%, 0.00%."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    assert isinstance(value, int | float)
    number, form = Decimal(str(value)), cell.number_format
    if form == "General":
        return f"{number:f}"
    percent = "%" if form.endswith("%") else ""
    decimals = len(form.removesuffix("%").partition(".")[2])
    return f"{number * (100 if percent else 1):.{decimals}f}{percent}"
