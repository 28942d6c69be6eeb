"""Fixtures of the window's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from perfdesk.settings import Settings
from perfdesk.ui.widget import message
from perfdesk.ui.window.main_window import MainWindow
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session
from tests.support.library import FORMS, small_library


@pytest.fixture(scope="session")
def application() -> QApplication:
    """The one application of a test process."""
    existing = QApplication.instance()
    return existing if isinstance(existing, QApplication) else QApplication([])


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences of message boxes, which are closed at once without taking an offer.

    Asked whether to go on in spite of errors, they go on.
    """
    sentences: list[str] = []
    monkeypatch.setattr(message, "show_problem", lambda parent, sentence: sentences.append(sentence))
    monkeypatch.setattr(message, "confirm", lambda parent, sentence, go, back: True)
    monkeypatch.setattr(message, "offer", lambda parent, sentence, *rest: sentences.append(sentence))
    return sentences


@pytest.fixture
def settings_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings folder of this test's own."""
    folder = tmp_path / "settings"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    return folder


Opening = Callable[..., MainWindow]


@pytest.fixture
def open_window(
    application: QApplication, settings_folder: Path, told: list[str], tmp_path: Path
) -> Iterator[Opening]:
    """Opens the main window on a small library (records 1 and 2) or on a path, with given settings."""
    windows: list[MainWindow] = []

    def opening(path: Path | None = None, settings: Settings | None = None) -> MainWindow:
        session = Session(FORMS, settings or Settings())
        window = MainWindow(Bridge(session.open(path or small_library(tmp_path))), session)
        window.show()
        windows.append(window)
        QApplication.processEvents()
        return window

    yield opening
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.processEvents()
