"""Reads which record each carried record (结转) was carried from."""

from __future__ import annotations

from perfdesk.model.form.annotation import CARRIED
from perfdesk.model.record.pending import ORIGIN
from perfdesk.model.store.database import Database
from perfdesk.model.store.problem import explained
from perfdesk.model.store.stored_value import reading_values, values_from

# The records are found in the index alone; a library has many more rows than carried records.
_ORIGINS = """
    SELECT origin.record_id, origin.cells
    FROM (SELECT DISTINCT record_id FROM record_row INDEXED BY record_row_place WHERE block = ?) AS carried
    JOIN record_row AS origin ON origin.record_id = carried.record_id AND origin.block = ?
    WHERE origin.line = ?
"""


class CarriedOrigins:
    """The origins of the carried records of one library; every method may raise ``LibraryProblem``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[int, int]:
        """By the id of each carried record, the id of the one it was carried from, which may be deleted."""
        with explained(self._database.path):
            query = self._database.connection.execute(_ORIGINS, (CARRIED.key, CARRIED.key, ORIGIN))
            with reading_values(self._database.path):
                return {record_id: int(values_from(cells)["source"]) for record_id, cells in query}
