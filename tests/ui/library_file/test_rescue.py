"""A damaged library in the window: recovered into a new file, or the newest backup instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from perfdesk.model.safety.backup import BackupKind, Rule, backup_folder, make_backup
from perfdesk.ui.widget import message
from perfdesk.ui.window.main_window import MainWindow
from tests.support.library import FORMS, small_library, untouched

Opening = Callable[..., MainWindow]


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    folder = tmp_path / "别处"
    folder.mkdir()
    path = small_library(folder)
    make_backup(path, backup_folder(path), BackupKind.AUTOMATIC, Rule())
    with Library.open(path, FORMS) as library:
        record_edit.set_values(library, 1, {field_path("goal"): "备份之后写的目标"})
    with path.open("rb+") as stream:
        stream.write(b"\xff" * 100)
    return path


def choose(monkeypatch: pytest.MonkeyPatch, number: int | None) -> list[tuple[str, tuple[str, ...]]]:
    """Takes that offer of the first box; the boxes that were shown."""
    shown: list[tuple[str, tuple[str, ...]]] = []

    def offer(parent: object, sentence: str, offers: tuple[str, ...], close: str = "") -> int | None:
        shown.append((sentence, offers))
        return number if len(shown) == 1 else None

    monkeypatch.setattr(message, "offer", offer)
    return shown


def goal(window: MainWindow) -> str:
    return window.bridge.library.record(1).fields["goal"]


def test_it_is_recovered_into_a_new_file_with_a_report(
    open_window: Opening, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    shown = choose(monkeypatch, 0)
    before = damaged.read_bytes()
    window.library_file.open(damaged)
    QApplication.processEvents()
    assert damaged.read_bytes() == before
    assert window.bridge.library.path.name == "某县-修复.perfdesk"
    assert goal(window) == "备份之后写的目标"
    assert shown[0][1][1].startswith("改用 ")
    assert "找回 1 个单位、2 个项目" in shown[1][0]
    report = damaged.with_name("某县-修复-报告.txt").read_text(encoding="utf-8-sig")
    assert "找回 1 个单位、2 个项目" in report


def test_the_newest_backup_is_opened_as_a_file_of_its_own(
    open_window: Opening, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    choose(monkeypatch, 1)
    window.library_file.open(damaged)
    assert window.bridge.library.path.name.startswith("某县-备份于")
    assert goal(window) != "备份之后写的目标"


def test_nothing_is_done_where_nothing_is_wanted(
    open_window: Opening, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    choose(monkeypatch, None)
    here = window.bridge.library.path
    with untouched(damaged):
        window.library_file.open(damaged)
    assert window.bridge.library.path == here
