"""After a crash, and on reopening, the window goes back to where the user was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as FilePath

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk import app
from perfdesk.model.form.path import Path
from perfdesk.model.library.library import Library
from perfdesk.model.store.lock import lock_path
from perfdesk.settings import Settings, load_settings
from perfdesk.ui.window.main_window import MainWindow
from perfdesk.ui.work import unfinished_text
from perfdesk.ui.work.unfinished_text import UnfinishedText
from tests.support.library import FORMS, small_library

Opening = Callable[..., MainWindow]
ACTUAL = Path("indicators", 1, "actual")


def here(window: MainWindow) -> Path | None:
    cell = window.sheet.view.current_cell()
    return cell.paths[0] if cell is not None and cell.paths else None


@pytest.fixture
def crashed(tmp_path: FilePath) -> FilePath:
    path = small_library(tmp_path)
    lock_path(path).write_text("{}")  # as a killed program leaves it
    return path


def settings_of(path: FilePath, **more: object) -> Settings:
    kept = {"last_library": str(path), "last_record": 2, "last_cell": str(ACTUAL), **more}
    return Settings(**kept)  # type: ignore[arg-type]


def test_a_library_knows_that_it_was_not_closed(crashed: FilePath) -> None:
    with Library.open(crashed, FORMS) as library:
        assert library.after_crash
    with Library.open(crashed, FORMS) as library:
        assert not library.after_crash


def test_after_a_crash_it_goes_back_and_says_so(open_window: Opening, crashed: FilePath) -> None:
    window = open_window(crashed, settings_of(crashed))
    window.greet()
    assert window.sheet.record_id == 2
    assert here(window) == ACTUAL
    assert "上次程序没有正常关闭" in window.statusBar().currentMessage()


def test_an_ordinary_start_says_nothing(open_window: Opening, tmp_path: FilePath) -> None:
    path = small_library(tmp_path)
    window = open_window(path, settings_of(path))
    window.greet()
    assert here(window) != ACTUAL
    assert window.statusBar().currentMessage() == ""


def test_a_cell_that_is_not_there_any_more_does_no_harm(open_window: Opening, crashed: FilePath) -> None:
    for number, written in enumerate(("indicators[99].actual", "没有这一格")):
        window = open_window(crashed, settings_of(crashed, last_cell=written))
        window.greet()
        assert window.sheet.record_id == 2, number
        window.close()
        lock_path(crashed).write_text("{}")


def test_where_the_cursor_rests_is_kept(open_window: Opening) -> None:
    window = open_window()
    window.tree.view.choose_record(2)
    window.sheet.focus_path(ACTUAL)
    window.last_place._timer.timeout.emit()
    kept = load_settings()
    assert (kept.last_record, kept.last_cell) == (2, str(ACTUAL))


def test_reopening_starts_on_the_same_library_and_cell(
    open_window: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(QProcess, "startDetached", lambda _program, given, _folder: started.append(given))
    monkeypatch.setattr(QApplication, "quit", lambda: None)
    window = open_window()
    path = window.bridge.library.path
    window.tree.view.choose_record(2)
    window.sheet.focus_path(ACTUAL)
    app.reopen()
    assert str(path) in [arguments[-1] for arguments in started]
    assert not lock_path(path).exists()
    kept = load_settings()
    assert kept.reopening
    again = open_window(path, kept)
    again.greet()
    assert here(again) == ACTUAL
    assert "已重新打开" in again.statusBar().currentMessage()
    assert not load_settings().reopening


def test_a_text_that_was_being_typed_comes_back_after_a_crash(
    open_window: Opening, tmp_path: FilePath
) -> None:
    path = small_library(tmp_path)
    window = open_window(path)
    window.activateWindow()
    window.tree.view.choose_record(2)
    window.sheet.focus_path(ACTUAL)
    QTest.keyClicks(window.sheet.view, "9")
    assert window.sheet.view.editor is not None
    QTest.keyClicks(window.sheet.view.editor, "87")
    window.last_place._typing_timer.timeout.emit()
    unfinished = unfinished_text.stored(path)
    assert unfinished == UnfinishedText(2, ACTUAL, "987")
    window.sheet.view.editor.cancelled.emit()
    assert unfinished_text.stored(path) is None
    window.close()

    unfinished_text.store(path, unfinished)  # as a killed program leaves it
    again = open_window(path, Settings(last_library=str(path), last_record=1))
    again.greet()
    assert again.sheet.record_id == 2
    assert again.sheet.view.editor is not None
    assert again.sheet.view.editor.toPlainText() == "987"
    assert "按回车录入" in again.statusBar().currentMessage()
    again.sheet.view.commit_editor()
    assert again.bridge.library.record(2).get(ACTUAL) == "987"
    assert unfinished_text.stored(path) is None


def test_a_text_whose_place_is_no_more_or_a_broken_file_does_no_harm(
    open_window: Opening, tmp_path: FilePath
) -> None:
    path = small_library(tmp_path)
    for record_id, cell in ((99, ACTUAL), (2, Path("indicators", 99, "actual"))):
        unfinished_text.store(path, UnfinishedText(record_id, cell, "987"))
        window = open_window(path)
        window.greet()
        assert window.sheet.view.editor is None
        assert unfinished_text.stored(path) is None
        window.close()
    file = unfinished_text._file_of(path)
    for broken in ("[1", "{}", "[1, 2, 3]", '["1", "x", "y"]', "[" * 100_000):
        file.write_text(broken)
        assert unfinished_text.stored(path) is None
