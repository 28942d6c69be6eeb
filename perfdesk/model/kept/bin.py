"""Stores deleted records whole (回收站) until they are restored or dropped.

It follows the row images of every operation, so that it is right after undo and redo, too. Records stay by
size, not by date, since a clock may be wrong: the oldest are dropped once all together
are larger than 200 MB.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from perfdesk.model.form.known_keys import CODE_FIELD, NAME_FIELD
from perfdesk.model.kept import clock
from perfdesk.model.store.bin_table import BinRow, BinTable
from perfdesk.model.store.change import Change, RecordImage, RowImage, UnitImage
from perfdesk.model.store.operation import Operation
from perfdesk.model.store.outside_undo import OutsideUndo

MOST_CHARACTERS = 200_000_000

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Deleted(NamedTuple):
    """A deleted record as the bin lists it; ``at`` is local time as the clock then showed it."""

    record_id: int
    at: datetime
    year: int
    unit: str
    form: str
    name: str
    code: str


class Bin:
    """The deleted records of one library."""

    def __init__(self, table: BinTable, outside_undo: OutsideUndo) -> None:
        self._table = table
        self._outside_undo = outside_undo
        self._swept = False

    def entries(self) -> tuple[Deleted, ...]:
        """What can be brought back, deleted last first; raises ``LibraryProblem``."""
        return tuple(map(_deleted, self._table.rows()))

    def images(self, record_id: int) -> tuple[Deleted, RecordImage, tuple[RowImage, ...]]:
        """A deleted record with all its rows; raises ``KeyError`` where the bin does not hold it."""
        found = self._table.image(record_id)
        if found is None:
            raise KeyError(record_id)
        record, rows = json.loads(found[1])
        return _deleted(found[0]), RecordImage._make(record), tuple(map(RowImage._make, rows))

    def drop(self, record_ids: Sequence[int]) -> None:
        """Delete records for good; raises ``LibraryProblem``, ``ReadOnlyLibrary``."""
        with self._outside_undo.write(Operation.PURGE):
            self._table.drop(record_ids)

    def follow(self, changes: Iterable[Change], undoing: bool) -> None:
        """Take in what an operation deleted, and give out what it brought back, within its transaction.

        What undo takes back that was never deleted before, such as an import, does not lie in the bin.
        """
        if not self._swept:
            self._table.sweep()
            self._swept = True
        units: dict[int, tuple[int, str]] = {}
        deleted: dict[int, RecordImage] = {}
        rows: dict[int, list[RowImage]] = {}
        restored: list[int] = []
        for before, after in changes:
            if isinstance(before, UnitImage):
                units[before.id] = before.year, before.name
            elif isinstance(before, RecordImage) and after is None:
                deleted[before.id] = before
            elif isinstance(before, RowImage):
                rows.setdefault(before.record_id, []).append(before)
            elif isinstance(after, RecordImage) and before is None:
                restored.append(after.id)
        if restored:
            self._table.drop(restored)
        if undoing and deleted:
            listed = self._table.ever_listed(deleted)
            deleted = {record_id: image for record_id, image in deleted.items() if record_id in listed}
        if deleted:
            at = clock.now().isoformat()
            self._table.add(
                _entry(image, rows.get(record_id, []), units.get(image.unit_id), self._table, at)
                for record_id, image in deleted.items()
            )
            self._table.drop_beyond(MOST_CHARACTERS)


def _entry(
    image: RecordImage, rows: list[RowImage], unit: tuple[int, str] | None, table: BinTable, at: str
) -> tuple[BinRow, str]:
    year, name = unit or table.unit(image.unit_id)
    fields = json.loads(image.fields)
    text = _JSON.encode((image, rows))
    called, code = fields.get(NAME_FIELD, ""), fields.get(CODE_FIELD, "")
    return BinRow(image.id, at, year, name, image.form, called, code, len(text)), text


def _deleted(row: BinRow) -> Deleted:
    at = datetime.fromisoformat(row.at)
    return Deleted(row.record_id, at, row.year, row.unit, row.form, row.name, row.code)
