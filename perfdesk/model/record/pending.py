"""待确认: values carried from an earlier year (结转) that nobody has confirmed; rows that no form prints.

A mark holds the row and the column of a value, not the value: it follows the row when that moves, and goes
with the first change of the value (:func:`without_changed_marks`), with its row, or when it is confirmed.
Undo brings it back, since marks are rows like any other. A copy of a project and one converted to another
form have no marks: what is in them is somebody's doing of this year, and those of the project itself stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from perfdesk.model.form.annotation import CARRIED
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.known_keys import LEVELS
from perfdesk.model.form.path import FIELDS, Path, field_path
from perfdesk.model.record.record import Record, Row

ORIGIN = "origin"
"""The ``line`` of the row that says from which record one was carried; it stays when all is confirmed."""


class Pending(NamedTuple):
    """A value that waits to be confirmed; ``year`` is the one that it was carried from."""

    path: Path
    year: str


def pending(record: Record) -> tuple[Pending, ...]:
    """What waits to be confirmed in a record: its fields, then its rows from top to bottom."""
    rows = record.rows(CARRIED.key)
    if not rows:
        return ()
    order = {block: position for position, block in enumerate(record.blocks)} | {FIELDS: -1}
    return tuple(
        sorted(
            _pending(record, rows),
            key=lambda pending_mark: (order[pending_mark.path.block], pending_mark.path.index or 0),
        )
    )


def _pending(record: Record, rows: Collection[Row]) -> Iterator[Pending]:
    indexes: dict[str, dict[str, int]] = {}
    for pending_mark in rows:
        block, _, row_id = pending_mark["place"].partition("#")
        if not row_id:
            yield from (
                Pending(field_path(key), pending_mark["year"]) for key in pending_mark["keys"].split()
            )
            continue
        if block not in indexes:
            indexes[block] = {str(row.id): index for index, row in enumerate(record.rows(block))}
        index = indexes[block].get(row_id)
        if index is not None:
            yield from (
                Pending(Path(block, index, key), pending_mark["year"]) for key in pending_mark["keys"].split()
            )


def with_pending_marks(record: Record, definition: FormDefinition, year: int, source: int) -> Record:
    """A record of the library with all that was carried into it from ``year`` as yet to be confirmed.

    That is what stands where the form carries values, is printed, and is not what every new form begins with;
    but for the levels of indicators. ``source`` is the id of the record it was carried from.
    """
    printed = _printed(definition)
    origin = Row({"year": str(year), "source": str(source)}, ORIGIN)
    keys = [
        field.key
        for field in definition.fields
        if field.carry and (FIELDS, field.key) in printed and _typed(record.fields, field.key, field.start)
    ]
    pending_marks = [Row({"year": str(year), "place": FIELDS, "keys": " ".join(keys)})] if keys else []
    for block in definition.blocks:
        # Levels need no confirming: which rows there are is the form's structure, and shows in the preview.
        columns = [column.key for column in block.columns if column.carry and column.key not in LEVELS]
        columns = [key for key in columns if (block.key, key) in printed]
        starts = {line.key: line.start for line in block.lines}
        for row in record.rows(block.key) if columns else ():
            start = starts.get(row.line, {})
            keys = [key for key in columns if _typed(row.values, key, start.get(key, ""))]
            if keys:
                place = f"{block.key}#{row.id}"
                pending_marks.append(Row({"year": str(year), "place": place, "keys": " ".join(keys)}))
    return record.with_rows(CARRIED.key, [origin, *pending_marks])


def confirmed(record: Record, paths: Collection[Path] | None = None) -> Record:
    """The record with the values at some paths confirmed, or all; the same object where none waited."""
    removed = {
        pending_mark.path for pending_mark in pending(record) if paths is None or pending_mark.path in paths
    }
    return _without(record, {_address(record, path) for path in removed}) if removed else record


def without_changed_marks(old: Record, new: Record) -> Record:
    """A record after an edit, without the marks of what was changed or deleted."""
    if not any(pending_mark["keys"] for pending_mark in new.rows(CARRIED.key)):
        return new
    removed: set[tuple[str, str]] = set()
    there = {
        f"{block}#{row.id}": row for block, rows in new.blocks.items() if block != CARRIED.key for row in rows
    }
    before = {f"{block}#{row.id}": row for block, rows in old.blocks.items() for row in rows}
    for pending_mark in new.rows(CARRIED.key):
        place = pending_mark["place"]
        for key in pending_mark["keys"].split():
            if place == FIELDS:
                changed = old.fields.get(key, "") != new.fields.get(key, "")
            else:
                row, earlier = there.get(place), before.get(place)
                changed = row is None or (
                    earlier is not None and earlier is not row and earlier[key] != row[key]
                )
            if changed:
                removed.add((place, key))
    return _without(new, removed) if removed else new


def _without(record: Record, removed: Collection[tuple[str, str]]) -> Record:
    rows: list[Row] = []
    for pending_mark in record.rows(CARRIED.key):
        keys = pending_mark["keys"].split()
        remaining = [key for key in keys if (pending_mark["place"], key) not in removed]
        if remaining == keys:
            rows.append(pending_mark)
        elif remaining:
            rows.append(pending_mark.with_value("keys", " ".join(remaining)))
    return record.with_rows(CARRIED.key, rows)


def _address(record: Record, path: Path) -> tuple[str, str]:
    if path.index is None:
        return FIELDS, path.key
    return f"{path.block}#{record.rows(path.block)[path.index].id}", path.key


def _typed(values: Mapping[str, str], key: str, start: str) -> bool:
    text = values.get(key, "")
    return bool(text.strip()) and text != start


def _printed(definition: FormDefinition) -> set[tuple[str, str]]:
    """The values that the form prints, by block (``fields`` for fields) and key."""
    return {
        (row.repeat or FIELDS, key)
        for section in definition.sheet.sections
        for row in section.rows
        for cell in row.cells
        for key in cell.values
    }
