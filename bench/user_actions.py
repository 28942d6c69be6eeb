"""What people do in the window over a large library: each action, and what takes it back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from bench import workload
from perfdesk import paths
from perfdesk.exchange.writing.export import export_each
from perfdesk.exchange.writing.summary_out import write_summaries
from perfdesk.model.edit import record_edit
from perfdesk.model.edit.carry_edit import Carry
from perfdesk.model.edit.snippet_edit import insert_snippet
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.form.path import field_path
from perfdesk.model.kept.output import OutputKind, RecordOutput
from perfdesk.model.library.library import Library
from perfdesk.model.overview.summary import summarised
from perfdesk.model.snippet.snippet_loader import load_snippets
from perfdesk.sheet.editing.area import spanned
from perfdesk.sheet.layout.document import Document
from perfdesk.ui.carry.carry_dialog import CarryDialog, CarryYear
from perfdesk.ui.carry.carry_operation import carry
from perfdesk.ui.command.command import Command
from perfdesk.ui.command.palette_panel import CommandPalette
from perfdesk.ui.find.find_panel import FindPanel
from perfdesk.ui.find.find_scope import Scope
from perfdesk.ui.history.recycle_bin_dialog import RecycleBinDialog
from perfdesk.ui.output.document_work import with_documents
from perfdesk.ui.output.output_note import note_outputs
from perfdesk.ui.sheet_view.sheet_view import SheetView
from perfdesk.ui.tree.convert_dialog import ConvertRecord
from perfdesk.ui.tree.node import ROOT, NodeKind, node
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.theme import Look
from perfdesk.ui.window.main_window import MainWindow
from perfdesk.ui.work.progress_dialog import busy
from tests.support.large_library import YEAR, filled_record

_NEXT_FORM = "sichuan-project-2025"
_EVERYWHERE = "提升"  # in every project
_MANY = 1000
_ROWS = 200  # as many indicators as a form is measured with
_TYPING_MS = 20
_IN_A_TENTH = "5批已按计划完成"

Work = Callable[[], object]
UserAction = tuple[str, Work, Work]
"""Its name; what is done; what takes it back, which is not measured."""
Widget = TypeVar("Widget")


def user_actions(window: MainWindow, small: Path, large: Path, home: Path) -> Iterator[UserAction]:
    """All actions in turn; the window shows the library ``large`` from the second on."""
    library_file = window.library_file
    yield "打开", lambda: library_file.open(large), lambda: library_file.open(small)
    library_file.open(large)
    yield from _in_tree(window)
    yield from _in_form(window)
    yield from _over_many(window, home)
    yield from _panes(window, small, large)


def _records(window: MainWindow) -> tuple[int, ...]:
    return window.tree.model.listing.records_below(ROOT)


def _run(window: MainWindow, operation: Callable[[Library], object]) -> Work:
    return lambda: window.bridge.run(operation)  # type: ignore[arg-type]


def _in_tree(window: MainWindow) -> Iterator[UserAction]:
    tree, records = window.tree, _records(window)
    first, last = records[0], records[-1]
    unit = tree.model.listing.record(last).unit_id

    def first_shown() -> None:
        tree.view.choose_record(first)

    def typed(text: str) -> Work:
        return lambda: tree.model.search(text)

    first_shown()
    yield "选中另一个项目", lambda: tree.view.choose_record(last), first_shown
    yield "选中单位（总览和汇总）", lambda: tree.view.choose([node(NodeKind.UNIT, unit)]), first_shown
    yield "选中年度（总览和汇总）", lambda: tree.view.choose([node(NodeKind.YEAR, YEAR)]), first_shown
    yield "填报库总览", window.commands[Command.OVERVIEW].trigger, first_shown
    yield "查找项目", typed("服务站"), typed("")

    for name, operation in (
        ("新建项目", lambda library: record_edit.duplicate_record(library, first)),
        ("改项目名称", lambda library: record_edit.rename_record(library, last, "另一个名称")),
    ):
        yield name, _run(window, operation), window.undo_commands.undo

    def delete(*items: int) -> Work:
        def deleting() -> None:
            tree.view.choose(items)
            tree.operations.delete()

        return deleting

    yield from _with_undo(window, "删除项目", delete(node(NodeKind.RECORD, last)))
    yield from _with_undo(window, "删除有 40 个项目的单位", delete(node(NodeKind.UNIT, unit)))
    thousand = delete(*(node(NodeKind.RECORD, record) for record in records[-_MANY:]))
    yield from _with_undo(window, f"删除 {_MANY} 个项目", thousand)


def _with_undo(window: MainWindow, name: str, work: Work) -> Iterator[UserAction]:
    """An action, and its undo as one of its own."""
    yield name, work, window.undo_commands.undo
    work()
    yield f"撤销“{name}”", window.undo_commands.undo, window.undo_commands.redo
    window.undo_commands.undo()


def _in_form(window: MainWindow) -> Iterator[UserAction]:
    view, records = window.sheet.view, _records(window)
    model, first, path = view.sheet_model, records[0], field_path("goal")
    window.tree.view.choose(node(NodeKind.RECORD, number) for number in records[:_MANY])
    yield f"填一格（列表中选中 {_MANY} 个项目）", lambda: _entered(view, path), window.undo_commands.undo
    window.tree.view.choose_record(first)
    yield "填一格", lambda: _entered(view, path), window.undo_commands.undo
    below = "\n".join(f"第{number}项任务完成数量\t≥{number}\t{number}" for number in range(_ROWS))

    def paste() -> None:
        QApplication.clipboard().setText(below)
        view.focus_cell(ValuePath("indicators", 0, "level3"))
        view.ranges.paste()

    def fill_down() -> None:
        view.focus_cell(ValuePath("indicators", 0, "actual"))
        top = view.current_cell()
        bottom = model.cell_of(ValuePath("indicators", len(model.record.rows("indicators")) - 1, "actual"))
        assert top is not None
        assert bottom is not None
        assert model.sheet is not None
        view.cell_cursor.select(spanned(model.sheet, (top.row, top.column), (bottom.row, bottom.column)))
        view.ranges.fill_down()

    assert model.definition is not None
    key = "conclusion"
    snippet = load_snippets(paths.forms_folders()).for_field(model.definition, key)[0]
    yield from _with_undo(window, f"粘贴 {_ROWS} 行", paste)
    yield "向下填充整列", fill_down, window.undo_commands.undo
    yield (
        "插入常用语",
        lambda: view.operations.run(lambda library: insert_snippet(library, first, key, snippet.template)),
        window.undo_commands.undo,
    )
    yield "定位到表末的格", lambda: window.sheet.focus_path(field_path("measures")), lambda: None


def _entered(view: SheetView, path: ValuePath) -> None:
    """Enter a text that no cell has."""
    cell = view.sheet_model.cell_of(path)
    assert cell is not None
    view.sheet_model.enter(cell, f"目标 {time.monotonic_ns()}")


def _over_many(window: MainWindow, home: Path) -> Iterator[UserAction]:
    bridge, records = window.bridge, _records(window)
    library = bridge.library
    imported = tuple(filled_record(number, workload.USUAL) for number in range(200))
    yield "导入 200 个项目", lambda: window.library_file.add_forms(imported), window.undo_commands.undo
    yield (
        "转换 100 个项目的格式",
        lambda: window.tree.operations.convert_records(records[1:101], ConvertRecord(_NEXT_FORM, YEAR + 1)),
        window.undo_commands.undo,
    )
    dialogs: list[QDialog] = []

    def shown(dialog: QDialog) -> None:
        dialog.show()
        dialogs.append(dialog)

    def closed() -> None:
        _closed(dialogs)

    yield "打开结转（全部项目）", lambda: shown(CarryDialog(library, YEAR, (), window)), closed
    yield "打开结转（300 个项目）", lambda: shown(CarryDialog(library, YEAR, records[1:301], window)), closed
    wanted = CarryYear(tuple(Carry(number, _NEXT_FORM) for number in records[1:301]), YEAR + 1)
    yield from _with_undo(window, "结转 300 个项目", lambda: carry(bridge, wanted, window))

    summary = summarised(library, "汇总表", YEAR, map(library.tree.summary, records[:_MANY]))
    table = home / "汇总.xlsx"

    def export(documents: Iterable[Document]) -> list[object]:
        folder = home / "exported"
        return [*export_each(documents, folder, lambda one: f"{one.record.id}", [".pdf"], library.forms)]

    lefts = [
        RecordOutput(number, OutputKind.PDF, library.tree.summary(number).fingerprint, "")
        for number in records[:_MANY]
    ]
    yield f"记下 {_MANY} 个项目已导出", lambda: note_outputs(bridge, lefts, window), lambda: None
    yield "导出 200 个 PDF", lambda: with_documents(library, records[1:201], export, window), lambda: None
    yield (
        f"导出 {_MANY} 个项目的汇总表",
        lambda: busy(window, "", lambda: write_summaries([summary], table)),
        lambda: None,
    )
    window.sheet.open_find(replacing=True)
    panel = _found(window, FindPanel)
    panel.scope.setCurrentIndex(panel.scope.findData(Scope.LIBRARY))

    def sought(text: str) -> None:
        panel.line.setText(text)

    yield "在全部项目里查找", lambda: sought(_EVERYWHERE), lambda: sought("")

    def replaced() -> None:
        with patch("perfdesk.ui.widget.message.confirm", return_value=True):
            replace_all.click()

    def sought_again() -> None:
        window.undo_commands.undo()
        sought(_IN_A_TENTH)

    replace_all = next(button for button in panel.findChildren(QPushButton) if "全部替换" in button.text())
    panel.replacement.setText("5批全部完成")
    yield "查找十分之一的项目里的文字", lambda: sought(_IN_A_TENTH), lambda: None
    yield f"全部替换（{_MANY} 个项目）", replaced, sought_again
    replaced()
    yield "撤销“全部替换”", window.undo_commands.undo, window.undo_commands.redo
    window.undo_commands.undo()
    panel.leave()


def _closed(dialogs: list[QDialog]) -> None:
    dialog = dialogs.pop()
    dialog.done(0)
    dialog.deleteLater()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)  # as the program's own loop does


def _found(window: MainWindow, kind: type[Widget]) -> Widget:
    found = window.findChild(kind)  # type: ignore[type-var]
    assert found is not None
    return found


def _panes(window: MainWindow, small: Path, large: Path) -> Iterator[UserAction]:
    commands, safety_commands = window.commands, window.safety_commands
    window.bridge.run(lambda library: record_edit.delete_records(library, _records(window)[-_MANY:]))
    yield "审核面板", commands[Command.SHOW_FINDINGS].trigger, lambda: None

    def reopened() -> None:
        commands[Command.SHOW_EXPLANATION].trigger()
        commands[Command.SHOW_EXPLANATION].trigger()
        window.library_file.open(small)
        window.library_file.open(large)

    yield "指标库第一次打开", commands[Command.SHOW_STOCK].trigger, reopened
    yield "修改记录", safety_commands.show_history, safety_commands.close
    dialogs: list[QDialog] = []

    def show_bin() -> None:
        dialogs.append(RecycleBinDialog(window.bridge, window))
        dialogs[0].show()

    yield f"回收站（{_MANY} 个项目）", show_bin, lambda: _closed(dialogs)
    first = _records(window)[0]
    yield "备份，同时连续录入", lambda: _typing_beside_a_backup(window, first), safety_commands.backups.wait
    yield (
        "命令面板",
        commands[Command.PALETTE].trigger,
        lambda: _found(window, CommandPalette).leave(),
    )
    yield "深色", lambda: theme.choose(Look.DARK), lambda: theme.choose(Look.LIGHT)


def _typing_beside_a_backup(window: MainWindow, record_id: int) -> None:
    """Back up while a value is entered again and again."""
    keeper = window.safety_commands.backups
    keeper.back_up()
    typing = QTimer(window, interval=_TYPING_MS)

    def enter() -> None:
        if not keeper.running:
            typing.stop()
            return
        values = {field_path("goal"): f"目标 {time.monotonic_ns()}"}
        window.bridge.run(lambda library: record_edit.set_values(library, record_id, values))

    typing.timeout.connect(enter)
    typing.start()
