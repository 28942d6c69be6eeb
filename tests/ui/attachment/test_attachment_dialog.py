"""Attachments as their user sees them: added, opened, saved, renamed, removed, counted."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from perfdesk.model.kept.attachment import MB, AttachmentKind
from perfdesk.model.kept.preference import AttachmentLimits
from perfdesk.settings import Settings
from perfdesk.ui.attachment import attachment_dialog
from perfdesk.ui.attachment.attachment_dialog import AttachmentDialog
from perfdesk.ui.attachment.attachment_limits import LimitsDialog
from perfdesk.ui.attachment.attachment_work import AttachmentWork
from perfdesk.ui.command.command import Command
from perfdesk.ui.tree.node import NodeKind, node
from perfdesk.ui.widget.size_text import size_text
from perfdesk.ui.window.main_window import MainWindow
from perfdesk.ui.work.session import Session
from tests.support.library import FORMS

Opening = Callable[..., MainWindow]
LARGE = Random(2).randbytes(3 * MB + 5)


@pytest.fixture
def window(open_window: Opening) -> MainWindow:
    return open_window()


@pytest.fixture
def dialog(window: MainWindow, tmp_path: Path) -> Iterator[AttachmentDialog]:
    session = Session(FORMS, Settings(export_folder=str(tmp_path)))
    steps = [window.commands[Command.UNDO]]
    work = AttachmentWork(window.bridge, window)
    opened = AttachmentDialog(window.bridge, session, work, 1, steps, window)
    yield opened
    opened.deleteLater()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was handed to the system to be opened."""
    paths: list[Path] = []

    def take(url: QUrl) -> bool:
        paths.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return paths


def file(folder: Path, name: str, data: bytes = b"data") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def listed(dialog: AttachmentDialog, column: int = 0) -> list[str]:
    return [dialog.model.index(row, column).data() for row in range(dialog.model.rowCount())]


def test_files_are_added_counted_and_taken_back(
    window: MainWindow, dialog: AttachmentDialog, tmp_path: Path
) -> None:
    dialog.add_files([file(tmp_path, "扫描件.pdf", LARGE), file(tmp_path, "发票.jpg")])
    assert listed(dialog) == ["扫描件.pdf", "发票.jpg"]
    assert listed(dialog, 1) == ["盖章扫描件", "佐证材料"]
    assert listed(dialog, 2) == ["3.0 MB", "0.1 KB"]
    assert [one.name for one in dialog.chosen()] == ["扫描件.pdf", "发票.jpg"]
    assert window.sheet._header.attached == "附件 2"
    assert "附件：2 个" in window.tree.model.listing.tip(node(NodeKind.RECORD, 1))
    window.undo_commands.undo()
    assert listed(dialog) == []
    assert window.sheet._header.attached == ""
    assert "附件" not in window.tree.model.listing.tip(node(NodeKind.RECORD, 1))


def test_what_cannot_be_added_is_told_and_the_rest_is(
    window: MainWindow, dialog: AttachmentDialog, tmp_path: Path, told: list[str]
) -> None:
    window.bridge.library.preferences.store_attachment_limits(AttachmentLimits(1, 2))
    fine = file(tmp_path, "好.pdf")
    dialog.add_files(
        [
            file(tmp_path, "大.pdf", bytes(MB + 1)),
            file(tmp_path, "空.pdf", b""),
            tmp_path / "没有.pdf",
            tmp_path,
            fine,
            file(tmp_path, "又一份.pdf"),
        ]
    )
    assert listed(dialog) == ["好.pdf"]
    (sentences,) = told
    for part in (
        "超过每个附件 1 MB 的上限",
        "是空文件",
        "没有.pdf”读不出来",
        "是文件夹",
        "有 1 个文件与本项目已有",
    ):
        assert part in sentences
    dialog.add_files([file(tmp_path, "半.pdf", LARGE[:MB]), file(tmp_path, "余.pdf", LARGE[-MB:])])
    assert listed(dialog) == ["好.pdf", "半.pdf"]
    assert "“余.pdf”没有添加：本填报库的附件合计将超过 2 MB" in told[-1]


def test_dropped_files_are_added(dialog: AttachmentDialog, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file(tmp_path, "回单.pdf")))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))
    QApplication.processEvents()
    assert listed(dialog) == ["回单.pdf"]


def test_a_copy_that_cannot_be_changed_is_opened_and_goes_with_the_library(
    window: MainWindow, dialog: AttachmentDialog, tmp_path: Path, opened: list[Path], told: list[str]
) -> None:
    dialog.add_files([file(tmp_path, "扫描件.pdf", LARGE)])
    dialog.open_copy.click()
    dialog.open_copy.click()
    path = opened[0]
    assert opened == [path, path]
    assert (path.name, path.read_bytes()) == ("扫描件.pdf", LARGE)
    assert not path.stat().st_mode & stat.S_IWUSR
    dialog.add_files([file(tmp_path, "发票.pdf.exe")])
    dialog.open_copy.click()
    assert len(opened) == 2
    assert "是程序" in told[-1]
    window.bridge.closing.emit()
    assert not path.exists()


def test_one_or_all_are_saved_and_nothing_is_written_over(
    dialog: AttachmentDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.add_files([file(tmp_path, "一.pdf", LARGE), file(tmp_path, "二.docx")])
    dialog.choose_rows([0])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (given[2] + ".copy", ""))
    dialog.save.click()
    assert (tmp_path / "一.pdf.copy").read_bytes() == LARGE
    assert "已保存" in dialog.note.text()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: given[2])
    dialog.save_all.click()
    assert (tmp_path / "一 (2).pdf").read_bytes() == LARGE
    assert (tmp_path / "二 (2).docx").read_bytes() == b"data"


def test_renaming_kinds_and_removing(window: MainWindow, dialog: AttachmentDialog, tmp_path: Path) -> None:
    dialog.add_files([file(tmp_path, "一.pdf"), file(tmp_path, "二.pdf", b"2")])
    dialog.model.setData(dialog.model.index(0, 0), "支付凭证")
    QApplication.processEvents()
    assert listed(dialog) == ["支付凭证.pdf", "二.pdf"]
    dialog.kinds.actions()[list(AttachmentKind).index(AttachmentKind.OTHER)].trigger()
    assert listed(dialog, 1) == ["其他", "其他"]
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()
    dialog.choose_rows([1])
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert listed(dialog) == ["支付凭证.pdf"]
    assert "可按 Ctrl+Z 撤销" in dialog.note.text()
    dialog.remove.click()
    assert listed(dialog) == []
    window.undo_commands.undo()
    window.undo_commands.undo()
    assert listed(dialog) == ["支付凭证.pdf", "二.pdf"]
    QApplication.processEvents()


def test_the_command_opens_it_and_limits_are_set(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown: list[str] = []

    def use(dialog: AttachmentDialog) -> int:
        shown.append(dialog.windowTitle())
        dialog.add_files([file(tmp_path, "一.pdf")])
        dialog.limits.click()
        shown.append(dialog.note.text())
        return 1

    def set_limits(dialog: LimitsDialog) -> int:
        dialog.file.setValue(7)
        return LimitsDialog.DialogCode.Accepted

    monkeypatch.setattr(attachment_dialog.AttachmentDialog, "exec", use)
    monkeypatch.setattr(LimitsDialog, "exec", set_limits)
    assert window.commands[Command.ATTACHMENTS].isEnabled()
    window.commands[Command.ATTACHMENTS].trigger()
    assert shown[0] == f"附件 - {window.bridge.library.tree.summary(1).name}"
    assert "每个文件 7 MB" in shown[1]
    window.sheet._header._attached.click()
    assert len(shown) == 4
    window.tree.view.choose_root()
    assert not window.commands[Command.ATTACHMENTS].isEnabled()


def test_sizes_are_read_at_a_glance() -> None:
    assert [size_text(size) for size in (1, 2000, 5 * MB)] == ["0.1 KB", "2.0 KB", "5.0 MB"]


def test_what_is_not_known_to_be_harmless_is_opened_only_after_a_question(
    dialog: AttachmentDialog, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [False, True]

    def confirm(window: object, sentence: str, go: str, back: str) -> bool:
        asked.append(sentence)
        return answers[len(asked) - 1]

    monkeypatch.setattr("perfdesk.ui.widget.message.confirm", confirm)
    dialog.add_files([file(tmp_path, "汇总表.xlsm")])
    dialog.open_copy.click()
    assert opened == []
    assert "“汇总表.xlsm”不是常见的文档或图片" in asked[0]
    dialog.open_copy.click()
    assert [path.name for path in opened] == ["汇总表.xlsm"]


def test_characters_that_do_not_show_hide_no_ending_in_the_list(
    dialog: AttachmentDialog, tmp_path: Path
) -> None:
    dialog.add_files([file(tmp_path, "发票\u202efdp.exe\u200b")])
    assert listed(dialog) == ["发票fdp.exe"]
