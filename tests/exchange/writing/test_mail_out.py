"""The draft of a mail, read back by the standard library's parser."""

from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from pathlib import Path

import pytest

from perfdesk.errors import InputProblem
from perfdesk.exchange.writing.mail_out import mail_draft, receivers_in


def read(draft: bytes) -> EmailMessage:
    message = message_from_bytes(draft, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_is_read_back_as_it_was(tmp_path: Path) -> None:
    files = [tmp_path / "51T01-医保补助-2024.pdf", tmp_path / "51T01-医保补助-2024.xlsx"]
    for number, file in enumerate(files):
        file.write_bytes(bytes([number]) * 9)
    mail = read(mail_draft(("cz@example.cn", "x@example.cn"), "自评表\n：𬱖", "您好：\n\n见附件。\n", files))
    assert mail["X-Unsent"] == "1"
    assert [address.addr_spec for address in mail["To"].addresses] == ["cz@example.cn", "x@example.cn"]
    assert mail["Subject"] == "自评表 ：𬱖"
    assert mail["From"] is None
    body = mail.get_body()
    assert body is not None
    assert body.get_content().splitlines() == ["您好：", "", "见附件。"]
    attached = list(mail.iter_attachments())
    assert [part.get_filename() for part in attached] == [file.name for file in files]
    assert [part.get_content() for part in attached] == [b"\0" * 9, b"\1" * 9]
    assert attached[0].get_content_type() == "application/pdf"


def test_old_mail_programs_read_the_names_of_attachments(tmp_path: Path) -> None:
    names = ["51T01-城乡居民基本医疗保险补助资金绩效自评表-2024.pdf", "plain name.pdf"]
    for name in names:
        (tmp_path / name).write_bytes(b"%PDF")
    draft = mail_draft((), "主题", "", [tmp_path / name for name in names])
    assert max(map(len, draft.splitlines())) < 998  # the bound of RFC 5322
    parts = message_from_bytes(draft, policy=compat32).get_payload()[1:]  # type: ignore[index]
    written = [str(part.get_param("name")) for part in parts]  # type: ignore[union-attr]
    assert written[0].startswith("=?utf-8?")
    assert [str(make_header(decode_header(name))) for name in written] == names


def test_a_draft_needs_no_receiver() -> None:
    assert read(mail_draft((), "主题", "", []))["To"] is None


@pytest.mark.parametrize("text", ["a@example.cn；b@example.cn", " a@example.cn, b@example.cn ; "])
def test_receivers_are_told_apart_by_any_mark(text: str) -> None:
    assert receivers_in(text) == ("a@example.cn", "b@example.cn")


@pytest.mark.parametrize("text", ["财政局", "a@", "@b.cn", "a@b", "财政局@example.cn", "a@b@c.cn"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InputProblem, match="不是邮箱地址"):
        receivers_in(text)
