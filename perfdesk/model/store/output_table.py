"""Reads and writes the table of what was printed, exported and sent."""

from __future__ import annotations

from collections.abc import Iterable

from perfdesk.model.store.database import Database
from perfdesk.model.store.problem import explained

Row = tuple[str, int, str, str, str]
"""When, record id, kind, fingerprint and place."""

_COLUMNS = "at, record_id, kind, fingerprint, place"


class OutputTable:
    """Typed reads and writes of the table ``output``; writes belong inside a transaction.

    SQLite's errors come out as ``LibraryProblem``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows."""
        self._connection.executemany(f"INSERT INTO output ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)", rows)

    def latest(self) -> tuple[Row, ...]:
        """The last row of each record and kind."""
        query = (
            f"SELECT {_COLUMNS} FROM output WHERE id IN"
            " (SELECT max(id) FROM output GROUP BY record_id, kind) ORDER BY id"
        )
        with explained(self._database.path):
            return tuple(self._connection.execute(query))

    def with_fingerprint(self, fingerprint: str) -> tuple[Row, ...]:
        """The rows of a fingerprint, in the order they were added."""
        query = f"SELECT {_COLUMNS} FROM output WHERE fingerprint = ? ORDER BY id"
        with explained(self._database.path):
            return tuple(self._connection.execute(query, (fingerprint,)))

    def records_printing(self, fingerprint: str) -> tuple[int, ...]:
        """The records whose fingerprint it is now."""
        query = "SELECT record_id FROM standing WHERE fingerprint = ? ORDER BY record_id"
        with explained(self._database.path):
            return tuple(record_id for (record_id,) in self._connection.execute(query, (fingerprint,)))
