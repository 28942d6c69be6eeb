"""常用语 in the window: offered for a cell, following the numbers, stopped and taken up again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as FilePath

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog

from perfdesk import paths
from perfdesk.model.edit import record_edit
from perfdesk.model.edit.snippet_edit import stop_following
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.library.library import Library
from perfdesk.ui.command.command import Command
from perfdesk.ui.history.history_line import lines_of
from perfdesk.ui.snippet.snippet_dialog import SnippetDialog
from perfdesk.ui.window.main_window import MainWindow
from tests.model.snippet.test_snippet import project
from tests.support.library import FORMS

Opening = Callable[..., MainWindow]
CONCLUSION, ACTUAL = field_path("conclusion"), Path("indicators", 1, "actual")


@pytest.fixture
def window(open_window: Opening, tmp_path: FilePath) -> MainWindow:
    path = tmp_path / "某县.perfdesk"
    with Library.create(path, FORMS) as library:
        record_edit.add_records(library, [project()])
    return open_window(path)


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> list[SnippetDialog]:
    """The dialogs that opened; each is accepted as it is."""
    seen: list[SnippetDialog] = []

    def accepted(dialog: SnippetDialog) -> int:
        seen.append(dialog)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(SnippetDialog, "exec", accepted)
    return seen


def said(window: MainWindow) -> str:
    return window.bridge.library.record(1).get(CONCLUSION)


def panel(window: MainWindow) -> str:
    window.explanation.refresh()
    return window.explanation.plain_text


def type_in(window: MainWindow, path: Path, text: str) -> None:
    window.bridge.run(lambda library: record_edit.set_values(library, 1, {path: text}))
    window.findings.refresh()


def test_the_chosen_text_stands_in_the_cell_and_follows(
    window: MainWindow, dialogs: list[SnippetDialog]
) -> None:
    window.sheet.focus_path(CONCLUSION)
    assert window.commands[Command.SNIPPET].isEnabled()
    window.commands[Command.SNIPPET].trigger()
    (dialog,) = dialogs
    shown = (
        "2025年度“某项目”绩效自评得分95分，等级为优。"
        "其中预算执行率90.00%，得9分；绩效指标2项，完成1项，得86分。"
    )
    assert dialog.shown == shown == said(window)
    assert dialog.length_text == "共 61 字，不超过 200 字。其中的数字以后随表更新，直到动手修改这段文字。"
    type_in(window, ACTUAL, "100")
    cell = window.sheet.view.sheet_model.cell_of(CONCLUSION)
    assert cell is not None
    assert "自评得分99分" in cell.text
    assert window.bridge.library.undo_history.undo_name == "输入"


def test_the_panel_says_that_it_follows_and_stops_and_resumes_it(
    window: MainWindow, dialogs: list[SnippetDialog]
) -> None:
    window.sheet.focus_path(CONCLUSION)
    assert "插入常用语…（F4）" in panel(window)
    window.explanation._text.anchorClicked.emit(QUrl("insert:fields.conclusion"))
    assert len(dialogs) == 1
    assert "随表中的数字更新" in panel(window)
    window.explanation._text.anchorClicked.emit(QUrl("stop:fields.conclusion"))
    assert "现在不随数字更新" in panel(window)
    before = said(window)
    type_in(window, ACTUAL, "100")
    assert said(window) == before
    window.explanation._text.anchorClicked.emit(QUrl("resume:fields.conclusion"))
    assert "得分99分" in said(window)
    window.undo_commands.undo()
    assert said(window) == before


def test_the_history_shows_the_texts_and_not_from_what_they_were_filled(
    window: MainWindow, dialogs: list[SnippetDialog]
) -> None:
    window.sheet.focus_path(CONCLUSION)
    window.sheet.snippets.insert()
    type_in(window, ACTUAL, "100")
    window.bridge.run(lambda library: stop_following(library, 1, "conclusion"))
    window.findings.refresh()
    library = window.bridge.library
    lines = lines_of(library.definition(1), library.record(1), library.edit_history.entries(1))
    assert [(line.entry.operation, line.place) for line in lines[:4]] == [
        ("停止跟随", "常用语"),
        ("输入", "绩效指标　第 2 行　完成值"),
        ("输入", "评价结论"),
        ("插入常用语", "评价结论"),
    ]


def test_a_cell_without_snippets_says_so(window: MainWindow, dialogs: list[SnippetDialog]) -> None:
    window.sheet.focus_path(field_path("unit"))
    assert "常用语" not in panel(window)
    window.sheet.snippets.insert()
    assert dialogs == []
    assert "这一格没有常用语" in window.statusBar().currentMessage()
    window.sheet.focus_path(ACTUAL)
    assert not window.commands[Command.SNIPPET].isEnabled()


def test_a_mistake_in_ones_own_file_is_told_where_snippets_are_chosen(
    window: MainWindow, dialogs: list[SnippetDialog]
) -> None:
    folder = paths.user_data() / "forms"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "snippets.toml"
    file.write_text("[[snippet", encoding="utf-8")
    try:
        window.sheet.focus_path(CONCLUSION)
        window.commands[Command.SNIPPET].trigger()
        assert len(dialogs) == 1
        assert "自评得分95分" in said(window)
        assert window.sheet.snippets._book.problems
    finally:
        file.unlink()


def test_nothing_is_inserted_into_a_library_that_is_only_read(
    open_window: Opening, window: MainWindow, dialogs: list[SnippetDialog]
) -> None:
    reading = open_window(window.bridge.library.path)
    reading.sheet.focus_path(CONCLUSION)
    assert not reading.commands[Command.SNIPPET].isEnabled()
    assert "常用语" not in panel(reading)
    reading.sheet.snippets.insert()
    assert dialogs == []
    assert "只读" in reading.statusBar().currentMessage()


def test_a_text_of_the_form_becomes_one_of_the_users_own(
    window: MainWindow, dialogs: list[SnippetDialog], tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = (*paths.forms_folders()[:1], tmp_path / "own")
    monkeypatch.setattr(paths, "forms_folders", lambda: folders)
    type_in(window, CONCLUSION, "资金{全部}用于公示。")
    window.sheet.focus_path(CONCLUSION)
    assert "把这段文字存为常用语" in panel(window)
    window.explanation._text.anchorClicked.emit(QUrl(f"save:{CONCLUSION}"))
    assert window.statusBar().currentMessage() == "已存为常用语，以后可按 F4 插入。"
    type_in(window, CONCLUSION, "")
    window.commands[Command.SNIPPET].trigger()
    assert dialogs[0].list.item(0).text() == "资金{{全部}}用于公示。（自备）"
    assert said(window) == "资金{全部}用于公示。"
