"""Fixtures of the preview's tests."""

from __future__ import annotations

import pytest

from perfdesk.exchange.writing.pdf import pdf_bytes
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.layout.compose import compose
from tests.support.large_library import filled_record
from tests.support.library import FORMS


@pytest.fixture(scope="session")
def pdf() -> bytes:
    """A form of one page and one of several."""
    sheets = []
    for indicators in (3, 60):
        record = filled_record(1, indicators)
        form = FORMS[record.form]
        sheets.append(compose(form, record, score_record(form, record)))
    return pdf_bytes(sheets)
