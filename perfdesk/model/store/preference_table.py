"""Reads and writes the settings that belong to the library rather than to the computer: texts by key."""

from __future__ import annotations

from collections.abc import Mapping

from perfdesk.model.store.database import Database
from perfdesk.model.store.problem import explained


class PreferenceTable:
    """Typed reads and writes of the table ``preference``; writes belong inside a transaction.

    SQLite's errors come out as ``LibraryProblem``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, key: str) -> str | None:
        """The value stored under a key."""
        with explained(self._database.path):
            query = "SELECT value FROM preference WHERE key = ?"
            found = self._database.connection.execute(query, (key,)).fetchone()
        return None if found is None else str(found[0])

    def write(self, values: Mapping[str, str]) -> None:
        """Write values, each over the one that its key had."""
        self._database.connection.executemany(
            "INSERT INTO preference (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            values.items(),
        )
