"""The panel of findings in the window: live, with links to cells and fixes that undo takes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from perfdesk.model.checks.finding import Finding, Severity
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.overview.progress import NextStep, Task
from perfdesk.ui.command.command import Command
from perfdesk.ui.findings.findings_content import place_of
from perfdesk.ui.findings.findings_gate import let_pass
from perfdesk.ui.tree.node import NodeKind, node
from perfdesk.ui.tree.tree_listing import TreeColumn
from perfdesk.ui.tree.tree_model import WRONG_ROLE
from perfdesk.ui.widget import message
from perfdesk.ui.window.main_window import MainWindow
from tests.support.library import FORMS

Opening = Callable[..., MainWindow]
DEPARTMENT = field_path("department")


def type_in(window: MainWindow, path: Path, text: str) -> None:
    window.bridge.run(lambda library: record_edit.set_values(library, 1, {path: text}))
    window.findings.refresh()


def id_of(window: MainWindow, code: str) -> int:
    return [finding.code for finding in window.findings.findings].index(code)


def click(window: MainWindow, action: str, code: str) -> None:
    window.findings._text.anchorClicked.emit(QUrl(f"{action}:{id_of(window, code)}"))


def marked(window: MainWindow, path: Path) -> list[Finding]:
    model = window.sheet.view.sheet_model
    cell = model.cell_of(path)
    assert cell is not None
    return model.cell_flags.findings_at(cell)


def test_findings_follow_what_is_typed(open_window: Opening) -> None:
    window = open_window()
    window.commands[Command.SHOW_FINDINGS].trigger()
    before = len(window.findings.findings)
    type_in(window, DEPARTMENT, "319001-某县财政局")
    assert len(window.findings.findings) == before + 1
    assert "主管部门“319001-某县财政局”带着编码。请只写全称。" in window.findings.plain_text
    assert [finding.code for finding in marked(window, DEPARTMENT)] == ["identity.code-in-name"]
    window.undo_commands.undo()
    window.findings.refresh()
    assert len(window.findings.findings) == before
    assert marked(window, DEPARTMENT) == []


def test_a_click_goes_to_the_cell_and_a_fix_is_one_step_of_undo(open_window: Opening) -> None:
    window = open_window()
    window.commands[Command.SHOW_FINDINGS].trigger()
    type_in(window, DEPARTMENT, "319001-某县财政局")
    click(window, "go", "identity.code-in-name")
    cell = window.sheet.view.current_cell()
    assert cell is not None
    assert cell.paths == (DEPARTMENT,)
    click(window, "fix", "identity.code-in-name")
    library = window.bridge.library
    assert library.record(1).get(DEPARTMENT) == "某县财政局"
    assert library.undo_history.undo_name == "按审核意见改正"
    window.undo_commands.undo()
    assert library.record(1).get(DEPARTMENT) == "319001-某县财政局"


def test_the_tab_and_the_tree_count(open_window: Opening) -> None:
    window = open_window()
    errors, warnings = (
        sum(finding.severity is severity for finding in window.findings.findings)
        for severity in (Severity.ERROR, Severity.WARNING)
    )
    assert errors
    assert window.side.tabText(1) == f"审核 {errors + warnings}"
    index = window.tree.model.index_of(node(NodeKind.RECORD, 1), TreeColumn.STATE)
    assert index.data(WRONG_ROLE)[0] == errors
    type_in(window, field_path("problems"), "")
    assert index.data(WRONG_ROLE)[0] == errors + 1


def test_sending_errors_is_asked_first_and_says_which(
    open_window: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    asked: list[str] = []

    def go_back(parent: object, sentence: str, go: str, back: str) -> bool:
        asked.append(sentence)
        assert (go, back) == ("仍然导出", "返回改正")
        return False

    monkeypatch.setattr(message, "confirm", go_back)
    assert let_pass(window.bridge.library, [1], "导出", window, lambda record_id: None) is False
    first = next(item for item in window.findings.findings if item.severity is Severity.ERROR)
    assert window.bridge.library.tree.summary(1).name in asked[0]
    assert first.message in asked[0]


def first_error(window: MainWindow, record_id: int) -> Path:
    findings = window.bridge.library.audit.findings(record_id)
    return next(item.path for item in findings if item.path is not None)


def at_the_cell_of(window: MainWindow, path: Path) -> bool:
    cell = window.sheet.view.current_cell()
    return cell is not None and path in cell.paths and window.sheet.view.hasFocus()


def test_going_back_from_an_export_leads_to_the_first_error(
    open_window: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    window.activateWindow()
    path = first_error(window, 1)
    monkeypatch.setattr(message, "confirm", lambda *given: False)
    window.tree.view.choose_record(1)
    window.tree.view.setFocus()
    window.commands[Command.EXPORT_PDF].trigger()
    QApplication.processEvents()
    assert at_the_cell_of(window, path)
    assert window.side.currentWidget() is window.findings


def test_a_step_of_the_overview_leads_to_the_first_error(open_window: Opening) -> None:
    window = open_window()
    window.activateWindow()
    window.commands[Command.OVERVIEW].trigger()
    window.sheet.step_wanted.emit(NextStep(Task.CORRECT, (2,)))
    QApplication.processEvents()
    assert window.sheet.record_id == 2
    assert at_the_cell_of(window, first_error(window, 2))


def test_the_place_of_a_finding_leads_to_its_cell_and_a_click_beside_it_takes_no_keyboard(
    open_window: Opening,
) -> None:
    window = open_window()
    window.activateWindow()
    window.commands[Command.SHOW_FINDINGS].trigger()
    window.sheet.view.setFocus()
    QApplication.processEvents()
    text = window.findings._text
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=text.viewport().rect().bottomRight())
    assert window.sheet.view.hasFocus()
    finding = next(item for item in window.findings.findings if item.path is not None)
    place = place_of(FORMS[window.bridge.library.record(1).form], window.bridge.library.record(1), finding)
    at = text.document().find(place.split("　")[0], text.document().find(finding.message))
    assert at.charFormat().anchorHref().startswith("go:")


def test_a_warning_is_explained_in_a_dialog(open_window: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window()
    window.commands[Command.SHOW_FINDINGS].trigger()
    type_in(window, DEPARTMENT, "319001-某县财政局")
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *given: ("上级文件如此", True))
    click(window, "explain", "identity.code-in-name")
    assert "已说明：上级文件如此" in window.findings.plain_text
    assert window.bridge.library.undo_history.undo_name == "核实说明"
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *given: ("", False))
    click(window, "explain", "identity.code-in-name")
    assert "已说明：上级文件如此" in window.findings.plain_text


def test_a_window_closed_right_after_an_edit_looks_at_nothing_any_more(open_window: Opening) -> None:
    window = open_window()
    window.commands[Command.SHOW_FINDINGS].trigger()
    window.bridge.run(lambda library: record_edit.set_values(library, 1, {DEPARTMENT: "319001-某县财政局"}))
    assert window.findings._timer.isActive()
    window.close()
    assert not window.findings._timer.isActive()
    window.findings._text.faded.emit()
    assert window.findings.plain_text == ""


def test_the_fixes_of_a_kind_are_applied_together_as_one_step_of_undo(open_window: Opening) -> None:
    window = open_window()
    window.commands[Command.SHOW_FINDINGS].trigger()
    units = [Path("indicators", index, "target") for index in (0, 1)]
    for path in units:
        type_in(window, path, "95%")
        type_in(window, path._replace(key="unit"), "%")
    alike = [item for item in window.findings.findings if item.code == "units.in-value" and item.fix]
    assert len(alike) == 2
    assert "同类2处全部改正" in "".join(window.findings.plain_text.split()).replace("\u2060", "")
    click(window, "fixall", "units.in-value")
    record = window.bridge.library.record(1)
    assert [record.get(path) for path in units] == ["95", "95"]
    window.undo_commands.undo()
    assert [window.bridge.library.record(1).get(path) for path in units] == ["95%", "95%"]
