"""Reads and writes the tables of attached files (附件) and of their contents."""

from __future__ import annotations

from perfdesk.model.store.change import AttachmentImage
from perfdesk.model.store.database import Database
from perfdesk.model.store.problem import explained

_UNUSED = "digest NOT IN (SELECT digest FROM attachment)"
# A file whose content is not there whole: then an unused content may be its own, under a damaged digest.
_WITHOUT_CONTENT = """
    SELECT 1 FROM attachment WHERE size <>
      (SELECT coalesce(sum(length(bytes)), 0) FROM content WHERE content.digest = attachment.digest)
    LIMIT 1
"""


class AttachmentTable:
    """Typed reads of both tables, and the contents in and out; SQLite's errors come as ``LibraryProblem``.

    Writes belong inside a transaction. Contents are no part of undo: each is written before a file refers to
    it, and deleted by :meth:`drop_unused` once none does.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection

    def of_record(self, record_id: int) -> tuple[AttachmentImage, ...]:
        """The files of a record, in order."""
        query = f"SELECT {', '.join(AttachmentImage._fields)} FROM attachment WHERE record_id = ?"
        with explained(self._database.path):
            found = self._connection.execute(f"{query} ORDER BY position, id", (record_id,))
            return tuple(map(AttachmentImage._make, found))

    def counts(self) -> dict[int, int]:
        """How many files each record has; records without any are left out."""
        with explained(self._database.path):
            query = "SELECT record_id, count(*) FROM attachment GROUP BY record_id"
            return dict(self._connection.execute(query).fetchall())

    def used_bytes(self) -> int:
        """How large all contents are that files refer to."""
        query = "SELECT coalesce(sum(size), 0) FROM (SELECT DISTINCT digest, size FROM attachment)"
        with explained(self._database.path):
            return int(self._connection.execute(query).fetchone()[0])

    def refers_to(self, digest: str) -> bool:
        """Whether a file has that content."""
        with explained(self._database.path):
            query = "SELECT 1 FROM attachment WHERE digest = ? LIMIT 1"
            return self._connection.execute(query, (digest,)).fetchone() is not None

    def pieces(self, digest: str) -> tuple[int, ...]:
        """The numbers of the pieces of a content that are there, rising."""
        with explained(self._database.path):
            query = "SELECT number FROM content WHERE digest = ? ORDER BY number"
            return tuple(number for (number,) in self._connection.execute(query, (digest,)))

    def piece(self, digest: str, number: int) -> bytes:
        """A piece of a content; ``b""`` where it is not there."""
        query = "SELECT bytes FROM content WHERE digest = ? AND number = ?"
        with explained(self._database.path):
            found = self._connection.execute(query, (digest, number)).fetchone()
        return b"" if found is None else bytes(found[0])

    def write_piece(self, digest: str, number: int, piece: bytes) -> None:
        """Write a piece of a content."""
        self._connection.execute(
            "INSERT OR REPLACE INTO content (digest, number, bytes) VALUES (?, ?, ?)", (digest, number, piece)
        )

    def may_drop(self) -> bool:
        """Whether there is a content that no file refers to, and every file has its own whole."""
        query = f"SELECT 1 FROM content WHERE {_UNUSED} LIMIT 1"
        with explained(self._database.path):
            return (
                self._connection.execute(query).fetchone() is not None
                and self._connection.execute(_WITHOUT_CONTENT).fetchone() is None
            )

    def drop_unused(self) -> None:
        """Delete the contents that no file refers to."""
        self._connection.execute(f"DELETE FROM content WHERE {_UNUSED}")
