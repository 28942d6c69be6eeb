"""Stores the files attached to records (附件): the scanned stamped page, 佐证材料.

The change images of an operation hold a file's name and digest, never its bytes. A content stays in the
library until it is closed and no file refers to it, so that undo, redo and the recycle bin always find it.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from perfdesk.errors import InputProblem, LibraryProblem
from perfdesk.model.kept.preference import Preferences
from perfdesk.model.store.attachment_table import AttachmentTable
from perfdesk.model.store.change import AttachmentImage, Change
from perfdesk.model.store.operation import Operation
from perfdesk.model.store.outside_undo import OutsideUndo

PIECE_BYTES = 1 << 20
"""How much of a content is read or written in one step."""

MB = 1 << 20


class AttachmentKind(StrEnum):
    """What a file is to the form, by the word that the file stores."""

    STAMPED = "stamped"
    EVIDENCE = "evidence"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Its Chinese name."""
        return _LABELS[self]


_LABELS = {
    AttachmentKind.STAMPED: "盖章扫描件",
    AttachmentKind.EVIDENCE: "佐证材料",
    AttachmentKind.OTHER: "其他",
}


class Attachment(NamedTuple):
    """A file (附件) of a record; ``size`` in bytes, ``at`` the local time when it was added."""

    id: int
    record_id: int
    name: str
    kind: AttachmentKind
    size: int
    at: datetime
    digest: str


class Content(NamedTuple):
    """A content that lies in the library; ``size`` in bytes."""

    digest: str
    size: int


class Attachments:
    """The files of one library. Every method may raise ``LibraryProblem`` where the file fails."""

    def __init__(self, table: AttachmentTable, outside_undo: OutsideUndo, preferences: Preferences) -> None:
        self._table = table
        self._outside_undo = outside_undo
        self._preferences = preferences
        self._counts: Counter[int] | None = None
        self._closed = False

    def of_record(self, record_id: int) -> tuple[Attachment, ...]:
        """The files of a record, in the order they were added."""
        return tuple(map(_attachment, self._table.of_record(record_id)))

    def count(self, record_id: int) -> int:
        """How many files a record has."""
        if self._counts is None:
            self._counts = Counter(self._table.counts())
        return self._counts[record_id]

    def used_bytes(self) -> int:
        """How large all files together are, each content counted once, with those of deleted records."""
        return self._table.used_bytes()

    def follow(self, changes: Iterable[Change]) -> None:
        """Count again after an operation that was committed."""
        if any(isinstance(change.image, AttachmentImage) for change in changes):
            self._counts = None

    def storing(
        self, pieces: Sequence[bytes], waiting: Set[Content] = frozenset()
    ) -> Iterator[Content | None]:
        """Put a content into the library piece by piece, a step each; the last step gives what it is.

        ``pieces`` are of :data:`PIECE_BYTES`, the last one may be shorter. ``waiting`` are contents that lie
        there for files of the same operation, which is yet to come. Raises ``InputProblem`` where the
        library would hold more than its limit, ``ReadOnlyLibrary``.
        """
        self._outside_undo.expect_writable(Operation.ADD_ATTACHMENTS)
        hasher = sha256()
        for piece in pieces:
            hasher.update(piece)
            yield None
        digest, size = hasher.hexdigest(), sum(map(len, pieces))
        new = {one for one in (*waiting, Content(digest, size)) if not self._table.refers_to(one.digest)}
        self._expect_room(sum(one.size for one in new))
        for index, piece in enumerate(pieces):
            if self._table.piece(digest, index) != piece:  # also one that was damaged
                with self._outside_undo.write(Operation.ADD_ATTACHMENTS):
                    self._table.write_piece(digest, index, piece)
            yield None
        yield Content(digest, size)

    def reading(self, attachment: Attachment) -> Iterator[bytes]:
        """The pieces of a file's content, a step each.

        Raises ``LibraryProblem`` at the end where it is not what was added.
        """
        hasher = sha256()
        for index in self._table.pieces(attachment.digest):
            piece = self._table.piece(attachment.digest, index)
            hasher.update(piece)
            yield piece
        if hasher.hexdigest() != attachment.digest:
            raise LibraryProblem(
                f"附件“{attachment.name}”的内容已损坏，读不出来。请重新添加一次原来的文件，或从备份里找回。"
            )

    def close(self) -> None:
        """Take contents out that no file refers to: undo and redo will not ask for them any more.

        What cannot be taken out stays until the library is closed the next time. Nothing is taken out while
        a file lacks its content: what no file seems to refer to may be its only bytes.
        """
        if not self._closed:
            self._closed = True
            with contextlib.suppress(LibraryProblem):
                if self._outside_undo.ready and self._table.may_drop():
                    with self._outside_undo.write(Operation.DROP_CONTENT):
                        self._table.drop_unused()

    def _expect_room(self, size: int) -> None:
        most = self._preferences.attachment_limits().library_mb
        if size and self._table.used_bytes() + size > most * MB:
            raise InputProblem(
                f"本填报库的附件合计将超过 {most} MB。请先删除不需要的附件（回收站里项目的附件也计算在内），"
                "或在“上限”里调高。"
            )


def _attachment(image: AttachmentImage) -> Attachment:
    return Attachment(
        image.id,
        image.record_id,
        image.name,
        AttachmentKind(image.kind),
        image.size,
        datetime.fromisoformat(image.at),
        image.digest,
    )
