"""Reads and writes the keys by which the records of a unit are compared with one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from perfdesk.model.checks.across import Alike, ComparisonKeys
from perfdesk.model.store.database import Database
from perfdesk.model.store.problem import explained

_OTHERS = (
    "FROM mark AS theirs JOIN standing ON standing.record_id = theirs.record_id"
    " WHERE theirs.unit_id = mine.unit_id AND theirs.fingerprint = mine.fingerprint"
)
_ALIKE = f"""
    SELECT kind,
      (SELECT count(*) FROM mark AS theirs
       WHERE theirs.unit_id = mine.unit_id AND theirs.fingerprint = mine.fingerprint) AS number,
      (SELECT name {_OTHERS} AND theirs.record_id <> mine.record_id ORDER BY theirs.record_id LIMIT 1),
      (SELECT name {_OTHERS} AND name <> own.name ORDER BY theirs.record_id LIMIT 1)
    FROM mark AS mine JOIN standing AS own ON own.record_id = mine.record_id
    WHERE mine.record_id = ? ORDER BY kind
"""
_SHARED = """
    SELECT mark.unit_id, mark.fingerprint, mark.record_id, kind, name FROM mark
    JOIN (SELECT unit_id, fingerprint FROM mark GROUP BY unit_id, fingerprint HAVING count(*) > 1) AS shared
      ON mark.unit_id = shared.unit_id AND mark.fingerprint = shared.fingerprint
    JOIN standing ON standing.record_id = mark.record_id
    ORDER BY mark.unit_id, mark.fingerprint, mark.record_id
"""


class ComparisonTable:
    """Typed reads and writes of the table ``mark``, which holds comparison keys.

    Writes belong inside a transaction of the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection

    def of_record(self, record_id: int) -> tuple[int, ComparisonKeys]:
        """The unit that a record's comparison keys are of, 0 where there are none, and the keys by kind."""
        query = "SELECT unit_id, kind, fingerprint FROM mark WHERE record_id = ?"
        found = self._connection.execute(query, (record_id,)).fetchall()
        return (found[0][0] if found else 0), {kind: fingerprint for _, kind, fingerprint in found}

    def write(self, record_id: int, unit_id: int, comparison_keys: ComparisonKeys) -> None:
        """Store the comparison keys of a record in place of the earlier ones."""
        self._connection.execute("DELETE FROM mark WHERE record_id = ?", (record_id,))
        self._connection.executemany(
            "INSERT INTO mark (record_id, kind, unit_id, fingerprint) VALUES (?, ?, ?, ?)",
            ((record_id, kind, unit_id, fingerprint) for kind, fingerprint in comparison_keys.items()),
        )

    def count(self, unit_id: int, fingerprint: int) -> int:
        """How many records of a unit have a comparison key."""
        query = "SELECT count(*) FROM mark WHERE unit_id = ? AND fingerprint = ?"
        count: int = self._connection.execute(query, (unit_id, fingerprint)).fetchone()[0]
        return count

    def records_with(self, unit_id: int, fingerprint: int) -> tuple[int, ...]:
        """The records of a unit that have a comparison key."""
        query = "SELECT record_id FROM mark WHERE unit_id = ? AND fingerprint = ?"
        found = self._connection.execute(query, (unit_id, fingerprint))
        return tuple(record_id for (record_id,) in found)

    def alike(self, record_id: int) -> dict[str, Alike]:
        """With whom a record shares its comparison keys, by the kind of key."""
        with explained(self._database.path):
            found = self._connection.execute(_ALIKE, (record_id,)).fetchall()
        return {kind: Alike(count, other, unlike) for kind, count, other, unlike in found if count > 1}

    def all_alike(self) -> dict[int, dict[str, Alike]]:
        """The same of every record that shares a key, by id."""
        with explained(self._database.path):
            found = self._connection.execute(_SHARED).fetchall()
        alike_by_record: defaultdict[int, dict[str, Alike]] = defaultdict(dict)
        for _, shared in groupby(found, key=lambda row: row[:2]):
            records = [row[2:] for row in shared]
            names = [name for _, _, name in records]
            for record_id, kind, name in records:
                other = names[1] if record_id == records[0][0] else names[0]
                alike_by_record[record_id][kind] = Alike(len(records), other, _first_unlike(names, name))
        return {record_id: dict(sorted(alike.items())) for record_id, alike in alike_by_record.items()}


def _first_unlike(names: Sequence[str], name: str) -> str | None:
    return next((other for other in names if other != name), None)
