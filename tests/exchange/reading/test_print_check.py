"""The fingerprints that exported files carry, and files that carry none."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from perfdesk.errors import InputProblem
from perfdesk.exchange.reading.print_check import fingerprints_of
from perfdesk.exchange.writing.excel_out import write_workbook
from perfdesk.exchange.writing.pdf import write_pdf
from perfdesk.model.library.library import Library
from perfdesk.sheet.layout.document import Document, document
from tests.support.library import FORMS, small_library


@pytest.fixture
def documents(tmp_path: Path) -> list[Document]:
    with Library.open(small_library(tmp_path), FORMS) as library:
        return [document(library, number) for number in (1, 2)]


def test_a_pdf_and_a_workbook_are_told_by_what_is_in_them(documents: list[Document], tmp_path: Path) -> None:
    sheets = [sheet for one in documents for sheet in one.sheets]
    marks = tuple(one.fingerprint for one in documents)
    write_pdf(sheets, tmp_path / "a.dat")
    write_workbook(sheets, tmp_path / "b.dat")
    assert fingerprints_of(tmp_path / "a.dat") == fingerprints_of(tmp_path / "b.dat") == marks


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.3 and no more", b"\xd0\xcf\x11\xe0"])
def test_other_files_are_refused_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(InputProblem, match=r"“a\.xlsx”不是完好的 PDF 或 Excel 文件"):
        fingerprints_of(tmp_path / "a.xlsx")


def test_a_workbook_of_another_program_has_none(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.xlsx", "w") as parts:
        parts.writestr("docProps/core.xml", "<coreProperties/>")
    with pytest.raises(InputProblem, match=r"“a\.xlsx”里没有校验码"):
        fingerprints_of(tmp_path / "a.xlsx")


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="无法读取"):
        fingerprints_of(tmp_path / "a.pdf")
