"""The main window as a whole: panes that follow each other, undo by name, and what it remembers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path as FilePath

import pytest
from PySide6.QtCore import QMetaMethod, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QWidget

from perfdesk.errors import LibraryProblem
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.library.library import Library
from perfdesk.model.library.library_tree import LibraryTree
from perfdesk.model.record.record import Record
from perfdesk.settings import Settings, load_settings
from perfdesk.ui.command.command import Command, plain
from perfdesk.ui.command.command_bars import TOOLBAR_NAMED
from perfdesk.ui.tree.convert_dialog import ConvertRecordDialog
from perfdesk.ui.tree.node import NodeKind, node
from perfdesk.ui.widget.elided_label import ElidedLabel
from perfdesk.ui.window.main_window import MainWindow
from perfdesk.ui.window.tool_bar import MainToolBar
from tests.support.library import FORMS, small_library

Opening = Callable[..., MainWindow]


def library(window: MainWindow) -> Library:
    return window.bridge.library


def on_sheet(window: MainWindow) -> int | None:
    return window.sheet.record_id


def labels(widget: QWidget) -> list[str]:
    """The texts that can be seen in a widget."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def typed(window: MainWindow, written: str, text: str) -> None:
    """Type into a cell and press Enter, as a person does."""
    window.sheet.view.focus_cell(Path.parse(written))
    for character in text:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, character)
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, Qt.Key.Key_Return)
    QApplication.processEvents()


def wide(window: MainWindow) -> MainWindow:
    """At the size of a clerk's screen: the offscreen platform's is smaller."""
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 740)
    QApplication.processEvents()
    return window


def test_it_opens_on_the_first_record_with_its_form(open_window: Opening) -> None:
    window = wide(open_window())
    assert on_sheet(window) == 1
    assert window.tree.view.current == node(NodeKind.RECORD, 1)
    shown = labels(window.sheet)
    assert library(window).tree.summary(1).name in shown
    assert {"合计", "等级", "状态", "已自动保存"} <= set(shown)


def test_choosing_a_record_shows_it_and_a_unit_its_progress(open_window: Opening) -> None:
    window = open_window()
    window.tree.view.choose_record(2)
    assert on_sheet(window) == 2
    window.tree.view.choose([node(NodeKind.UNIT, 1)])
    assert on_sheet(window) is None
    assert "共 2 个项目。单击左侧的项目即可填写。" in labels(window.sheet)
    assert window.chosen_records == (1, 2)
    assert window.commands[Command.EXPORT_PDF].isEnabled()
    window.tree.view.choose_root()
    assert not window.commands[Command.EXPORT_PDF].isEnabled()
    QTest.mouseClick(
        window.tree.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=window.tree.view.visualRect(window.tree.model.index_of(node(NodeKind.UNIT, 1))).center(),
    )
    assert window.commands[Command.EXPORT_PDF].isEnabled()


def test_typing_shows_at_once_in_tree_header_and_undo(open_window: Opening) -> None:
    window = open_window()
    before = window.tree.model.listing.record(1).total
    typed(window, "budget[0].executed", "0")
    assert library(window).record(1).get(Path.parse("budget[0].executed")) == "0"
    after = window.tree.model.listing.record(1).total
    assert after is not None
    assert before is not None
    assert after < before
    assert str(after.normalize()) in labels(window.sheet)
    assert plain(window.commands[Command.UNDO].text()) == "撤销“输入”"
    window.commands[Command.UNDO].trigger()
    assert window.tree.model.listing.record(1).total == before
    assert window.statusBar().currentMessage() == "已撤销“输入”"
    assert plain(window.commands[Command.REDO].text()) == "重做“输入”"
    assert not window.commands[Command.UNDO].isEnabled()


def test_undo_goes_to_the_record_it_changed(open_window: Opening) -> None:
    window = open_window()
    typed(window, "budget[0].executed", "1")
    window.tree.view.choose_record(2)
    window.undo_commands.undo()
    assert on_sheet(window) == 1


def test_undoing_a_deletion_chooses_one_project_of_those_that_came_back(open_window: Opening) -> None:
    window = open_window()
    window.tree.view.choose([node(NodeKind.RECORD, 1), node(NodeKind.RECORD, 2)])
    window.commands[Command.DELETE].trigger()
    assert on_sheet(window) is None
    assert window.statusBar().currentMessage() == "已删除 2 个项目，可按 Ctrl+Z 撤销。"
    window.undo_commands.undo()
    assert window.tree.view.chosen_records == (1,)
    assert on_sheet(window) == 1


def test_undo_over_several_chosen_projects_leaves_the_one_shown_chosen(open_window: Opening) -> None:
    window = open_window()
    typed(window, "budget[0].executed", "1")
    window.tree.view.choose([node(NodeKind.RECORD, 1), node(NodeKind.RECORD, 2)])
    window.undo_commands.undo()
    assert window.tree.view.chosen_records == (1,)
    assert on_sheet(window) == 1


def test_the_explanation_follows_the_cursor_and_its_links_jump(open_window: Opening) -> None:
    window = open_window()
    window.sheet.view.focus_cell(Path.parse("indicators[0].actual"))
    window.explanation.refresh()
    assert window.explanation.plain_text.startswith("完成值")
    window.explanation.jump.emit(Path.parse("fields.goal"))
    cell = window.sheet.view.current_cell()
    assert cell is not None
    assert cell.paths == (field_path("goal"),)


def test_the_header_says_while_something_is_not_entered_yet(open_window: Opening) -> None:
    window = wide(open_window())
    window.sheet.view.focus_cell(field_path("goal"))
    QTest.keyClicks(window.sheet.view, "x")
    QApplication.processEvents()
    assert "正在键入…" in labels(window.sheet)
    window.sheet.view.commit_editor()
    QApplication.processEvents()
    assert "已自动保存" in labels(window.sheet)


def test_row_commands_are_there_where_rows_can_change(open_window: Opening) -> None:
    window = open_window()
    window.sheet.view.focus_cell(field_path("goal"))
    assert not window.commands[Command.ROW_BELOW].isEnabled()
    window.sheet.view.focus_cell(Path.parse("indicators[0].actual"))
    assert window.commands[Command.ROW_BELOW].isEnabled()
    rows = len(library(window).record(1).rows("indicators"))
    window.commands[Command.ROW_BELOW].trigger()
    assert len(library(window).record(1).rows("indicators")) == rows + 1
    assert plain(window.commands[Command.UNDO].text()) == "撤销“插入行”"


def test_delete_in_the_tree_and_on_the_sheet_are_two_things(open_window: Opening) -> None:
    window = open_window()
    window.activateWindow()
    window.sheet.view.focus_cell(field_path("goal"))
    QTest.keyClick(window.sheet.view, Qt.Key.Key_Delete)
    assert library(window).record(1).get(field_path("goal")) == ""
    assert len(library(window).tree.all_records()) == 2
    window.tree.view.setFocus()
    QTest.keyClick(window.tree.view, Qt.Key.Key_Delete)
    assert len(library(window).tree.all_records()) == 1


def test_closing_enters_what_is_typed_and_remembers_the_window(
    open_window: Opening, settings_folder: FilePath
) -> None:
    window = open_window()
    path = library(window).path
    window.tree.view.choose_record(2)
    window.sheet.view.set_zoom(1.5)
    window.resize(780, 640)
    window.sheet.view.focus_cell(field_path("problems"))
    QTest.keyClicks(window.sheet.view, "w")
    window.close()
    kept = load_settings()
    assert (kept.last_library, kept.last_record, kept.zoom) == (str(path), 2, 1.5)
    again = open_window(path, kept)
    assert again.sheet.record_id == 2
    assert again.sheet.view.zoom == 1.5
    assert (again.width(), again.height()) == (780, 640)
    assert library(again).record(2).get(field_path("problems")) == "w"


def test_broken_settings_of_the_window_do_no_harm(open_window: Opening) -> None:
    window = open_window(settings=Settings(geometry="?", panes="!!", zoom=99, last_record=77))
    assert on_sheet(window) == 1
    assert window.sheet.view.zoom <= 4


def test_panes_can_be_hidden(open_window: Opening) -> None:
    window = open_window()
    window.commands[Command.SHOW_EXPLANATION].trigger()
    assert window.side.isHidden()
    window.commands[Command.SHOW_EXPLANATION].trigger()
    assert window.explanation.isVisible()


def test_a_second_window_is_read_only_and_says_who_has_the_library(
    open_window: Opening, tmp_path: FilePath
) -> None:
    first = open_window()
    second = open_window(library(first).path)
    assert any(text.startswith("本填报库正由") for text in labels(second.sheet))
    assert "（只读）" in second.windowTitle()
    assert "只读" in labels(second.sheet)
    for command in (Command.NEW_RECORD, Command.DELETE, Command.ROW_BELOW, Command.PASTE):
        assert not second.commands[command].isEnabled()
    assert second.commands[Command.EXPORT_PDF].isEnabled()


def test_another_library_fills_the_window(open_window: Opening, tmp_path: FilePath) -> None:
    window = open_window()
    (tmp_path / "other").mkdir()
    other = small_library(tmp_path / "other", 1)
    window.library_file.open(other)
    assert library(window).path == other
    assert len(window.tree.model.listing.records_below(0)) == 1
    assert on_sheet(window) == 1
    assert not window.commands[Command.UNDO].isEnabled()


def test_an_empty_library_invites_to_begin(open_window: Opening, tmp_path: FilePath) -> None:
    window = open_window()
    window.library_file.create(tmp_path / "新.perfdesk")
    assert "还没有项目" in labels(window.sheet)
    assert window.commands[Command.NEW_RECORD].isEnabled()
    assert not window.commands[Command.PRINT].isEnabled()


def test_a_file_that_is_no_library_is_told_and_the_window_stays(
    open_window: Opening, told: list[str], tmp_path: FilePath
) -> None:
    window = open_window()
    before = library(window).path
    strange = tmp_path / "奇怪.perfdesk"
    strange.write_text("no library")
    window.library_file.open(strange)
    assert len(told) == 1
    assert "奇怪.perfdesk" in told[0]
    assert library(window).path == before
    typed(window, "fields.goal", "y")
    assert library(window).record(1).get(field_path("goal")) == "y"


def test_a_library_that_fails_while_it_is_read_is_told_and_the_window_stays(
    open_window: Opening, told: list[str], tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    before = library(window).path
    (tmp_path / "other").mkdir()
    other = small_library(tmp_path / "other", 1)

    def failing(tree: LibraryTree) -> Iterator[None]:
        yield
        raise LibraryProblem("填报库读不出来。")

    monkeypatch.setattr(LibraryTree, "reading_ahead", failing)
    window.library_file.open(other)
    assert told == ["填报库读不出来。"]
    assert library(window).path == before
    typed(window, "fields.goal", "y")
    with Library.open(other, FORMS) as closed:
        assert not closed.read_only


def test_a_recent_library_that_is_gone_is_told_and_forgotten(
    open_window: Opening, told: list[str], tmp_path: FilePath
) -> None:
    gone = tmp_path / "gone.perfdesk"
    window = open_window(settings=Settings(recent_libraries=(str(gone),)))
    menu = window.commands.recent
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert "已不在原处" in told[0]
    menu.aboutToShow.emit()
    assert menu.actions() == []


def test_a_record_of_an_unknown_form_says_so_and_stays(open_window: Opening, tmp_path: FilePath) -> None:
    path = small_library(tmp_path)
    form = FORMS["sichuan-project-2024"]
    with Library.open(path, {**FORMS, "future": form}) as future:
        record_edit.add_records(
            future, [Record("future", 2024, {"project_name": "来年的表", "unit": "某局"})]
        )
    window = open_window(path)
    window.tree.view.choose_record(3)
    assert on_sheet(window) is None
    assert any("报表格式“future”不在本程序中" in text for text in labels(window.sheet))


@pytest.mark.skipif(os.environ.get("QT_QPA_PLATFORM") != "offscreen", reason="measures a fixed screen")
def test_at_1366_by_768_nothing_is_cut_off(open_window: Opening) -> None:
    window = wide(open_window())
    assert window.minimumSizeHint().width() <= 1366
    sheet = window.sheet.view
    assert sheet.horizontalScrollBar().maximum() == 0
    bar = window.findChild(MainToolBar)
    assert bar is not None
    for command in TOOLBAR_NAMED:
        button = bar.widgetForAction(window.commands[command])
        assert isinstance(button, QToolButton)
        assert button.isVisible()
        assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon


@pytest.mark.skipif(os.environ.get("QT_QPA_PLATFORM") != "offscreen", reason="measures a fixed screen")
def test_in_800_pixels_the_name_keeps_its_room_and_no_tool_hides(open_window: Opening) -> None:
    window = wide(open_window())
    window.resize(800, 600)
    QApplication.processEvents()
    name = next(
        label
        for label in window.sheet.findChildren(ElidedLabel)
        if label.text() == library(window).tree.summary(1).name
    )
    assert name.width() > 6 * name.fontMetrics().horizontalAdvance("项")
    assert {"合计", "状态"} <= set(labels(window.sheet))
    assert not {"等级", "已自动保存"} & set(labels(window.sheet))
    bar = window.findChild(MainToolBar)
    assert bar is not None
    for command in (*TOOLBAR_NAMED, Command.ZOOM_IN):
        button = bar.widgetForAction(window.commands[command])
        assert button is not None
        assert button.isVisible()


def test_tab_goes_from_cell_to_cell_and_not_to_another_pane(open_window: Opening) -> None:
    window = open_window()
    window.activateWindow()
    window.sheet.view.focus_cell(field_path("department"))
    QTest.keyClick(window.sheet.view, Qt.Key.Key_Tab)
    cell = window.sheet.view.current_cell()
    assert cell is not None
    assert cell.paths == (field_path("unit"),)
    QTest.keyClick(window.sheet.view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    cell = window.sheet.view.current_cell()
    assert cell is not None
    assert cell.paths == (field_path("department"),)
    assert QApplication.focusWidget() is window.sheet.view


def test_enter_leads_from_the_tree_to_the_form(open_window: Opening) -> None:
    window = open_window()
    window.activateWindow()
    assert QApplication.focusWidget() is window.tree.view
    QTest.keyClick(window.tree.view, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is window.sheet.view


def typing(window: MainWindow) -> QWidget:
    """The editor of 主管部门, with ``x`` typed into it."""
    window.activateWindow()
    window.sheet.view.focus_cell(field_path("department"))
    QTest.keyClicks(window.sheet.view, "x")
    editor = QApplication.focusWidget()
    assert editor is not None
    assert editor is not window.sheet.view
    return editor


def test_while_a_cell_is_typed_into_undo_is_of_its_text(open_window: Opening) -> None:
    window = open_window()
    typed(window, "fields.goal", "y")
    QTest.keyClick(typing(window), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert library(window).record(1).get(field_path("goal")) == "y"


def test_while_a_cell_is_typed_into_the_windows_shortcuts_work(open_window: Opening) -> None:
    window = open_window()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(typing(window), Qt.Key.Key_L, both)
    QApplication.processEvents()
    assert library(window).record(1).get(field_path("department")) == "x"
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_undo_by_mouse_enters_what_is_typed_and_takes_it_back(open_window: Opening) -> None:
    window = open_window()
    before = library(window).record(1).get(field_path("department"))
    typing(window)
    window.undo_commands.undo()
    assert library(window).record(1).get(field_path("department")) == before
    assert library(window).undo_history.redo_name == "输入"


def test_every_command_does_something(open_window: Opening) -> None:
    window = open_window()
    for command in Command:
        action = window.commands[command]
        signals = (QMetaMethod.fromSignal(signal) for signal in (action.triggered, action.toggled))
        assert any(action.isSignalConnected(signal) for signal in signals), command.label


def test_the_form_can_be_made_as_wide_as_its_pane(open_window: Opening) -> None:
    window = open_window()
    window.resize(1600, 740)
    QApplication.processEvents()
    view = window.sheet.view
    window.commands[Command.FIT_WIDTH].trigger()
    QApplication.processEvents()
    assert view.zoom > 1
    assert view.horizontalScrollBar().maximum() == 0
    assert view.viewport().width() - view.horizontalHeader().length() < 40


@pytest.mark.parametrize("command", [Command.DUPLICATE, Command.CONVERT])
def test_what_is_being_typed_is_copied_and_converted_too(
    open_window: Opening, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    window = open_window()
    monkeypatch.setattr(ConvertRecordDialog, "exec", lambda dialog: ConvertRecordDialog.DialogCode.Accepted)
    typing(window)
    window.commands[command].trigger()
    shown = on_sheet(window)
    assert shown is not None
    assert shown != 1
    typed_in = {library(window).record(number).fields["department"] for number in (1, shown)}
    assert typed_in == {"x"}
