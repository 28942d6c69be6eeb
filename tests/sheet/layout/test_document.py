"""A record as it leaves the program: its sheets, and the same fingerprint on paper and in Excel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from openpyxl import load_workbook

from perfdesk.exchange.writing.excel_out import write_workbook
from perfdesk.exchange.writing.pdf import pdf_bytes
from perfdesk.model.edit.finding_edit import explain
from perfdesk.model.library.library import Library
from perfdesk.model.summary.fingerprint import fingerprints_in, grouped
from perfdesk.sheet.layout.document import document
from tests.support.library import FORMS, small_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(small_library(tmp_path), FORMS) as opened:
        yield opened


def test_its_fingerprint_is_the_one_that_the_tree_knows(library: Library) -> None:
    made = document(library, 1)
    assert made.fingerprint == library.tree.summary(1).fingerprint
    assert [sheet.fingerprint for sheet in made.sheets] == [made.fingerprint]


def test_the_annex_carries_it_too(library: Library) -> None:
    warning = next(found for found in library.audit.findings(1) if found.severity.name == "WARNING")
    explain(library, warning, "上级文件如此。")
    made = document(library, 1)
    assert len(made.sheets) == 2
    assert {sheet.fingerprint for sheet in made.sheets} == {library.tree.summary(1).fingerprint}


def test_pdf_and_excel_carry_the_same(library: Library, tmp_path: Path) -> None:
    made = [document(library, number) for number in (1, 2)]
    sheets = [sheet for each in made for sheet in each.sheets]
    marks = tuple(each.fingerprint for each in made)
    with pypdfium2.PdfDocument(pdf_bytes(sheets)) as pdf:
        assert fingerprints_in(pdf.get_metadata_value("Keywords")) == marks
        feet = [page.get_textpage().get_text_bounded().rstrip().splitlines()[-1] for page in pdf]
    assert feet == [f"校验码 {grouped(mark)}" for mark in marks]
    write_workbook(sheets, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert fingerprints_in(book.properties.keywords or "") == marks
    footers = [sheet.oddFooter for sheet in book.worksheets]
    assert [footer.right.text for footer in footers if footer is not None] == feet
