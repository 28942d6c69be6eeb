"""Printing and exporting from the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as FilePath

import pytest
from openpyxl import load_workbook
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from perfdesk.exchange.files.name_pattern import named_by_id
from perfdesk.exchange.reading.preview import page_sizes_mm
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import field_path
from perfdesk.model.kept.output import OutputKind
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record
from perfdesk.model.store.operation import Operation
from perfdesk.model.summary.fingerprint import grouped
from perfdesk.settings import Settings, load_settings
from perfdesk.ui.command.command import Command
from perfdesk.ui.output import printing
from perfdesk.ui.output.check_print_dialog import CheckPrintDialog
from perfdesk.ui.output.export_dialog import ExportBatchDialog
from perfdesk.ui.tree.node import NodeKind, node
from perfdesk.ui.tree.tree_listing import TreeColumn
from perfdesk.ui.widget import message
from perfdesk.ui.window.main_window import MainWindow
from perfdesk.ui.window.sheet_header import RecordHeader
from perfdesk.ui.work.progress_dialog import Progress
from tests.support.library import FORMS, small_library

Opening = Callable[..., MainWindow]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: FilePath) -> list[str]:
    """The names that the file dialog offers; it answers with ``out`` in a new folder, without ending."""
    offered: list[str] = []
    (tmp_path / "exports").mkdir()

    def save(parent: object, title: str, start: str, kind: str) -> tuple[str, str]:
        offered.append(start)
        return str(tmp_path / "exports" / "out"), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    return offered


def test_a_pdf_is_written_where_asked_and_the_folder_remembered(
    open_window: Opening, asked: list[str], told: list[str], tmp_path: FilePath
) -> None:
    window = open_window()
    window.commands[Command.EXPORT_PDF].trigger()
    written = tmp_path / "exports" / "out.pdf"
    assert len(page_sizes_mm(written.read_bytes())) == 1
    assert told == [f"已导出自评表：\n{written}"]
    assert load_settings().export_folder == str(written.parent)
    window.commands[Command.EXPORT_EXCEL].trigger()
    assert FilePath(asked[1]).parent == written.parent
    summary = window.bridge.library.tree.summary(1)
    name = f"{summary.code}-{summary.name}-2024"
    assert [FilePath(start).name for start in asked] == [f"{name}.pdf", f"{name}.xlsx"]


@pytest.fixture
def batch(monkeypatch: pytest.MonkeyPatch, tmp_path: FilePath) -> list[ExportBatchDialog]:
    """The dialogs that ask how several are exported; each is accepted as ``set_up`` leaves it."""
    asked: list[ExportBatchDialog] = []

    def accept(dialog: ExportBatchDialog) -> int:
        asked.append(dialog)
        dialog.set_folder(tmp_path / "exports")
        return ExportBatchDialog.DialogCode.Accepted

    monkeypatch.setattr(ExportBatchDialog, "exec", accept)
    return asked


def test_a_unit_is_exported_a_file_each_and_noted(
    open_window: Opening, batch: list[ExportBatchDialog], told: list[str], tmp_path: FilePath
) -> None:
    window = open_window()
    window.tree.view.choose([node(NodeKind.UNIT, 1)])
    window.commands[Command.EXPORT_EXCEL].trigger()
    folder, library = tmp_path / "exports", window.bridge.library
    written = sorted(path.name for path in folder.iterdir())
    assert written == sorted(
        f"{summary.code}-{summary.name}-2024.xlsx" for summary in library.tree.all_records()
    )
    assert told == [f"已导出 2 个项目，共 2 个文件：\n{folder}"]
    assert [state(window, number) for number in (1, 2)] == ["已导出", "已导出"]
    place = library.outputs.latest(1)[OutputKind.EXCEL].of_record.place
    assert FilePath(place).is_file()
    assert load_settings().export_folder == str(folder)


def test_several_go_into_one_file_where_that_was_asked_last(
    open_window: Opening, batch: list[ExportBatchDialog], told: list[str], tmp_path: FilePath
) -> None:
    window = open_window(settings=Settings(export_each=False, export_name_of_all="{year}-{name}"))
    window.tree.view.choose([node(NodeKind.UNIT, 1)])
    window.commands[Command.EXPORT_EXCEL].trigger()
    (written,) = (tmp_path / "exports").iterdir()
    assert written.name == f"2024-{window.bridge.library.tree.summary(1).name}等2个项目.xlsx"
    assert len(load_workbook(written).sheetnames) == 2


@pytest.mark.parametrize(("answer", "count"), [(0, 4), (1, 2), (None, 2)])
def test_files_that_are_there_are_kept_replaced_or_all_left(
    open_window: Opening,
    batch: list[ExportBatchDialog],
    tmp_path: FilePath,
    monkeypatch: pytest.MonkeyPatch,
    answer: int | None,
    count: int,
) -> None:
    monkeypatch.setattr(message, "offer", lambda *_: answer)
    window = open_window()
    window.tree.view.choose([node(NodeKind.UNIT, 1)])
    folder = tmp_path / "exports"
    window.commands[Command.EXPORT_PDF].trigger()
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert len(before) == 2
    window.commands[Command.EXPORT_PDF].trigger()
    assert len(list(folder.iterdir())) == count
    replaced = [path for path, at in before.items() if path.stat().st_mtime_ns != at]
    assert len(replaced) == (2 if answer == 1 else 0)


def test_one_file_that_cannot_be_written_keeps_no_other_back(
    open_window: Opening, batch: list[ExportBatchDialog], told: list[str], tmp_path: FilePath
) -> None:
    window = open_window()
    first = window.bridge.library.tree.summary(1)
    blocked = f"{first.code}-{first.name}-2024.pdf"
    (tmp_path / "exports" / blocked).mkdir(parents=True)
    window.tree.view.choose([node(NodeKind.UNIT, 1)])
    answers = iter([1, None])
    told_by_offer: list[str] = []

    def offer(parent: object, sentence: str, *rest: object) -> int | None:
        told_by_offer.append(sentence)
        return next(answers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(message, "offer", offer)
        window.commands[Command.EXPORT_PDF].trigger()
    assert "已有 1 个同名的文件" in told_by_offer[0]
    assert told_by_offer[1].startswith("已导出 1 个项目，共 1 个文件")
    assert "没有导出的：" in told_by_offer[1]
    assert blocked in told_by_offer[1]
    assert [state(window, number) for number in (1, 2)] == ["已填完", "已导出"]


def test_the_dialog_shows_the_first_name_and_what_is_wrong(open_window: Opening, tmp_path: FilePath) -> None:
    window = open_window()
    named = [*named_by_id(window.bridge.library, [1, 2]).values()]
    dialog = ExportBatchDialog(named, ".pdf", tmp_path, Settings(), window)
    assert dialog.hint == f"第一个文件：{named[0].code}-{named[0].name}-2024.pdf"
    goes = [dialog.can_go]
    dialog.set_pattern("{nmae}")
    assert "“{nmae}”不认识" in dialog.hint
    assert [*goes, dialog.can_go] == [True, False]
    dialog.set_pattern("{year}/{unit}")
    assert dialog.hint == f"第一个文件：2024／{named[0].unit}.pdf"
    dialog.set_folder(FilePath("某处"))
    assert dialog.hint == "请选择放文件的文件夹。"
    dialog.deleteLater()


def test_what_is_being_typed_is_in_the_export(
    open_window: Opening, asked: list[str], tmp_path: FilePath
) -> None:
    window = open_window()
    window.sheet.view.focus_cell(field_path("goal"))
    QTest.keyClicks(window.sheet.view, "x")
    window.commands[Command.EXPORT_EXCEL].trigger()
    sheet = load_workbook(tmp_path / "exports" / "out.xlsx").worksheets[0]
    assert any(cell.value == "x" for row in sheet.iter_rows() for cell in row)


def test_a_file_that_cannot_be_written_is_told(
    open_window: Opening, asked: list[str], told: list[str], tmp_path: FilePath
) -> None:
    window = open_window()
    (tmp_path / "exports" / "out.pdf").mkdir()
    window.commands[Command.EXPORT_PDF].trigger()
    assert len(told) == 1
    assert "out.pdf" in told[0]
    assert "已导出" not in told[0]


def test_a_project_of_an_unknown_form_is_named(
    open_window: Opening, batch: list[ExportBatchDialog], told: list[str], tmp_path: FilePath
) -> None:
    path = small_library(tmp_path)
    with Library.open(path, {**FORMS, "future": FORMS["sichuan-project-2024"]}) as future:
        record_edit.add_records(
            future, [Record("future", 2024, {"project_name": "来年的表", "unit": "某局"})]
        )
    window = open_window(path)
    window.tree.view.choose([node(NodeKind.YEAR, 2024)])
    window.commands[Command.EXPORT_PDF].trigger()
    assert "没有导出的：\n项目“来年的表”不能输出。" in told[0]
    assert len(list((tmp_path / "exports").iterdir())) == 2


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the user clicked 停止 at once."""
    monkeypatch.setattr(Progress, "stopped", property(lambda _: True, lambda *_: None), raising=False)


@pytest.mark.usefixtures("stopped")
def test_work_can_be_stopped(
    open_window: Opening, asked: list[str], told: list[str], tmp_path: FilePath
) -> None:
    window = open_window()
    window.commands[Command.EXPORT_PDF].trigger()
    assert told == []
    assert list((tmp_path / "exports").iterdir()) == []


def test_the_preview_shows_the_chosen_projects(open_window: Opening) -> None:
    window = open_window()
    window.tree.view.choose([node(NodeKind.UNIT, 1)])
    preview = window.output.preview(window.chosen_records)
    assert preview is not None
    assert preview.pages.count == 2
    preview.close()


def test_without_a_printer_a_pdf_is_offered(
    open_window: Opening, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printer_there", lambda: False)
    window = open_window()
    window.commands[Command.PRINT].trigger()
    assert told == ["这台电脑上没有安装打印机。可以导出 PDF，在有打印机的电脑上打印。"]


def test_with_a_printer_the_pdf_goes_to_it(open_window: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[tuple[bytes, str]] = []
    monkeypatch.setattr(printing, "printer_there", lambda: True)

    def print_pdf(pdf: bytes, name: str, parent: object) -> str:
        printed.append((pdf, name))
        return "某打印机"

    monkeypatch.setattr(printing, "print_pdf", print_pdf)
    window = open_window()
    window.commands[Command.PRINT].trigger()
    assert len(printed) == 1
    assert printed[0][0].startswith(b"%PDF")
    assert window.statusBar().currentMessage() == f"已送打印机：{printed[0][1]}"
    outputs = window.bridge.library.outputs.latest(1)
    assert outputs[OutputKind.PRINT].of_record.place == "某打印机"
    assert window.bridge.library.undo_history.undo_name is None, "a print is no step of undo"


def state(window: MainWindow, record_id: int = 1) -> str:
    return window.tree.model.listing.text(node(NodeKind.RECORD, record_id), TreeColumn.STATE)


def test_tree_and_header_show_what_left_and_that_it_changed_since(
    open_window: Opening, asked: list[str], told: list[str]
) -> None:
    window = open_window()
    header = window.sheet.findChild(RecordHeader)
    assert header is not None
    assert state(window) == "已填完"
    window.commands[Command.EXPORT_PDF].trigger()
    QApplication.processEvents()
    assert state(window) == "已导出"
    assert state(window, 2) == "已填完"
    assert header.output_text == "已导出"
    window.sheet.view.focus_cell(field_path("goal"))
    QTest.keyClicks(window.sheet.view, "x")
    window.sheet.view.commit_editor()
    assert (state(window), header.output_text) == ("导出后有改动", "导出后有改动")
    window.undo_commands.undo()
    assert (state(window), header.output_text) == ("已导出", "已导出")


def test_a_print_is_checked_by_its_fingerprint_and_by_its_file(
    open_window: Opening, asked: list[str], told: list[str], tmp_path: FilePath
) -> None:
    window = open_window()
    window.commands[Command.EXPORT_PDF].trigger()
    library = window.bridge.library
    old = grouped(library.tree.summary(1).fingerprint)
    dialog = CheckPrintDialog(library, tmp_path, window)
    dialog.check_text(f" {old.lower()} ")
    assert f"✓ {old} 与填报库一致" in dialog.verdict
    assert library.tree.summary(1).name in dialog.verdict
    dialog.check_text("7K3")
    assert "8 个字母、数字" in dialog.verdict
    dialog.check_text("2222-2222")
    assert "填报库里没有校验码 2222-2222" in dialog.verdict
    record_edit.set_values(library, 1, {field_path("goal"): "改过的目标"})
    dialog.check_file(tmp_path / "exports" / "out.pdf")
    assert f"✗ {old} 之后有改动" in dialog.verdict
    assert f"现在的校验码是 {grouped(library.tree.summary(1).fingerprint)}" in dialog.verdict
    assert "导出 PDF（" in dialog.verdict
    library.transact(Operation.DELETE_RECORDS, lambda transaction: transaction.delete_record(1))
    dialog.check_text(old)
    assert "已从填报库删除" in dialog.verdict
    dialog.check_file(tmp_path)
    assert "无法读取" in dialog.verdict
    dialog.deleteLater()
