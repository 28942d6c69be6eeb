"""Reads the indicators that the records of a library hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdesk.model.store.database import Database
from perfdesk.model.store.problem import explained
from perfdesk.model.store.stored_value import reading_values, values_from

# Columns of these keys make a row that people add an indicator, in whichever block (docs/forms.md), or name
# the level of those below. Quotes in a text do not deceive it: JSON writes them as \".
_QUERY = """
    SELECT record.id, record.unit_id, unit.year, record_row.block, record_row.cells
    FROM record JOIN unit ON unit.id = record.unit_id JOIN record_row ON record_row.record_id = record.id
    WHERE record.id {which} AND record_row.line = '' AND record_row.cells LIKE '%"level_":"%'
    ORDER BY record.id, record_row.block, record_row.position
"""


class UsedRow(NamedTuple):
    """One row of indicators in a block of a record; ``values`` by column key."""

    record_id: int
    unit_id: int
    year: int
    block: str
    values: dict[str, str]


class UsedIndicatorTable:
    """Reads the rows record by record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_record(self, record_id: int) -> list[UsedRow]:
        """The indicators of one record; none where there is no such record."""
        return list(self._rows("= ?", record_id))

    def batches(self, size: int) -> Iterator[list[UsedRow]]:
        """The indicators of all records, at most ``size`` records at a time."""
        with explained(self._database.path):
            found = self._database.connection.execute("SELECT id FROM record ORDER BY id").fetchall()
        for at in range(0, len(found), size):
            batch = found[at : at + size]
            yield list(self._rows("BETWEEN ? AND ?", batch[0][0], batch[-1][0]))

    def _rows(self, which: str, *values: int) -> Iterator[UsedRow]:
        with explained(self._database.path):
            found = self._database.connection.execute(_QUERY.format(which=which), values).fetchall()
        for record_id, unit_id, year, block, cells in found:
            with reading_values(self._database.path):
                row = UsedRow(record_id, unit_id, year, block, values_from(cells))
            yield row
