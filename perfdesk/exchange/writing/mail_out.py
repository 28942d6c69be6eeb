"""A mail as a draft (.eml) that the user's own mail program opens, completes and sends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from mimetypes import guess_type
from pathlib import Path

from perfdesk.errors import InputProblem

_BETWEEN = re.compile(r"[;,；，、\s]+")
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


def receivers_in(text: str) -> tuple[str, ...]:
    """The addresses in a text, with any mark between them; raises ``InputProblem`` for one that is none."""
    found = tuple(filter(None, _BETWEEN.split(text.strip())))
    wrong = [address for address in found if _ADDRESS.fullmatch(address) is None or not address.isascii()]
    if wrong:
        raise InputProblem(f"“{wrong[0]}”不是邮箱地址。请写成 名称@单位.cn 的样子，多个之间用分号隔开。")
    return found


def mail_draft(receivers: Sequence[str], subject: str, text: str, files: Sequence[Path]) -> bytes:
    """The draft; without receivers where there are none yet. Raises ``InputProblem``, and ``OSError``."""
    mail = EmailMessage(policy=SMTP)
    # Outlook and its kin open a message with this header for writing, not for reading.
    mail["X-Unsent"] = "1"
    try:
        if receivers:
            mail["To"] = [Address(addr_spec=address) for address in receivers]
        mail["Subject"] = " ".join(subject.split())
    except (ValueError, MessageError) as error:
        raise InputProblem("收件人的邮箱地址写得不对。请检查后重试。") from error
    mail.set_content(text, cte="base64")
    for file in files:
        kind, _, detail = (guess_type(file.name)[0] or "application/octet-stream").partition("/")
        mail.add_attachment(file.read_bytes(), maintype=kind, subtype=detail, filename=file.name)
    return mail.as_bytes()
