"""Reads and writes the table of what was done to each record (修改记录)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdesk.model.store.database import Database
from perfdesk.model.store.problem import explained


class EditHistoryRow(NamedTuple):
    """One entry as it stands in the file; an ``id`` of 0 is given by the file. ``changes`` is JSON.

    ``operation`` is the key of an :class:`OperationRun`.
    """

    id: int
    at: str
    operation: str
    record_id: int
    changes: str


_COLUMNS = ", ".join(EditHistoryRow._fields)


class EditHistoryTable:
    """Rows of the table ``trail``, in and out. Writes belong inside a transaction of the store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection

    def newest(self, record_id: int) -> EditHistoryRow | None:
        """What was last done to a record."""
        query = f"SELECT {_COLUMNS} FROM trail WHERE record_id = ? ORDER BY id DESC LIMIT 1"
        found = self._connection.execute(query, (record_id,)).fetchone()
        return None if found is None else EditHistoryRow._make(found)

    def of_record(self, record_id: int) -> tuple[EditHistoryRow, ...]:
        """All entries of a record, newest first."""
        query = f"SELECT {_COLUMNS} FROM trail WHERE record_id = ? ORDER BY id DESC"
        with explained(self._database.path):
            return tuple(map(EditHistoryRow._make, self._connection.execute(query, (record_id,))))

    def unit_name(self, unit_id: int) -> str:
        """What a unit is called."""
        found = self._connection.execute("SELECT name FROM unit WHERE id = ?", (unit_id,)).fetchone()
        return "" if found is None else str(found[0])

    def add(self, rows: Iterable[EditHistoryRow]) -> None:
        """Add entries."""
        self._connection.executemany(
            "INSERT INTO trail (at, operation, record_id, changes) VALUES (?, ?, ?, ?)",
            (row[1:] for row in rows),
        )

    def replace(self, row: EditHistoryRow) -> None:
        """Write another time and other changes into an entry."""
        self._connection.execute(
            "UPDATE trail SET at = ?, changes = ? WHERE id = ?", (row.at, row.changes, row.id)
        )

    def delete(self, entry_id: int) -> None:
        """Take an entry out."""
        self._connection.execute("DELETE FROM trail WHERE id = ?", (entry_id,))

    def trim(self, record_id: int, most: int) -> None:
        """Leave the newest ``most`` entries of a record."""
        self._connection.execute(
            "DELETE FROM trail WHERE record_id = ?1 AND id <="
            " (SELECT id FROM trail WHERE record_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
            (record_id, most),
        )

    def trim_all(self, most: int) -> None:
        """Leave about the newest ``most`` entries of the library."""
        self._connection.execute("DELETE FROM trail WHERE id <= (SELECT max(id) FROM trail) - ?", (most,))
