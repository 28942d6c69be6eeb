"""Reads and writes what is computed of each record beside its status: its findings and its summary."""

from __future__ import annotations

from perfdesk.model.store.database import Database
from perfdesk.model.store.problem import explained


class CheckedTable:
    """Typed reads and writes of the table ``checked``; writes belong inside a transaction of the store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection

    def write(self, record_id: int, findings: str, summary: str) -> None:
        """Store what 审核 found of a record, and its summary; nothing where both are as they were."""
        self._connection.execute(
            "INSERT INTO checked (record_id, findings, summary) VALUES (?, ?, ?)"
            " ON CONFLICT (record_id) DO UPDATE SET findings = excluded.findings, summary = excluded.summary"
            " WHERE (findings, summary) <> (excluded.findings, excluded.summary)",
            (record_id, findings, summary),
        )

    def findings(self, record_id: int) -> str | None:
        """The findings that :meth:`write` stored; ``None`` of a record of an unknown form."""
        query = "SELECT findings FROM checked WHERE record_id = ?"
        with explained(self._database.path):
            found = self._connection.execute(query, (record_id,)).fetchone()
        return None if found is None else str(found[0])

    def summary(self, record_id: int) -> str:
        """The summary that :meth:`write` stored; ``""`` of a record of an unknown form."""
        query = "SELECT summary FROM checked WHERE record_id = ?"
        with explained(self._database.path):
            found = self._connection.execute(query, (record_id,)).fetchone()
        return "" if found is None else str(found[0])

    def all_findings(self) -> dict[int, str]:
        """The findings of every record, by id."""
        with explained(self._database.path):
            return dict(self._connection.execute("SELECT record_id, findings FROM checked").fetchall())

    def errors(self) -> dict[int, int]:
        """How many errors the records have that have any, by id."""
        query = "SELECT record_id, errors FROM standing WHERE errors > 0"
        with explained(self._database.path):
            return dict(self._connection.execute(query).fetchall())
