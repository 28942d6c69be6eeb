"""The history beside the form: its lines in words, the way to the cell, and bringing back."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.model.edit import record_edit
from perfdesk.model.edit.attachment_edit import (
    NewFile,
    add_attachments,
    remove_attachments,
    rename_attachment,
    set_attachment_kind,
)
from perfdesk.model.edit.finding_edit import explain
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.kept.attachment import AttachmentKind
from perfdesk.ui.command.command import Command
from perfdesk.ui.history.history_model import HistoryColumn
from perfdesk.ui.history.history_window import HistoryWindow
from perfdesk.ui.window.main_window import MainWindow

Opening = Callable[..., MainWindow]
ACTUAL = Path("indicators", 1, "actual")


def opened(window: MainWindow) -> HistoryWindow:
    window.commands[Command.HISTORY].trigger()
    history = window.safety_commands.history
    assert history is not None
    return history


def type_in(window: MainWindow, path: Path, text: str) -> None:
    window.bridge.run(lambda library: record_edit.set_values(library, 1, {path: text}))
    QApplication.processEvents()


def shown(history: HistoryWindow) -> list[list[str]]:
    model = history.model
    return [
        [
            model.index(row, column).data() or ""
            for column in HistoryColumn
            if column is not HistoryColumn.TIME
        ]
        for row in range(model.rowCount())
    ]


def test_it_says_what_was_done_where(open_window: Opening) -> None:
    window = open_window()
    before = window.bridge.library.record(1).get(ACTUAL)
    type_in(window, ACTUAL, "77")
    history = opened(window)
    assert shown(history)[0] == ["输入", "绩效指标　第 2 行　完成值", before, "77"]
    type_in(window, field_path("goal"), "新的目标")
    assert shown(history)[0][3] == "新的目标"
    assert shown(history)[-1][:2] == ["导入", "整张表"]


def test_rows_that_came_went_or_moved(open_window: Opening) -> None:
    window = open_window()
    history = opened(window)
    row = window.bridge.library.record(1).rows("indicators")[0]
    for operation in (
        lambda library: record_edit.move_rows(library, 1, "indicators", [0], 2),
        lambda library: record_edit.delete_rows(library, 1, "indicators", [1]),
        lambda library: record_edit.insert_rows(library, 1, "indicators", 0),
    ):
        window.bridge.run(operation)
    QApplication.processEvents()
    added, deleted, *moved = shown(history)
    assert added[0] == "插入行"
    assert added[1].endswith("第 1 行")
    assert added[3] == "（加了一行）"
    assert deleted[1].endswith("原第 2 行")
    assert row["level3"] in deleted[2]
    assert deleted[3] == "（删了这一行）"
    # It joins the level that it arrives in, and that is told beside its new place.
    assert "（行的次序变了）" in [line[3] for line in moved]


def test_a_click_goes_to_the_cell_and_the_value_comes_back(open_window: Opening) -> None:
    window = open_window()
    before = window.bridge.library.record(1).get(ACTUAL)
    type_in(window, ACTUAL, "77")
    history = opened(window)
    point = history.table.visualRect(history.model.index(0, HistoryColumn.NEW)).center()
    QTest.mouseClick(history.table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    cell = window.sheet.view.current_cell()
    assert cell is not None
    assert ACTUAL in cell.paths
    history.value.click()
    assert window.bridge.library.record(1).get(ACTUAL) == before
    QApplication.processEvents()
    assert shown(history)[0][0] == "恢复旧值"
    window.undo_commands.undo()
    assert window.bridge.library.record(1).get(ACTUAL) == "77"


def test_the_form_comes_back_as_it_was(open_window: Opening) -> None:
    window = open_window()
    library = window.bridge.library
    before = [dict(row.values) for row in library.record(1).rows("indicators")]
    type_in(window, ACTUAL, "77")
    window.bridge.run(lambda library: record_edit.delete_rows(library, 1, "indicators", [0]))
    history = opened(window)
    history.table.selectRow(1)
    history.whole.click()
    assert [dict(row.values) for row in library.record(1).rows("indicators")] == before
    assert library.undo_history.undo_name == "恢复旧表"


def test_only_the_current_cell(open_window: Opening) -> None:
    window = open_window()
    type_in(window, ACTUAL, "77")
    type_in(window, field_path("goal"), "新的目标")
    history = opened(window)
    window.sheet.focus_path(ACTUAL)
    history.only_cell.setChecked(True)
    assert [line[3] for line in shown(history)] == ["77"]
    window.sheet.focus_path(field_path("goal"))
    QApplication.processEvents()
    assert [line[3] for line in shown(history)] == ["新的目标"]
    window.sheet.focus_path(field_path("conclusion"))
    QApplication.processEvents()
    assert shown(history) == []
    assert not history.value.isEnabled()
    assert not history.whole.isEnabled()


def test_it_follows_the_project_and_closes_with_the_window(open_window: Opening) -> None:
    window = open_window()
    history = opened(window)
    type_in(window, ACTUAL, "77")
    assert len(shown(history)) == 2
    window.tree.view.choose_record(2)
    QApplication.processEvents()
    assert len(shown(history)) == 1
    window.close()
    assert not history.isVisible()


def test_attachments_are_told_of(open_window: Opening) -> None:
    window = open_window()
    history = opened(window)
    *_, content = window.bridge.library.attachments.storing([b"%PDF"])
    assert content is not None
    files = [NewFile("盖章.pdf", AttachmentKind.EVIDENCE, content)]
    made = window.bridge.run(lambda library: add_attachments(library, 1, files))
    assert made is not None
    (number,) = made.result
    for operation in (
        lambda library: rename_attachment(library, number, "定稿"),
        lambda library: set_attachment_kind(library, [number], AttachmentKind.STAMPED),
        lambda library: remove_attachments(library, [number]),
    ):
        window.bridge.run(operation)
    QApplication.processEvents()
    assert shown(history)[:4] == [
        ["删除附件", "附件", "定稿.pdf", "（删了附件）"],
        ["更改附件类别", "附件　类别", "佐证材料", "盖章扫描件"],
        ["重命名附件", "附件", "盖章.pdf", "定稿.pdf"],
        ["添加附件", "附件", "", "（加了附件）盖章.pdf"],
    ]


def test_an_explanation_is_shown_without_the_ids_of_the_program(open_window: Opening) -> None:
    window = open_window()
    type_in(window, field_path("department"), "319001-某县财政局")
    library = window.bridge.library
    finding = next(item for item in library.audit.findings(1) if item.code == "identity.code-in-name")
    for text in ("上级文件如此", "上级来函如此", ""):
        window.bridge.run(partial(explain, finding=finding, text=text))
    lines = shown(opened(window))[:3]
    assert [line[2:] for line in lines] == [
        ["上级来函如此", "（取消了说明）"],
        ["上级文件如此", "上级来函如此"],
        ["", "上级文件如此"],
    ]
    assert not any(re.search("[a-z]", cell) for line in lines for cell in line)
