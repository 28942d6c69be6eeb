"""The table of marks, by which the records of a unit are compared with one another."""

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
    """Marks, in and out, and the questions asked of them. Writes belong inside a transaction of the store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection

    def of_record(self, record_id: int) -> tuple[int, ComparisonKeys]:
        """The unit that a record's marks were kept for, and the marks; 0 where there are none."""
        query = "SELECT unit_id, kind, fingerprint FROM mark WHERE record_id = ?"
        found = self._connection.execute(query, (record_id,)).fetchall()
        return (found[0][0] if found else 0), {kind: fingerprint for _, kind, fingerprint in found}

    def keep(self, record_id: int, unit_id: int, marks: ComparisonKeys) -> None:
        """Keep the marks of a record, in place of those that were kept; without marks, none."""
        self._connection.execute("DELETE FROM mark WHERE record_id = ?", (record_id,))
        self._connection.executemany(
            "INSERT INTO mark (record_id, kind, unit_id, fingerprint) VALUES (?, ?, ?, ?)",
            ((record_id, kind, unit_id, fingerprint) for kind, fingerprint in marks.items()),
        )

    def number(self, unit_id: int, fingerprint: int) -> int:
        """How many records of a unit bear a mark."""
        query = "SELECT count(*) FROM mark WHERE unit_id = ? AND fingerprint = ?"
        number: int = self._connection.execute(query, (unit_id, fingerprint)).fetchone()[0]
        return number

    def bearers(self, unit_id: int, fingerprint: int) -> tuple[int, ...]:
        """The records of a unit that bear a mark."""
        query = "SELECT record_id FROM mark WHERE unit_id = ? AND fingerprint = ?"
        found = self._connection.execute(query, (unit_id, fingerprint))
        return tuple(record_id for (record_id,) in found)

    def alike(self, record_id: int) -> dict[str, Alike]:
        """With whom a record shares its marks, by mark."""
        with explained(self._database.path):
            found = self._connection.execute(_ALIKE, (record_id,)).fetchall()
        return {kind: Alike(count, other, unlike) for kind, count, other, unlike in found if count > 1}

    def all_alike(self) -> dict[int, dict[str, Alike]]:
        """The same of every record that shares a mark, by id."""
        with explained(self._database.path):
            found = self._connection.execute(_SHARED).fetchall()
        told: defaultdict[int, dict[str, Alike]] = defaultdict(dict)
        for _, shared in groupby(found, key=lambda row: row[:2]):
            bearers = [row[2:] for row in shared]
            names = [name for _, _, name in bearers]
            for record_id, kind, name in bearers:
                other = names[1] if record_id == bearers[0][0] else names[0]
                told[record_id][kind] = Alike(len(bearers), other, _first_unlike(names, name))
        return {record_id: dict(sorted(alike.items())) for record_id, alike in told.items()}


def _first_unlike(names: Sequence[str], name: str) -> str | None:
    return next((other for other in names if other != name), None)
