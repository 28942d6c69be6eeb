"""Reads the typed texts of many records as the file stores them, for searching all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfdesk.model.store.database import Database
from perfdesk.model.store.problem import explained


class StoredTexts(NamedTuple):
    """The values of a record as JSON: its fields, and its rows as (block, values) in order."""

    record_id: int
    form: str
    fields: str
    rows: list[tuple[str, str]]


class TextTable:
    """Reads records without making them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def records(self, year: int | None) -> list[int]:
        """The records of a year, or of all years, the latest first, each year in the order of the tree."""
        with explained(self._database.path):
            found = self._database.connection.execute(
                "SELECT record.id FROM record JOIN unit ON unit.id = unit_id WHERE ?1 IS NULL OR year = ?1"
                " ORDER BY year DESC, unit.position, unit.id, record.position",
                (year,),
            )
            return [record_id for (record_id,) in found]

    def texts(self, record_ids: Sequence[int]) -> list[StoredTexts]:
        """The texts of some records, in the order asked for; those that are deleted are left out."""
        placeholders = ", ".join("?" * len(record_ids))
        with explained(self._database.path):
            connection = self._database.connection
            records = connection.execute(
                f"SELECT id, form, fields FROM record WHERE id IN ({placeholders})", tuple(record_ids)
            ).fetchall()
            rows = connection.execute(
                f"SELECT record_id, block, cells FROM record_row WHERE record_id IN ({placeholders})"
                " ORDER BY record_id, block, position, id",
                tuple(record_ids),
            ).fetchall()
        found = {record_id: StoredTexts(record_id, form, fields, []) for record_id, form, fields in records}
        for record_id, block, cells in rows:
            if record_id in found:
                found[record_id].rows.append((block, cells))
        return [found[record_id] for record_id in record_ids if record_id in found]
