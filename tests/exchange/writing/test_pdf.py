"""The PDF: what is drawn, what can be read out of it, and what a file system may refuse."""

import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from perfdesk.errors import InputProblem
from perfdesk.exchange.reading.json_in import read_records
from perfdesk.exchange.reading.preview import page_image
from perfdesk.exchange.writing.pdf import pdf_bytes, write_pdf
from perfdesk.model.form.definition import Align, CellStyle, Orientation, Page
from perfdesk.model.scoring.record_score import score_record
from perfdesk.paths import samples_folder
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet, SheetRow
from tests.support.library import FORMS

A4 = Page(Orientation.PORTRAIT, 20, 20, 20, 20)
STYLE = CellStyle(size_pt=10, align=Align.LEFT)
WRITTEN_AT = datetime(2025, 3, 9, 8, 30, 7, tzinfo=timezone(timedelta(hours=8)))
TITLE = CellStyle(size_pt=16, bold=True, border=False)


def cell(row: int, column: int, text: str, style: CellStyle = STYLE, across: int = 1, down: int = 1) -> Cell:
    return Cell(row, column, down, across, text, text, style, CellKind.INPUT, Origin.TYPED)


def sheet(*texts: str, style: CellStyle = STYLE) -> Sheet:
    """A sheet with one column, a text a row."""
    cells = tuple(cell(row, 0, text, style) for row, text in enumerate(texts))
    return Sheet("建国初期老干部补助", A4, (160,), tuple(SheetRow(10, 0) for _ in texts), cells)


def lines_of(pdf: bytes) -> list[str]:
    """The lines of text that PDFium finds, from all pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [line for page in document for line in page.get_textpage().get_text_bounded().split("\r\n")]


def operators(pdf: bytes) -> list[str]:
    """The drawing operators of every page."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    contents = [zlib.decompressobj().decompress(stream).decode("latin-1") for stream in streams]
    return [content for content in contents if "BT" in content.split()]


class TestText:
    def test_every_text_is_read_out_as_it_was(self) -> None:
        texts = [
            "预算执行率（10分）",
            "≥95.25%",
            "“三保”——支出……",
            "51090422T000000389802-建国初期",
            "☑是 □否",
        ]
        assert lines_of(pdf_bytes([sheet(*texts)])) == texts

    @pytest.mark.parametrize("style", [STYLE, TITLE])
    def test_rare_characters_of_names_are_read_out(self, style: CellStyle) -> None:
        assert lines_of(pdf_bytes([sheet("某𬱖、某㛃、某䶮、某𠅤", style=style)])) == [
            "某𬱖、某㛃、某䶮、某𠅤"
        ]

    @pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
    def test_another_reader_reads_the_same(self, tmp_path: Path) -> None:
        write_pdf(
            [sheet("某𬱖、某㛃、某䶮、某𠅤", "≥95%"), sheet("绩效😀碁", style=TITLE)], tmp_path / "a.pdf"
        )
        command = ["pdftotext", "-enc", "UTF-8", str(tmp_path / "a.pdf"), "-"]
        text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
        assert text.split() == ["某𬱖、某㛃、某䶮、某𠅤", "≥95%", "绩效😀碁"]

    def test_a_character_of_no_font_is_a_box_and_still_read_out(self) -> None:
        pdf = pdf_bytes([sheet("😀", style=STYLE._replace(size_pt=40, border=False))])
        assert lines_of(pdf) == ["😀"]
        assert min(page_image(pdf, 0, 72).pixels) < 128

    def test_what_cannot_be_printed_is_left_out(self) -> None:
        assert lines_of(pdf_bytes([sheet("项\u200b目\x07名\ufeff称")])) == ["项目名称"]

    def test_half_a_surrogate_pair_is_no_accident(self) -> None:
        assert lines_of(pdf_bytes([sheet("项\ud86d目")])) == ["项\ufffd目"]

    def test_long_text_wraps_within_its_cell(self) -> None:
        pdf = pdf_bytes([sheet("绩效目标完成情况" * 30)])
        assert "".join(lines_of(pdf)) == "绩效目标完成情况" * 30
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[0]
            found = page.get_textpage()
            boxes = [found.get_charbox(index) for index in range(found.count_chars())]
        assert all(left * 25.4 / 72 >= 20 and right * 25.4 / 72 <= 190 for left, _, right, _ in boxes)

    def test_every_text_of_a_filled_form_is_read_out(self) -> None:
        for record in read_records(samples_folder() / "sichuan.json", FORMS):
            form = FORMS[record.form]
            filled = compose(form, record, score_record(form, record))
            text = "".join("".join(lines_of(pdf_bytes([filled]))).split())
            missing = [cell.text for cell in filled.cells if "".join(cell.text.split()) not in text]
            assert missing == []


class TestFonts:
    def test_every_font_is_embedded_and_no_other_is_named(self) -> None:
        pdf = pdf_bytes([sheet("标题", style=TITLE), sheet("正文")])
        names = set(re.findall(rb"/BaseFont /(\S+)", pdf))
        assert {name.partition(b"+")[2] for name in names} == {b"NotoSerifSC-Regular", b"NotoSerifSC-Bold"}
        assert pdf.count(b"/FontFile2") == 2
        assert b"Helvetica" not in pdf

    def test_a_face_that_prints_nothing_is_left_out(self) -> None:
        assert b"Bold" not in pdf_bytes([sheet("正文")])

    def test_only_the_glyphs_that_are_printed_are_embedded(self) -> None:
        assert len(pdf_bytes([sheet("正文")])) < 10_000


class TestBorders:
    def test_a_line_that_cells_share_is_drawn_once_and_in_one_piece(self) -> None:
        cells = [cell(row, column, "") for row in range(3) for column in range(2)]
        form = Sheet("表", A4, (30, 40), tuple(SheetRow(10, 0) for _ in range(3)), tuple(cells))
        (content,) = operators(pdf_bytes([form]))
        assert content.count(" l\n") == 4 + 3


class TestDocument:
    def test_the_same_sheets_give_the_same_bytes(self) -> None:
        forms = [sheet("甲"), sheet("乙")]
        assert pdf_bytes(forms, WRITTEN_AT) == pdf_bytes(forms, WRITTEN_AT)

    def test_the_document_is_dated(self) -> None:
        with pypdfium2.PdfDocument(pdf_bytes([sheet("甲")], WRITTEN_AT)) as document:
            assert document.get_metadata_value("CreationDate") == "D:20250309083007+08'00'"
        with pypdfium2.PdfDocument(pdf_bytes([sheet("甲")])) as document:
            assert document.get_metadata_value("CreationDate")[2:6] == str(datetime.now().year)

    def test_each_form_begins_a_page_and_has_a_bookmark(self) -> None:
        long = replace(sheet(*map(str, range(40))), title="长表")
        pdf = pdf_bytes([sheet("甲"), long, sheet("乙")])
        with pypdfium2.PdfDocument(pdf) as document:
            assert len(document) == 4
            marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
        assert marks == [("建国初期老干部补助", 0), ("长表", 1), ("建国初期老干部补助", 3)]

    def test_only_forms_of_several_pages_have_page_numbers(self) -> None:
        text = lines_of(pdf_bytes([sheet("甲"), sheet(*map(str, range(40)))]))
        assert [line for line in text if line.startswith("第")] == ["第 1 页 共 2 页", "第 2 页 共 2 页"]

    @pytest.mark.parametrize(("count", "title"), [(1, "建国初期老干部补助"), (3, "建国初期老干部补助等3份")])
    def test_the_document_is_named_after_its_forms(self, count: int, title: str) -> None:
        with pypdfium2.PdfDocument(pdf_bytes([sheet("甲")] * count)) as document:
            assert document.get_metadata_value("Title") == title
            assert document.get_metadata_value("Author") == "绩效填报台"

    def test_an_annex_is_no_form_of_its_own(self) -> None:
        one = replace(sheet("甲"), fingerprint="0123456789abcdef")
        annex = replace(one, title="核实说明-建国初期老干部补助")
        with pypdfium2.PdfDocument(pdf_bytes([one, annex])) as document:
            assert document.get_metadata_value("Title") == "建国初期老干部补助"
        with pypdfium2.PdfDocument(pdf_bytes([one, annex, sheet("乙")])) as document:
            assert document.get_metadata_value("Title") == "建国初期老干部补助等2份"

    @pytest.mark.parametrize(
        ("orientation", "size"), [(Orientation.PORTRAIT, (595, 842)), (Orientation.LANDSCAPE, (842, 595))]
    )
    def test_the_paper_is_a4(self, orientation: Orientation, size: tuple[int, int]) -> None:
        form = replace(sheet("甲"), page=replace(A4, orientation=orientation))
        with pypdfium2.PdfDocument(pdf_bytes([form])) as document:
            assert document.get_page_size(0) == pytest.approx(size, abs=0.5)

    def test_no_sheet_is_no_document(self) -> None:
        with pytest.raises(InputProblem, match="没有可以输出的自评表"):
            pdf_bytes([])


class TestFile:
    def test_the_file_holds_the_document(self, tmp_path: Path) -> None:
        write_pdf([sheet("甲")], tmp_path / "某县医保局 自评表.pdf", WRITTEN_AT)
        assert (tmp_path / "某县医保局 自评表.pdf").read_bytes() == pdf_bytes([sheet("甲")], WRITTEN_AT)
        assert [path.name for path in tmp_path.iterdir()] == ["某县医保局 自评表.pdf"]

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InputProblem, match="所在的文件夹不存在"):
            write_pdf([sheet("甲")], tmp_path / "无此文件夹" / "a.pdf")

    def test_an_old_file_stays_where_nothing_can_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").write_bytes(b"old")
        with pytest.raises(InputProblem):
            write_pdf([], tmp_path / "a.pdf")
        assert (tmp_path / "a.pdf").read_bytes() == b"old"
