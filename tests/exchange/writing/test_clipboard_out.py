"""A copied range keeps merges, alignment, borders, bold and formats, and is read back as it was."""

from __future__ import annotations

from html.parser import HTMLParser

from perfdesk.exchange.files.tabular import read_table
from perfdesk.exchange.reading.clipboard_in import read_block, read_html_table
from perfdesk.exchange.writing.clipboard_out import write_block
from perfdesk.model.form.path import Path
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.editing.area import Area, spanned
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.sheet import Sheet
from tests.support.large_library import FORM, filled_record
from tests.support.library import FORMS

F2024 = FORMS[FORM]


class Cells(HTMLParser):
    """The attributes of each cell, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "td":
            self.found.append({name: value or "" for name, value in attrs})


def sheet_of(record: Record) -> Sheet:
    return compose(F2024, record, score_record(F2024, record))


def test_the_whole_sheet_goes_out_and_comes_back() -> None:
    sheet = sheet_of(filled_record(1, 6))
    whole = Area(0, 0, len(sheet.rows) - 1, len(sheet.column_widths_mm) - 1)
    copied = write_block(sheet, whole)
    expected = [["" for _ in sheet.column_widths_mm] for _ in sheet.rows]
    for cell in sheet.cells:
        expected[cell.row][cell.column] = cell.text
    assert read_table(copied.text) == expected
    assert read_html_table(copied.html) == [[text.strip() for text in row] for row in expected]
    assert read_block(copied.text, copied.html) == expected
    cells = Cells(copied.html).found
    assert len(cells) == len(sheet.cells)
    for attributes, cell in zip(cells, sheet.cells, strict=True):
        assert int(attributes.get("colspan", 1)) == cell.column_span
        assert int(attributes.get("rowspan", 1)) == cell.row_span
        assert ("font-weight:700" in attributes["style"]) == cell.style.bold
        assert ("border:0.5pt solid black" in attributes["style"]) == cell.style.border
        assert f"text-align:{cell.style.align.value}" in attributes["style"]


def test_numbers_keep_their_decimals_and_texts_stay_texts() -> None:
    record = filled_record(1, 6).with_value(Path("indicators", 0, "level3"), "0012")
    sheet = sheet_of(record)
    amounts = next(cell for cell in sheet.cells if Path("budget", 0, "initial") in cell.paths)
    style = Cells(write_block(sheet, spanned(sheet, (amounts.row, amounts.column))).html).found[0]["style"]
    assert r"mso-number-format:'0\.00'" in style
    name = next(cell for cell in sheet.cells if cell.text == "0012")
    style = Cells(write_block(sheet, spanned(sheet, (name.row, name.column))).html).found[0]["style"]
    assert r"mso-number-format:'\@'" in style


def test_one_cell_is_plain_text_and_its_line_breaks_and_spaces_last() -> None:
    text = 'a  <b>\n"c"'
    sheet = sheet_of(filled_record(1, 6).with_value(Path("indicators", 0, "level3"), text))
    cell = next(cell for cell in sheet.cells if cell.text == text)
    copied = write_block(sheet, spanned(sheet, (cell.row, cell.column)))
    assert copied.text == text
    assert read_block(copied.text, copied.html) == [[text]]


def test_an_area_grows_to_hold_its_merges() -> None:
    sheet = sheet_of(filled_record(1, 6))
    level1 = next(cell for cell in sheet.cells if cell.text == "产出指标")
    assert level1.row_span > 1
    area = spanned(sheet, (level1.row, 1), (level1.row, 3))
    assert area == Area(level1.row, 1, level1.row + level1.row_span - 1, 3)
