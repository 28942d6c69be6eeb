"""A mail as a draft (.eml) that the user's own mail program opens, completes and sends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.encoders import encode_base64
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.mime.base import MIMEBase
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
    # Headers of the attachments go out as they are written below.
    mail = EmailMessage(policy=SMTP.clone(refold_source="none"))
    # Outlook and its kin open a message with this header for writing, not for reading.
    mail["X-Unsent"] = "1"
    try:
        if receivers:
            mail["To"] = [Address(addr_spec=address) for address in receivers]
        mail["Subject"] = " ".join(subject.split())
    except (ValueError, MessageError) as error:
        raise InputProblem("收件人的邮箱地址写得不对。请检查后重试。") from error
    mail.set_content(text, cte="base64")
    if files:
        mail.make_mixed()
    for file in files:
        mail.attach(_attachment(file))  # type: ignore[arg-type]
    return mail.as_bytes()


def _attachment(file: Path) -> MIMEBase:
    """A file as a part of a mail, its name in both forms that mail programs read.

    Old ones (Foxmail, Outlook before 2010) know no RFC 2231 and take the encoded words of RFC 2047
    in the parameter ``name``.
    """
    kind, _, detail = (guess_type(file.name)[0] or "application/octet-stream").partition("/")
    part = MIMEBase(kind, detail)
    part.set_payload(file.read_bytes())
    encode_base64(part)
    if file.name.isascii():
        part.set_param("name", file.name)
        part.add_header("Content-Disposition", "attachment", filename=file.name)
    else:
        part.set_param("name", Header(file.name, "utf-8").encode())
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", file.name))
    return part
