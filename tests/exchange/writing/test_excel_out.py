from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from perfdesk.errors import InputProblem
from perfdesk.exchange.reading.json_in import records_from
from perfdesk.exchange.writing.excel_measure import NORMAL_FONT, column_widths, row_heights_pt
from perfdesk.exchange.writing.excel_out import write_workbook
from perfdesk.model.form.definition import Align, CellStyle, Orientation, Page, VerticalAlign
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.geometry import row_heights_mm
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet, SheetRow
from tests.support.library import FORMS

A4 = Page(Orientation.PORTRAIT, 12, 10, 12, 10)
PLAIN = CellStyle()
TITLE = CellStyle(16, bold=True, border=False)
LEFT = CellStyle(align=Align.LEFT, vertical=VerticalAlign.TOP)


def cell(
    row: int,
    column: int,
    text: str = "",
    down: int = 1,
    across: int = 1,
    style: CellStyle = PLAIN,
    number: str = "",
    number_format: str = "",
) -> Cell:
    return Cell(
        row,
        column,
        down,
        across,
        text,
        text,
        style,
        CellKind.INPUT,
        Origin.TYPED,
        number=Decimal(number) if number else None,
        number_format=number_format,
    )


def sheet(*cells: Cell, title: str = "项目", rows: int = 1, height_mm: float = 7, page: Page = A4) -> Sheet:
    return Sheet(title, page, (20.0, 30.0, 40.0), (SheetRow(height_mm, 0),) * rows, cells)


def form(**parts: object) -> Sheet:
    data = {"perfdesk": 1, "records": [{"form": "sichuan-project-2024", "year": 2024, **parts}]}
    (record,) = records_from(data, FORMS, "")
    definition = FORMS[record.form]
    return compose(definition, record, score_record(definition, record))


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Any]:
    """Writes sheets and reads the workbook back, with its styles."""

    def write(*sheets: Sheet) -> Workbook:
        path = tmp_path / "自评表.xlsx"
        write_workbook(sheets, path)
        return load_workbook(path)

    return write


def only(workbook: Workbook) -> Any:
    (worksheet,) = workbook.worksheets
    return worksheet


def test_the_workbook_is_the_sheet_cell_by_cell(written: Callable[..., Any]) -> None:
    laid_out = form(
        fields={"project_code": "51090422T000000389802", "project_name": "老干部补助"},
        budget=[{"line": "总额", "initial": "2.00", "adjusted": "1.70", "executed": "1.70"}],
        indicators=[
            {"level1": "产出指标", "level2": "数量指标", "nature": "≥", "target": "5", "actual": "64人"}
        ],
    )
    worksheet = only(written(laid_out))
    merges = {
        (merge.min_row, merge.min_col, merge.max_row, merge.max_col)
        for merge in worksheet.merged_cells.ranges
    }
    assert merges == {
        (item.row + 1, item.column + 1, item.row + item.row_span, item.column + item.column_span)
        for item in laid_out.cells
        if (item.row_span, item.column_span) != (1, 1)
    }
    for item in laid_out.cells:
        value = worksheet.cell(item.row + 1, item.column + 1).value
        if item.number is None:
            assert (value or "") == item.text
        else:
            assert value == pytest.approx(float(item.number), abs=1e-12)


def test_numbers_are_numbers_with_their_format(written: Callable[..., Any]) -> None:
    worksheet = only(
        written(
            sheet(
                cell(0, 0, "2.00", number="2.00", number_format="0.00"),
                cell(0, 1, "35.11%", number="0.3511", number_format="0.00%"),
                cell(0, 2, "1234567890.123456", number="1234567890.123456", number_format="0.000000"),
            )
        )
    )
    first, rate, long = worksheet[1]
    assert (first.value, first.data_type, first.number_format) == (2, "n", "0.00")
    assert (rate.value, rate.number_format) == (0.3511, "0.00%")
    assert long.value == "1234567890.123456"  # 16 digits: Excel holds 15
    assert long.data_type == "s"


@pytest.mark.parametrize(
    "text", ["=1+1", "+5", "-5", "@某某", "'引", "=", "#DIV/0!", "TRUE", "2025年12月31日前", "007", "＝"]
)
def test_text_stays_text(written: Callable[..., Any], text: str) -> None:
    (read,) = only(written(sheet(cell(0, 0, text))))[1]
    assert (read.value, read.data_type) == (text, "s")
    assert bool(read.quotePrefix) == (text[0] in "=+-@'＝20")


def test_characters_a_workbook_cannot_hold_are_replaced_visibly(written: Callable[..., Any]) -> None:
    (read,) = only(written(sheet(cell(0, 0, "甲\x00乙\x1f丙\ufffe丁\r\n戊\x0b己𬱖\t "))))[1]
    assert read.value == "甲␀乙␟丙\ufffd丁\n戊\n己𬱖\t "


def test_what_looks_like_an_escape_is_escaped(written: Callable[..., Any], tmp_path: Path) -> None:
    written(sheet(cell(0, 0, "_x000D_ x _x_")))
    with zipfile.ZipFile(tmp_path / "自评表.xlsx") as archive:
        assert "_x005F_x000D_ x _x_" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_text_longer_than_a_cell_says_so(written: Callable[..., Any]) -> None:
    (read,) = only(written(sheet(cell(0, 0, "𬱖" * 20_000))))[1]
    assert read.value.endswith("𬱖……（超出Excel单元格的字数上限，余下略）")
    assert len(read.value.encode("utf-16-le")) // 2 <= 32767


def test_every_cell_of_a_merge_has_the_borders(written: Callable[..., Any], tmp_path: Path) -> None:
    worksheet = only(written(sheet(cell(0, 0, "甲", down=2, across=3), rows=2)))
    border = worksheet["A1"].border
    assert {border.left.style, border.right.style, border.top.style, border.bottom.style} == {"thin"}
    # openpyxl thinks of borders by itself when it reads a merge, so read what stands in the file.
    with zipfile.ZipFile(tmp_path / "自评表.xlsx") as archive:
        content = archive.read("xl/worksheets/sheet1.xml").decode()
    cells = dict(re.findall(r'<c r="([A-Z]\d)" s="(\d+)"', content))
    assert sorted(cells) == ["A1", "A2", "B1", "B2", "C1", "C2"]
    assert len(set(cells.values())) == 1


def test_styles_are_as_on_paper(written: Callable[..., Any]) -> None:
    worksheet = only(
        written(sheet(cell(0, 0, "题", across=3, style=TITLE), cell(1, 0, "文", style=LEFT), rows=2))
    )
    title, text = worksheet["A1"], worksheet["A2"]
    assert (title.font.name, title.font.size, title.font.bold) == ("宋体", 16, True)
    assert (title.alignment.horizontal, title.alignment.vertical) == ("center", "center")
    assert title.border.left.style is None
    assert (text.font.name, text.font.size, text.font.bold) == ("宋体", 9, False)
    assert (text.alignment.horizontal, text.alignment.vertical) == ("left", "top")
    assert text.alignment.wrap_text


def test_the_page_is_set_up_for_print(written: Callable[..., Any]) -> None:
    wide = Page(Orientation.LANDSCAPE, 12.7, 25.4, 12.7, 25.4)
    worksheet = only(written(sheet(cell(0, 0, "甲", across=3), page=wide)))
    assert worksheet.page_setup.paperSize == 9
    assert worksheet.page_setup.orientation == "landscape"
    assert (worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight) == (1, 0)
    assert worksheet.sheet_properties.pageSetUpPr.fitToPage
    assert worksheet.print_options.horizontalCentered
    assert (worksheet.page_margins.top, worksheet.page_margins.left) == (0.5, 1)
    assert worksheet.print_area == "'项目'!$A$1:$C$1"
    assert not worksheet.print_title_rows
    assert not worksheet.oddFooter.center.text


def test_a_long_form_repeats_its_header_row_and_counts_its_pages(written: Callable[..., Any]) -> None:
    rows = [{"level1": "产出指标", "level3": f"指标{n}", "reason": "原因" * 20} for n in range(40)]
    worksheet = only(written(form(indicators=rows)))
    headings = worksheet.print_title_rows
    assert headings == "$13:$13"
    assert worksheet["B13"].value == "一级指标"
    assert worksheet.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_a_row_higher_than_excel_takes_becomes_several(written: Callable[..., Any]) -> None:
    worksheet = only(written(sheet(cell(0, 0, "高"), cell(1, 0, "低"), rows=2, height_mm=200)))
    assert [str(merge) for merge in worksheet.merged_cells.ranges if merge.min_row == 1] == ["A1:A2"]
    assert worksheet["A3"].value == "低"
    assert worksheet.row_dimensions[1].height <= 409.5
    assert sum(worksheet.row_dimensions[row].height for row in (1, 2)) == pytest.approx(
        200 * 72 / 25.4, rel=0.05
    )


def test_each_sheet_has_a_name_of_its_own(written: Callable[..., Any]) -> None:
    one = sheet(cell(0, 0, "甲"), title="征地农转非补助")
    other = sheet(cell(0, 0, "乙"), title="一/二")
    workbook = written(one, one, other)
    assert workbook.sheetnames == ["征地农转非补助", "征地农转非补助 (2)", "一／二"]


def test_the_workbook_says_where_it_comes_from(written: Callable[..., Any], tmp_path: Path) -> None:
    workbook = written(sheet(cell(0, 0, "甲")))
    assert (workbook.properties.title, workbook.properties.creator) == ("自评表", "perfdesk")
    with zipfile.ZipFile(tmp_path / "自评表.xlsx") as archive:
        styles = archive.read("xl/styles.xml").decode()
    normal = styles[styles.index("<cellStyleXfs") :]
    fonts = styles[: styles.index("</fonts>")].split("<font>")[1:]
    number = int(normal[normal.index('fontId="') + len('fontId="')])
    assert NORMAL_FONT in fonts[number]  # columns are measured by it


def test_columns_together_are_as_wide_as_on_paper() -> None:
    widths = column_widths((16, 18, 20, 25, 14, 18, 14, 18, 12, 12, 23))
    pixels = [width * 7 for width in widths]
    assert all(pixel == pytest.approx(round(pixel)) for pixel in pixels)
    assert 189.5 <= sum(pixels) * 25.4 / 96 <= 190
    assert pixels[0] * 25.4 / 96 == pytest.approx(16, abs=0.2)


def test_rows_full_of_text_have_something_to_spare_where_the_page_has_room() -> None:
    lines = "\n".join("一二三四五六七八九十")
    paper = row_heights_mm(sheet(cell(0, 0, lines)))[0] * 72 / 25.4
    assert row_heights_pt(sheet(cell(0, 0, lines))) == [pytest.approx(paper * 1.11, abs=0.75)]
    # One line stands in a row of 7 mm, ten over three of them.
    assert row_heights_pt(sheet(cell(0, 0, "一"), rows=2)) == [pytest.approx(7 * 72 / 25.4, abs=0.75)] * 2
    merged = row_heights_pt(sheet(cell(0, 0, lines, down=3), rows=3))
    assert merged == [pytest.approx(paper * 1.11 / 3, abs=0.75)] * 3


def test_what_fits_a_page_on_paper_fits_it_in_excel() -> None:
    room = 297 - 24
    for count in range(30, 80):
        laid_out = sheet(*(cell(row, 0, "一\n二") for row in range(count)), rows=count, height_mm=3)
        fits = sum(row_heights_mm(laid_out)) <= room
        assert (sum(row_heights_pt(laid_out)) * 25.4 / 72 <= room) == fits


def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_in_excel(_source: object, _target: object) -> None:
        raise PermissionError(13, "in use")

    path = tmp_path / "自评表.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", open_in_excel)
    monkeypatch.setattr(Path, "replace", open_in_excel)
    with pytest.raises(InputProblem, match="可能正在 Excel、WPS"):
        write_workbook([sheet(cell(0, 0, "甲"))], path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_of_temporary_files_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_workbook: Workbook, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Workbook, "save", full)
    with pytest.raises(InputProblem, match="磁盘空间不足"):
        write_workbook([sheet(cell(0, 0, "甲"))], tmp_path / "自评表.xlsx")
