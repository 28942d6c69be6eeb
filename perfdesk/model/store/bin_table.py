"""Reads and writes the table of deleted records (回收站)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdesk.model.store.database import Database
from perfdesk.model.store.problem import explained


class BinRow(NamedTuple):
    """A deleted record as it is listed; ``at`` is local time, ``size`` the length of its image."""

    record_id: int
    at: str
    year: int
    unit: str
    form: str
    name: str
    code: str
    size: int


_COLUMNS = ", ".join(BinRow._fields)


class BinTable:
    """Rows of the bin, in and out. Writes belong inside a transaction.

    What was dropped or brought back has size 0 and no image. The first transaction of the next
    session takes it out, with all that was stored beside a record that was dropped: until then undo can bring
    that back whole.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection

    def rows(self) -> tuple[BinRow, ...]:
        """What can be brought back, deleted last first."""
        query = f"SELECT {_COLUMNS} FROM bin WHERE size > 0 ORDER BY id DESC"
        with explained(self._database.path):
            return tuple(map(BinRow._make, self._connection.execute(query)))

    def image(self, record_id: int) -> tuple[BinRow, str] | None:
        """A deleted record and its image."""
        query = f"SELECT {_COLUMNS}, image FROM bin WHERE record_id = ? AND size > 0"
        with explained(self._database.path):
            found = self._connection.execute(query, (record_id,)).fetchone()
        return None if found is None else (BinRow._make(found[:-1]), str(found[-1]))

    def unit(self, unit_id: int) -> tuple[int, str]:
        """The year and the name of a unit."""
        found = self._connection.execute("SELECT year, name FROM unit WHERE id = ?", (unit_id,)).fetchone()
        return (0, "") if found is None else (int(found[0]), str(found[1]))

    def add(self, rows: Iterable[tuple[BinRow, str]]) -> None:
        """Put records in, each with its image."""
        self._connection.executemany(
            f"INSERT OR REPLACE INTO bin ({_COLUMNS}, image) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((*row, image) for row, image in rows),
        )

    def ever_listed(self, record_ids: Iterable[int]) -> set[int]:
        """Those of the records that lay in the bin at some time of this session."""
        wanted = set(record_ids)
        return wanted & {found for (found,) in self._connection.execute("SELECT record_id FROM bin")}

    def drop(self, record_ids: Iterable[int]) -> None:
        """Give up the images of records."""
        self._connection.executemany(
            "UPDATE bin SET image = '', size = 0 WHERE record_id = ?",
            ((record_id,) for record_id in record_ids),
        )

    def drop_beyond(self, most: int) -> None:
        """Give up the images deleted first, as far as all together are longer than ``most``."""
        self._connection.execute(
            "UPDATE bin SET image = '', size = 0 WHERE size > 0 AND id <= (SELECT max(id) FROM"
            " (SELECT id, sum(size) OVER (ORDER BY id DESC) AS total FROM bin) WHERE total > ?)",
            (most,),
        )

    def sweep(self) -> None:
        """Take out what was dropped, and what was stored beside those records."""
        self._connection.execute("DELETE FROM bin WHERE size = 0 AND record_id IN (SELECT id FROM record)")
        dropped = self._connection.execute("SELECT record_id FROM bin WHERE size = 0").fetchall()
        if not dropped:
            return
        for table in ("trail", "output", "attachment", "bin"):
            self._connection.executemany(f"DELETE FROM {table} WHERE record_id = ?", dropped)
