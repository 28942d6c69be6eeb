"""Sending from the window: a draft in the folder, noted, with the words remembered."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from perfdesk.model.edit.attachment_edit import NewFile, add_attachments
from perfdesk.model.kept.attachment import AttachmentKind
from perfdesk.model.kept.output import OutputKind
from perfdesk.model.kept.preference import MailWords
from perfdesk.settings import Settings
from perfdesk.ui.command.command import Command
from perfdesk.ui.output.send_dialog import SendDialog
from perfdesk.ui.tree.node import NodeKind, node
from perfdesk.ui.window.main_window import MainWindow

Opening = Callable[..., MainWindow]
WORDS = MailWords("cz@example.cn", "{unit}报送{year}：{name}", "见附件：{name}。")


@pytest.fixture
def first(monkeypatch: pytest.MonkeyPatch) -> list[MailWords]:
    """The words that each dialog begins with; it is accepted with :data:`WORDS`."""
    begun: list[MailWords] = []

    def accept(dialog: SendDialog) -> int:
        begun.append(dialog.words)
        dialog.set_words(WORDS)
        return SendDialog.DialogCode.Accepted

    monkeypatch.setattr(SendDialog, "exec", accept)
    return begun


@pytest.mark.parametrize(("opens", "sentence"), [(True, "已在邮件程序里打开"), (False, "没有邮件程序能打开")])
def test_a_unit_is_put_into_one_draft(
    open_window: Opening,
    first: list[MailWords],
    told: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    opens: bool,
    sentence: str,
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opens)
    window = open_window(settings=Settings(export_folder=str(tmp_path)))
    library = window.bridge.library
    window.tree.view.choose([node(NodeKind.UNIT, 1)])
    window.commands[Command.SEND].trigger()
    (draft,) = tmp_path.glob("*.eml")
    mail = message_from_bytes(draft.read_bytes(), policy=default)
    summaries = library.tree.all_records()
    subject = f"某县第0服务中心报送2024：{summaries[0].name}等2个项目"
    assert mail["Subject"] == draft.stem == subject
    names = [part.get_filename() for part in mail.walk() if part.get_filename()]
    assert names == [f"{summary.code}-{summary.name}-2024.pdf" for summary in summaries]
    assert told[-1].startswith("邮件草稿")
    assert sentence in told[-1]
    for summary in summaries:
        output = library.outputs.latest(summary.id)[OutputKind.MAIL]
        assert output.of_record.place == "cz@example.cn"
        assert output.of_record.fingerprint == summary.fingerprint
    assert window.tree.model.listing.text(node(NodeKind.RECORD, 1), 3) == "已发送"
    window.commands[Command.SEND].trigger()
    assert first[0].receiver == ""
    assert first[1] == MailWords("cz@example.cn", "{单位}报送{年度}：{项目名称}", "见附件：{项目名称}。")
    assert len(list(tmp_path.glob("*.eml"))) == 2, "the first draft is not written over"


def test_the_dialog_says_what_is_wrong(open_window: Opening) -> None:
    from perfdesk.exchange.files.name_pattern import named_by_id

    window = open_window()
    named = [*named_by_id(window.bridge.library, [1]).values()]
    dialog = SendDialog(named, WORDS, (), window)
    assert dialog.attachments.isHidden()
    assert dialog.hint == f"主题：{named[0].unit}报送2024：{named[0].name}"
    dialog.set_words(WORDS._replace(receiver="财政局"))
    assert "“财政局”不是邮箱地址" in dialog.hint
    dialog.set_words(WORDS._replace(text="{他}"))
    assert "“{他}”不认识" in dialog.hint
    dialog.deleteLater()


@pytest.mark.parametrize("count", [1, 2])
def test_attachments_go_along_where_wanted(
    open_window: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    large = bytes(range(256)) * 8192
    window = open_window(settings=Settings(export_folder=str(tmp_path)))
    library = window.bridge.library
    for number in (1, 2):
        *_, content = library.attachments.storing([large, b"%d" % number])
        assert content is not None
        add_attachments(library, number, [NewFile("验收单.pdf", AttachmentKind.EVIDENCE, content)])
    asked: list[str] = []

    def accept(dialog: SendDialog) -> int:
        asked.append(dialog.attachments.text())
        dialog.attachments.setChecked(True)
        return SendDialog.DialogCode.Accepted

    monkeypatch.setattr(SendDialog, "exec", accept)
    window.tree.view.choose([node(NodeKind.RECORD, number) for number in range(1, count + 1)])
    window.commands[Command.SEND].trigger()
    (draft,) = tmp_path.glob("*.eml")
    parts = [
        part for part in message_from_bytes(draft.read_bytes(), policy=default).walk() if part.get_filename()
    ]
    stems = [f"{summary.code}-{summary.name}-2024" for summary in library.tree.all_records()][:count]
    files = [f"{stem}-验收单.pdf" for stem in stems] if count > 1 else ["验收单.pdf"]
    assert [part.get_filename() for part in parts] == [*(f"{stem}.pdf" for stem in stems), *files]
    assert parts[-1].get_payload(decode=True) == large + b"%d" % count
    assert asked == [f"项目的附件 {count} 个，{2 * count}.0 MB(&T)"]
