"""Fixtures of the tree's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from perfdesk.model.edit import record_edit
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record
from perfdesk.ui.work.bridge import Bridge
from tests.support.library import FORMS

FORM_OF = {2024: "sichuan-project-2024", 2025: "sichuan-project-2025"}


def blank(year: int, unit: str, name: str) -> Record:
    return Record(FORM_OF[year], year, {"unit": unit, "project_name": name})


@pytest.fixture
def bridge(application: QApplication, tmp_path: Path) -> Iterator[Bridge]:
    """2024: 甲局 with 一, 二, 三 (ids 1–3) and 乙局 with 四 (4); 2025: 甲局 with 五 (5)."""
    library = Library.create(tmp_path / "树.perfdesk", FORMS)
    record_edit.add_records(
        library,
        [
            blank(2024, "甲局", "一"),
            blank(2024, "甲局", "二"),
            blank(2024, "甲局", "三"),
            blank(2024, "乙局", "四"),
            blank(2025, "甲局", "五"),
        ],
    )
    bridge = Bridge(library)
    yield bridge
    bridge.close()
