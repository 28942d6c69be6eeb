"""Measure PDF by the program, running, and by LibreOffice converting the Excel of the same forms."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import workload
from bench.result import Result, Row, Skipped
from bench.timing import fresh_rounds
from perfdesk.exchange.writing.excel_out import write_workbook
from perfdesk.exchange.writing.pdf import pdf_bytes
from perfdesk.sheet.layout.sheet import Sheet
from tests.support.libreoffice import print_workbook

_TIMES_FASTER = {1: 20, 200: 8}  # forms: goal


def measure(quick: bool) -> list[Row]:
    """How many times faster the program is, for one form and for many."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return [Skipped("PDF，对照 LibreOffice 转换", "没有安装 LibreOffice")]
    with TemporaryDirectory() as folder:
        return [_compared(soffice, Path(folder), forms, 1 if quick else 5) for forms in _TIMES_FASTER]


def _compared(soffice: str, folder: Path, forms: int, rounds: int) -> Row:
    workbook = folder / "forms.xlsx"

    def written(sheets: list[Sheet]) -> Path:
        write_workbook(sheets, workbook)
        return workbook

    ours, theirs = fresh_rounds(
        min(rounds, 2) if forms > 1 else rounds,
        prepare=lambda number: workload.sheets(number * forms, forms),
        ours=pdf_bytes,
        bare_work=written,
        bare=lambda workbook: print_workbook(soffice, workbook, folder),
    )
    name = f"{forms} 份表的 PDF，对照 LibreOffice 转换（soffice --convert-to pdf）"
    return Result(name, ours.median, theirs.median, least=_TIMES_FASTER[forms])
