"""Stores the settings of a library for all who open it: words and receivers of mails, sizes of files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from perfdesk.model.store.operation import Operation
from perfdesk.model.store.outside_undo import OutsideUndo
from perfdesk.model.store.preference_table import PreferenceTable
from perfdesk.model.store.record_text import storable


class MailWords(NamedTuple):
    """The receiver, and the patterns of subject and text."""

    receiver: str
    subject: str
    text: str


class AttachmentLimits(NamedTuple):
    """How large a file kept with a record may be, and all of a library together, in MB (2**20 bytes)."""

    file_mb: int
    library_mb: int


# Each backup is a copy of the whole library.
_LIMITS = AttachmentLimits(20, 200)

_MOST_DIGITS = 10

_SUBJECT = "{year}年度绩效自评表：{name}"
_TEXT = "您好：\n\n现报送{unit}{year}年度绩效自评表（{name}），见附件，请审阅。\n"


class Preferences:
    """No part of undo. Every method may raise ``LibraryProblem`` where the file fails.

    In a library that is open for reading only, nothing is stored.
    """

    def __init__(self, table: PreferenceTable, outside_undo: OutsideUndo) -> None:
        self._table = table
        self._outside_undo = outside_undo

    def mail_words(self, unit: str) -> MailWords:
        """How a unit, by its name, wrote last; the usual words where it never did."""
        subject, text = self._table.read("mail.subject"), self._table.read("mail.text")
        return MailWords(
            self._table.read(f"mail.receiver.{unit}") or "",
            _SUBJECT if subject is None else subject,
            _TEXT if text is None else text,
        )

    def store_mail_words(self, unit: str, words: MailWords) -> None:
        """Store how a unit wrote; subject and text for all units."""
        values = {"mail.subject": words.subject, "mail.text": words.text}
        values[f"mail.receiver.{unit}"] = words.receiver
        self._write({storable(key): storable(value) for key, value in values.items()})

    def attachment_limits(self) -> AttachmentLimits:
        """How large files may be."""
        found = zip(AttachmentLimits._fields, _LIMITS, strict=True)
        return AttachmentLimits(*(self._number(f"attachment.{key}", usual) for key, usual in found))

    def store_attachment_limits(self, limits: AttachmentLimits) -> None:
        """Store how large files may be."""
        self._write({f"attachment.{key}": str(value) for key, value in limits._asdict().items()})

    def _write(self, values: Mapping[str, str]) -> None:
        if not self._outside_undo.read_only:
            with self._outside_undo.write(Operation.SET_PREFERENCES):
                self._table.write(values)

    def _number(self, key: str, usual: int) -> int:
        stored = self._table.read(key) or ""
        return int(stored) if stored.isascii() and stored.isdigit() and len(stored) < _MOST_DIGITS else usual
