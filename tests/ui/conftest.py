"""Fixtures of the window's tests."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session")
def application() -> QApplication:
    """The one application of a test process."""
    existing = QApplication.instance()
    return existing if isinstance(existing, QApplication) else QApplication([])
