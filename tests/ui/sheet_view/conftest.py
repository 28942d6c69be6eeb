"""Fixtures of the sheet view's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.library.library import Library
from tests.ui.sheet_view.desk import FORMS, Desk


@pytest.fixture
def desk(application: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A new record of the 2024 form, open in a view."""
    result = Desk(
        Library.create(tmp_path / "desk.perfdesk", load_forms([FORMS])), "sichuan-project-2024", 2024
    )
    yield result
    result.close()
