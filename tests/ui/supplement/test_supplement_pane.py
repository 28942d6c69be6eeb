"""Below the sheet: typing, following, links to where a number comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser

from perfdesk.errors import LibraryProblem
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path as At
from perfdesk.model.library.library import Library
from perfdesk.model.record.row_plan import new_record
from perfdesk.ui.command.command import Command
from perfdesk.ui.supplement.supplement_model import SupplementColumn
from perfdesk.ui.supplement.supplement_pane import SupplementPane
from perfdesk.ui.tree.new_record_dialog import NewRecord
from perfdesk.ui.widget import message
from perfdesk.ui.window.main_window import MainWindow
from tests.model.library.test_department_projects import F5, project
from tests.support.library import FORMS
from tests.ui.conftest import Opening

PROJECT, DEPARTMENT = 1, 2


@pytest.fixture
def window(open_window: Opening, tmp_path: Path) -> MainWindow:
    path = tmp_path / "部门.perfdesk"
    with Library.create(path, FORMS) as library:
        record_edit.add_records(
            library, [project("甲", "一次性项目", "100", "95"), new_record(FORMS[F5], 2024, "某局")]
        )
    return open_window(path)


def shown(window: MainWindow, record_id: int) -> SupplementPane:
    window.tree.view.choose_record(record_id)
    QApplication.processEvents()
    pane = window.sheet.findChild(SupplementPane)
    assert isinstance(pane, SupplementPane)
    return pane


def texts(pane: SupplementPane, column: SupplementColumn) -> list[str]:
    model = pane.table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_a_project_asks_only_for_what_is_not_printed(window: MainWindow) -> None:
    pane = shown(window, PROJECT)
    assert texts(pane, SupplementColumn.LABEL) == ["项目类别"]
    assert texts(pane, SupplementColumn.TEXT) == ["一次性项目"]
    hint = pane.findChild(QLabel)
    assert isinstance(hint, QLabel)
    assert hint.isVisible()
    assert hint.text() == FORMS["sichuan-project-2024"].field("project_kind").hint
    shown(window, DEPARTMENT)
    assert not hint.isVisible()


def test_typing_goes_into_the_library_and_enter_goes_down(window: MainWindow) -> None:
    pane = shown(window, DEPARTMENT)
    assert pane.table.currentIndex().row() == texts(pane, SupplementColumn.LABEL).index(
        "年初设置的履职效果目标数"
    )
    for key in ("4", "3"):
        QTest.keyClicks(pane.table, key)
        QTest.keyClick(QApplication.focusWidget() or pane.table, Qt.Key.Key_Return)
        QApplication.processEvents()
    record = window.sheet.view.sheet_model.record
    assert [record.get(At("inputs", row, "value")) for row in (0, 1)] == ["4", "3"]
    scores = window.sheet.view.sheet_model.scores
    assert scores is not None
    assert scores.indicators["items"][0].value == 7.5


def test_tab_goes_on_to_what_can_be_typed_into(window: MainWindow) -> None:
    pane = shown(window, DEPARTMENT)
    for key in ("4", "3"):
        QTest.keyClicks(pane.table, key)
        QTest.keyClick(QApplication.focusWidget() or pane.table, Qt.Key.Key_Tab)
        QApplication.processEvents()
        pane.commit()
    record = window.sheet.view.sheet_model.record
    assert [record.get(At("inputs", row, "value")) for row in (0, 1)] == ["4", "3"]
    at = pane.table.currentIndex()
    QTest.keyClick(pane.table, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert pane.table.currentIndex() == at.siblingAtRow(at.row() - 1)


def test_it_shows_the_origin_and_opens_it(window: MainWindow) -> None:
    pane = shown(window, DEPARTMENT)
    assert pane.focus(At("inputs", 4, "value"))
    browser = pane.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    assert "甲：100 万元" in browser.toPlainText()
    browser.anchorClicked.emit(QUrl("1/"))
    assert window.sheet.record_id == PROJECT


def test_it_follows_undo_of_a_change_in_a_project(window: MainWindow) -> None:
    pane = shown(window, PROJECT)
    model = pane.table.model()
    assert model.setData(model.index(0, SupplementColumn.TEXT), "常年项目")
    pane = shown(window, DEPARTMENT)
    at = texts(pane, SupplementColumn.LABEL).index("常年项目总数")
    assert texts(pane, SupplementColumn.COLLECTED)[at] == "1"
    bridge = window.sheet.view.sheet_model.bridge
    assert bridge is not None
    bridge.run(lambda library: library.undo_history.undo())
    assert texts(pane, SupplementColumn.COLLECTED)[at] == "0"


def test_the_form_of_a_department_is_made_beside_projects_that_name_theirs(window: MainWindow) -> None:
    bridge = window.sheet.view.sheet_model.bridge
    assert bridge is not None
    bridge.run(
        lambda library: record_edit.set_values(library, PROJECT, {At("fields", None, "department"): "某部门"})
    )
    bridge.run(lambda library: record_edit.delete_records(library, [DEPARTMENT]))
    window.tree.operations.add_record(NewRecord(2024, "某局", F5, ""))
    record = window.sheet.view.sheet_model.record
    assert (record.form, record.fields["project_name"], record.fields["unit"]) == (F5, "部门整体支出", "某局")


def test_of_many_numbers_what_is_missing_comes_first_and_the_rest_is_counted(
    open_window: Opening, tmp_path: Path
) -> None:
    path = tmp_path / "许多项目.perfdesk"
    with Library.create(path, FORMS) as library:
        many = [project(f"项目{n}", "一次性项目", "100", "95" if n else "") for n in range(230)]
        many.insert(229, many.pop(0))
        department = record_edit.add_records(library, [*many, new_record(FORMS[F5], 2024, "某局")]).result[-1]
    window = open_window(path)
    pane = shown(window, department)
    row = texts(pane, SupplementColumn.LABEL).index("项目支出：执行总额")
    pane.table.setCurrentIndex(pane.table.model().index(row, 0))
    browser = pane.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    lines = browser.toPlainText().splitlines()
    assert lines[3:5] == ["项目0：金额没有填全", "项目1：95 万元"]
    assert lines[-1] == "……另有 30 处没有列出。"


@pytest.fixture
def refusing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> Iterator[list[int | None]]:
    """A full disk, and what is answered to what is asked; the department's form is shown."""
    answers: list[int | None] = []

    def refuse(*_: object) -> None:
        raise LibraryProblem("磁盘已满。")

    shown(window, DEPARTMENT)
    monkeypatch.setattr(window.bridge.library, "transact", refuse)
    monkeypatch.setattr(message, "offer", lambda *_: answers.pop(0))
    yield answers
    assert answers == []


def asked_for(pane: SupplementPane) -> QModelIndex:
    """The first input that no project gives."""
    model = pane.table.model()
    return next(
        model.index(row, SupplementColumn.TEXT)
        for row in range(model.rowCount())
        if model.flags(model.index(row, SupplementColumn.TEXT)) & Qt.ItemFlag.ItemIsEditable
        and not model.index(row, SupplementColumn.TEXT).data()
    )


def test_what_the_library_refused_stays_in_its_cell_until_that_is_settled(
    window: MainWindow, refusing: list[int | None], monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    pane = window.sheet.findChild(SupplementPane)
    assert isinstance(pane, SupplementPane)
    cell = asked_for(pane)
    pane.table.model().setData(cell, "12.5")
    assert (cell.data(), told) == ("12.5", ["磁盘已满。"])
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "还没有存入填报库。"
    refusing.append(None)
    window.tree.view.choose_record(PROJECT)
    QApplication.processEvents()
    assert (window.sheet.record_id, cell.data()) == (DEPARTMENT, "12.5")
    window.undo_commands.undo()
    assert cell.data() == "12.5"
    monkeypatch.undo()
    window.undo_commands.undo()  # enters it first, and then takes just that back
    assert (cell.data(), window.bridge.library.undo_history.redo_name) == ("", "输入")


def test_what_was_refused_can_be_given_up(window: MainWindow, refusing: list[int | None]) -> None:
    pane = window.sheet.findChild(SupplementPane)
    assert isinstance(pane, SupplementPane)
    cell = asked_for(pane)
    pane.table.model().setData(cell, "12.5")
    refusing.append(1)
    window.tree.view.choose_record(PROJECT)
    QApplication.processEvents()
    assert window.sheet.record_id == PROJECT
    assert asked_for(shown(window, DEPARTMENT)).row() == cell.row()


def test_what_is_being_typed_is_entered_before_another_form_is_shown(window: MainWindow) -> None:
    pane = shown(window, DEPARTMENT)
    cell = asked_for(pane)
    path = pane.table.model().entry(cell.row()).path  # type: ignore[attr-defined]
    pane.table.setCurrentIndex(cell)
    QTest.keyClicks(pane.table.viewport(), "8")
    window.commands[Command.PREVIOUS_RECORD].trigger()
    QApplication.processEvents()
    assert window.sheet.record_id == PROJECT
    assert window.bridge.library.record(DEPARTMENT).get(path) == "8"
