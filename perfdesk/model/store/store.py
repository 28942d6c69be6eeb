"""Reads and writes the rows of units, records and their computed status."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from itertools import chain

from perfdesk.model.record.record import Record
from perfdesk.model.store.change import (
    AttachmentImage,
    Change,
    Image,
    ImageT,
    RecordImage,
    RowImage,
    UnitImage,
)
from perfdesk.model.store.comparison_table import ComparisonTable
from perfdesk.model.store.computed_table import CheckedTable
from perfdesk.model.store.database import Database
from perfdesk.model.store.operation import OperationRun
from perfdesk.model.store.problem import explained
from perfdesk.model.store.record_text import record_from
from perfdesk.model.store.soundness import SoundnessCheck
from perfdesk.model.store.stored_value import STATES, reading_values, total_from
from perfdesk.model.store.tree import RecordStatus, RecordSummary, UnitSummary

_TABLES: dict[type[Image], str] = {
    UnitImage: "unit",
    RecordImage: "record",
    RowImage: "record_row",
    AttachmentImage: "attachment",
}
_SELECT = {kind: f"SELECT {', '.join(kind._fields)} FROM {table}" for kind, table in _TABLES.items()}
_INSERT = {
    kind: f"INSERT INTO {table} ({', '.join(kind._fields)}) VALUES ({', '.join('?' * len(kind._fields))})"
    for kind, table in _TABLES.items()
}
_UPDATE = {
    kind: f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in kind._fields[1:])} WHERE id = ?"
    for kind, table in _TABLES.items()
}
_DELETE = {kind: f"DELETE FROM {table} WHERE id = ?" for kind, table in _TABLES.items()}

_SUMMARY = """
    SELECT record.id, unit_id, form, coalesce(name, ''), coalesce(code, ''), total, grade,
      coalesce(state, 'DRAFT'), coalesce(errors, 0), coalesce(warnings + across, 0), coalesce(fingerprint, '')
    FROM record LEFT JOIN standing ON standing.record_id = record.id
"""
# The index has this order, so nothing is sorted.
_IN_UNIT = " ORDER BY unit_id, position"

_UNITS = 8  # read in one step: some milliseconds


class Store:
    """Typed reads and writes of one open library file.

    Writes belong inside :meth:`transaction`. SQLite's errors come out as ``LibraryProblem``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection
        self.checked = CheckedTable(database)
        self.comparison = ComparisonTable(database)
        self._summaries_read: tuple[RecordSummary, ...] | None = None

    def transaction(self, run: OperationRun) -> AbstractContextManager[None]:
        """A transaction of the file; see :meth:`Database.transaction`. Raises ``ReadOnlyLibrary``."""
        self._database.expect_writable(run)
        self._summaries_read = None
        return self._database.transaction()

    def make(self, change: Change) -> None:
        """Write a change whose images carry their ids."""
        if change.after is None:
            self.delete(change.image)
        elif change.before is None:
            self._connection.execute(_INSERT[type(change.after)], change.after)
        else:
            self.update(change.after)

    def insert(self, image: ImageT) -> ImageT:
        """Insert a row; an id of 0 is given by the file. The row as it stands then."""
        values = (image.id or None, *image[1:])
        cursor = self._connection.execute(_INSERT[type(image)], values)
        assert cursor.lastrowid is not None
        return image._replace(id=cursor.lastrowid)

    def update(self, image: Image) -> None:
        """Write a row that is there."""
        self._connection.execute(_UPDATE[type(image)], (*image[1:], image.id))

    def delete(self, image: Image) -> None:
        """Delete a row; what is computed of a record goes with it."""
        self._connection.execute(_DELETE[type(image)], (image.id,))

    def delete_rows(self, record_id: int) -> None:
        """Delete all rows of a record."""
        self._connection.execute("DELETE FROM record_row WHERE record_id = ?", (record_id,))

    def image(self, kind: type[ImageT], row_id: int) -> ImageT | None:
        """A row as it stands in the file."""
        return next(self._images(kind, " WHERE id = ?", row_id), None)

    def record(self, record_id: int, old: Record | None = None) -> Record:
        """A record with its rows, each the object it is in ``old`` where it holds the same.

        Raises ``KeyError`` where there is no such record.
        """
        image = self.image(RecordImage, record_id)
        unit = None if image is None else self.image(UnitImage, image.unit_id)
        if image is None or unit is None:
            raise KeyError(record_id)
        with reading_values(self._database.path):
            return record_from(image, self.rows_of(record_id), unit.year, old)

    def rows_of(self, record_id: int) -> tuple[RowImage, ...]:
        """All rows of a record, by block and in order."""
        return tuple(self._images(RowImage, " WHERE record_id = ? ORDER BY block, position, id", record_id))

    def units(self, where: str = "") -> tuple[UnitImage, ...]:
        """All units, or those of a condition, by year and in order."""
        return tuple(self._images(UnitImage, f"{where} ORDER BY year, position, id"))

    def unit_of(self, record_id: int) -> int:
        """The unit of a record, also before anything is computed of it; raises ``KeyError``."""
        image = self.image(RecordImage, record_id)
        if image is None:
            raise KeyError(record_id)
        return image.unit_id

    def places(self, unit_id: int) -> tuple[tuple[int, int], ...]:
        """The id and position of each record of a unit, in order."""
        query = "SELECT id, position FROM record WHERE unit_id = ? ORDER BY position"
        with explained(self._database.path):
            return tuple(self._connection.execute(query, (unit_id,)))

    def forms_in(self, unit_id: int) -> tuple[tuple[int, str], ...]:
        """The id and form of each record of a unit, in order."""
        query = "SELECT id, form FROM record WHERE unit_id = ? ORDER BY position"
        with explained(self._database.path):
            return tuple(self._connection.execute(query, (unit_id,)))

    def records_with(self, form: str) -> tuple[int, ...]:
        """The ids of all records of a form."""
        with explained(self._database.path):
            found = self._connection.execute("SELECT id FROM record WHERE form = ? ORDER BY id", (form,))
            return tuple(record_id for (record_id,) in found)

    def unscored_forms(self) -> tuple[str, ...]:
        """The forms of records of which nothing computed is stored, and those of unknown fingerprint."""
        query = (
            "SELECT DISTINCT form FROM record WHERE form NOT IN (SELECT id FROM form)"
            " OR record.id NOT IN (SELECT record_id FROM standing)"
        )
        with explained(self._database.path):
            return tuple(form for (form,) in self._connection.execute(query))

    def records_with_rows(self, block: str) -> tuple[int, ...]:
        """The ids of all records that have rows of a block."""
        query = "SELECT DISTINCT record_id FROM record_row WHERE block = ?"
        with explained(self._database.path):
            return tuple(record_id for (record_id,) in self._connection.execute(query, (block,)))

    def last_position(self, unit_id: int) -> int:
        """The position of a unit's last record, -1 where it has none."""
        with explained(self._database.path):
            query = "SELECT coalesce(max(position), -1) FROM record WHERE unit_id = ?"
            position: int = self._connection.execute(query, (unit_id,)).fetchone()[0]
            return position

    def write_status(self, record_id: int, status: RecordStatus) -> None:
        """Store what is computed of a record."""
        self._summaries_read = None
        total = None if status.total is None else str(status.total)
        self._connection.execute(
            "INSERT OR REPLACE INTO standing"
            " (record_id, name, code, total, grade, state, errors, warnings, fingerprint, across)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record_id,
                status.name,
                status.code,
                total,
                status.grade,
                status.state.name,
                status.errors,
                status.warnings,
                status.fingerprint,
                status.across,
            ),
        )

    def write_across(self, record_id: int, warnings: int) -> bool:
        """Store how many warnings a record has beside others; whether the number changed."""
        self._summaries_read = None
        query = "UPDATE standing SET across = ? WHERE record_id = ? AND across <> ?"
        return self._connection.execute(query, (warnings, record_id, warnings)).rowcount > 0

    def record_status(self, record_id: int) -> RecordStatus | None:
        """What is stored of a record."""
        query = (
            "SELECT name, code, total, grade, state, errors, warnings, fingerprint, across"
            " FROM standing WHERE record_id = ?"
        )
        with explained(self._database.path):
            found = self._connection.execute(query, (record_id,)).fetchone()
        if found is None:
            return None
        name, code, total, grade, state, *others = found
        with reading_values(self._database.path):
            return RecordStatus(name, code, total_from(total), grade, STATES[state], *others)

    def has_output(self, record_id: int, fingerprints: tuple[str, str]) -> bool:
        """Whether a record was printed, exported or sent with either fingerprint."""
        query = "SELECT 1 FROM output WHERE record_id = ? AND fingerprint IN (?, ?) LIMIT 1"
        with explained(self._database.path):
            return self._connection.execute(query, (record_id, *fingerprints)).fetchone() is not None

    def fingerprints(self) -> dict[str, str]:
        """By form id, the fingerprint of the definition that the status of its records was computed by."""
        with explained(self._database.path):
            return dict(self._connection.execute("SELECT id, fingerprint FROM form").fetchall())

    def write_fingerprint(self, form: str, fingerprint: str) -> None:
        """Store by which definition the status of a form's records was computed."""
        self._connection.execute(
            "INSERT OR REPLACE INTO form (id, fingerprint) VALUES (?, ?)", (form, fingerprint)
        )

    def unit_summaries(self) -> tuple[UnitSummary, ...]:
        """All units as the tree lists them."""
        summaries: list[UnitSummary] = []
        for unit in self.units():
            last = summaries[-1] if summaries else None
            position = last.position + 1 if last is not None and last.year == unit.year else 0
            summaries.append(UnitSummary(unit.id, unit.year, unit.name, position))
        return tuple(summaries)

    def record_summaries(self, units: Collection[int] | None = None) -> tuple[RecordSummary, ...]:
        """All records of some units, or of the library, as the tree lists them and in its order."""
        read, self._summaries_read = self._summaries_read, None
        if units is None and read is not None:
            return read
        among = "" if units is None else f" IN ({','.join(map(str, map(int, units)))})"
        years = {unit.id: unit.year for unit in self.units(f" WHERE id{among}" if among else "")}
        where = f" WHERE unit_id{among}" if among else ""
        listed: dict[int, list[RecordSummary]] = {unit_id: [] for unit_id in years}
        with explained(self._database.path), reading_values(self._database.path):
            for found in self._connection.execute(_SUMMARY + where + _IN_UNIT):
                siblings = listed[found[1]]
                siblings.append(_summary(found, years[found[1]], len(siblings)))
        return tuple(chain.from_iterable(listed.values()))

    def reading_ahead(self) -> Iterator[None]:
        """Read what :meth:`record_summaries` of the library gives next, a few units a step."""
        units, found = [unit.id for unit in self.units()], list[RecordSummary]()
        for start in range(0, len(units), _UNITS):
            found += self.record_summaries(units[start : start + _UNITS])
            yield
        self._summaries_read = tuple(found)

    def record_summary(self, record_id: int) -> RecordSummary | None:
        """One record as the tree lists it."""
        with explained(self._database.path):
            found = self._connection.execute(f"{_SUMMARY} WHERE record.id = ?", (record_id,)).fetchone()
            if found is None:
                return None
            year, before = self._connection.execute(
                "SELECT year, (SELECT count(*) FROM record AS other"
                " WHERE other.unit_id = record.unit_id AND other.position < record.position)"
                " FROM record JOIN unit ON unit.id = record.unit_id WHERE record.id = ?",
                (record_id,),
            ).fetchone()
        with reading_values(self._database.path):
            return _summary(found, year, before)

    def search(self, words: tuple[str, ...]) -> list[int]:
        """The records whose name, code or unit holds every word, in the tree's order."""
        holds = r"(standing.name LIKE ? ESCAPE '\' OR code LIKE ? ESCAPE '\' OR unit.name LIKE ? ESCAPE '\')"
        where = " AND ".join([holds] * len(words)) or "TRUE"
        patterns = [f"%{_escaped(word)}%" for word in words for _ in range(3)]
        query = (
            "SELECT record.id FROM record LEFT JOIN standing ON standing.record_id = record.id"
            f" JOIN unit ON unit.id = record.unit_id WHERE {where}"
            " ORDER BY unit.year, unit.position, unit.id, record.position"
        )
        with explained(self._database.path):
            return [record_id for (record_id,) in self._connection.execute(query, patterns)]

    @property
    def check(self) -> SoundnessCheck | None:
        """The check of the whole file, where it goes on after opening and nothing was written since."""
        return self._database.check

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _images(self, kind: type[ImageT], condition: str, *values: int) -> Iterator[ImageT]:
        with explained(self._database.path):
            found = self._connection.execute(_SELECT[kind] + condition, values).fetchall()
        return map(kind._make, found)


_Found = tuple[int, int, str, str, str, str | None, str | None, str, int, int, str]


def _summary(found: _Found, year: int, position: int) -> RecordSummary:
    record_id, unit_id, form, name, code, total, grade, state, errors, warnings, fingerprint = found
    points, filling_state = total_from(total), STATES[state]
    return RecordSummary(
        record_id,
        unit_id,
        year,
        form,
        name,
        code,
        points,
        grade,
        filling_state,
        position,
        errors,
        warnings,
        fingerprint,
    )


def _escaped(word: str) -> str:
    r"""The word with what LIKE takes for a pattern escaped by \."""
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
