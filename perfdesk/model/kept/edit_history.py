"""Writes the history of records (修改记录): what each operation changed, in its own transaction.

Entries are ordered as they were written, not by their times: a clock may be set back. The file holds the
newest 2,000 of a record and 100,000 of a library.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from perfdesk.model.form.path import FIELDS
from perfdesk.model.kept import clock
from perfdesk.model.store.change import AttachmentImage, Change, Image, RecordImage, RowImage, UnitImage
from perfdesk.model.store.edit_history_table import EditHistoryRow, EditHistoryTable
from perfdesk.model.store.operation import OperationRun, operation_text
from perfdesk.model.store.record_text import values_text

MOST_OF_RECORD = 2_000
MOST_OF_LIBRARY = 100_000

PLACE = ""
"""Stands for the block where an edit is about the record's place in the tree."""

ATTACHMENTS = "@attachments"
"""Stands for the block where an edit is about a file (附件) kept with the record; no form's key begins so."""

LINE = ""
"""Stands for the key where the fixed line of a row became another one."""

# Typing in one cell again within this time is one entry.
_SHORT = timedelta(minutes=5)

_NOTHING = "{}"  # the values of a row that is not there
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Values = Mapping[str, tuple[str, str]]
"""By key, the text before and after."""


class Edit(NamedTuple):
    """What happened to the fields or to one row of a record.

    ``row`` is the row's id in the library, 0 for fields; ``line`` the key of its fixed line. ``before`` and
    ``after`` are its positions in its block, ``None`` where it was not there.
    """

    block: str
    row: int
    line: str
    before: int | None
    after: int | None
    values: Values


class Entry(NamedTuple):
    """One operation on one record, by its Chinese text. ``at`` is local time as the clock then showed it."""

    id: int
    at: datetime
    operation: str
    record_id: int
    edits: tuple[Edit, ...]


class EditHistory:
    """The history of all records of one library."""

    def __init__(self, table: EditHistoryTable) -> None:
        self._table = table

    def entries(self, record_id: int) -> tuple[Entry, ...]:
        """What was done to a record, newest first; raises ``LibraryProblem``."""
        return tuple(map(_entry, self._table.of_record(record_id)))

    def write(self, run: OperationRun, changes: Iterable[Change]) -> None:
        """Write down the folded changes of an operation, within its transaction."""
        at = clock.now()
        edits = edits_of(changes, self._table.unit_name)
        rows = [
            EditHistoryRow(0, at.isoformat(), run.key, number, _text(done)) for number, done in edits.items()
        ]
        if not rows or (len(rows) == 1 and self._joins(rows[0], edits[rows[0].record_id], at)):
            return
        self._table.add(rows)
        for number, done in edits.items():
            if done:  # a new record has no history to be too long
                self._table.trim(number, MOST_OF_RECORD)
        self._table.trim_all(MOST_OF_LIBRARY)

    def _joins(self, row: EditHistoryRow, edits: tuple[Edit, ...], at: datetime) -> bool:
        """Whether an entry joined the one before it: the same cells, typed into again a moment later."""
        cells = _cells(edits)
        last = self._table.newest(row.record_id) if cells else None
        if last is None or last.operation != row.operation:
            return False
        before = _entry(last)
        if cells != _cells(before.edits) or not timedelta(0) <= at - before.at <= _SHORT:
            return False
        earlier = {(edit.block, edit.row): edit for edit in before.edits}
        joined = tuple(_joined(earlier[edit.block, edit.row], edit) for edit in edits)
        if any(old != new for edit in joined for old, new in edit.values.values()):
            self._table.replace(row._replace(id=last.id, changes=_text(joined)))
        else:
            self._table.delete(last.id)
        return True


def edits_of(changes: Iterable[Change], unit_name: Callable[[int], str]) -> dict[int, tuple[Edit, ...]]:
    """By record, what folded changes did to it; nothing is listed of one that was added or deleted whole.

    Records that only gave way to another one in their unit are left out.
    """
    changes = tuple(changes)
    whole = {
        change.image.id for change in changes if None in change and isinstance(change.image, RecordImage)
    }
    edits: dict[int, list[Edit]] = {number: [] for number in whole}
    units: dict[int, str] = {}
    for before, after in changes:
        image = after if before is None else before
        if isinstance(image, UnitImage):
            units[image.id] = image.name
        elif isinstance(image, RowImage) and image.record_id not in whole:
            edits.setdefault(image.record_id, []).append(_row_edit(before, after))
        elif isinstance(before, RecordImage) and isinstance(after, RecordImage):
            values = _differences(before.fields, after.fields)
            if values:
                edits.setdefault(after.id, []).append(Edit(FIELDS, 0, "", 0, 0, values))
            if before.unit_id != after.unit_id:
                names = [units.get(number) or unit_name(number) for number in (before.unit_id, after.unit_id)]
                edits.setdefault(after.id, []).append(
                    Edit(PLACE, 0, "", 0, 0, {"unit": (names[0], names[1])})
                )
        elif isinstance(image, AttachmentImage) and image.record_id not in whole:
            edits.setdefault(image.record_id, []).append(_attachment_edit(before, after))
    return {number: tuple(done) for number, done in edits.items()}


def changes_back(
    record: RecordImage, rows: Iterable[RowImage], entries: Iterable[Entry]
) -> tuple[Change, ...]:
    """The changes that bring a record back to before the last of ``entries``, which stand newest first.

    Its place in the tree and its attachments stay. Rows come back under their ids, so that older entries and
    what was said to warnings still find them.
    """
    here = {row.id: row for row in rows}
    there = dict(here)
    fields = json.loads(record.fields)
    for entry in entries:
        for edit in entry.edits:
            if edit.block == FIELDS:
                fields = _with_old(fields, edit.values)
            elif edit.block not in (PLACE, ATTACHMENTS):
                _take_back(there, record.id, edit)
    changes = [Change(row, None) for number, row in here.items() if number not in there]
    changes += [Change(here.get(number), row) for number, row in there.items() if here.get(number) != row]
    text = values_text(fields)
    if text != record.fields:
        changes.append(Change(record, record._replace(fields=text)))
    return tuple(changes)


def _take_back(rows: dict[int, RowImage], record_id: int, edit: Edit) -> None:
    if edit.before is None:
        rows.pop(edit.row, None)
        return
    row = rows.get(edit.row) or RowImage(edit.row, record_id, edit.block, edit.before, edit.line, _NOTHING)
    values = {key: texts for key, texts in edit.values.items() if key != LINE}
    line, _ = edit.values.get(LINE, (row.line, ""))
    cells = values_text(_with_old(json.loads(row.cells), values))
    rows[edit.row] = row._replace(position=edit.before, line=line, cells=cells)


def _with_old(values: dict[str, str], changed: Values) -> dict[str, str]:
    back = {**values, **{key: old for key, (old, _) in changed.items()}}
    return {key: text for key, text in back.items() if text}


def _row_edit(before: Image | None, after: Image | None) -> Edit:
    old, new = (image if isinstance(image, RowImage) else None for image in (before, after))
    row = new if old is None else old
    assert row is not None
    values = _differences(old.cells if old else _NOTHING, new.cells if new else _NOTHING)
    if old is not None and new is not None and old.line != new.line:
        values[LINE] = (old.line, new.line)
    return Edit(
        row.block, row.id, row.line, old.position if old else None, new.position if new else None, values
    )


def _attachment_edit(before: Image | None, after: Image | None) -> Edit:
    old, new = (image if isinstance(image, AttachmentImage) else None for image in (before, after))
    file = new if old is None else old
    assert file is not None
    texts = {
        key: (getattr(old, key, ""), getattr(new, key, ""))
        for key in ("name", "kind")
        if getattr(old, key, "") != getattr(new, key, "")
    }
    return Edit(
        ATTACHMENTS, file.id, "", file.position if old else None, file.position if new else None, texts
    )


def _differences(before: str, after: str) -> dict[str, tuple[str, str]]:
    if before == after:
        return {}
    if before == _NOTHING:
        return {key: ("", text) for key, text in json.loads(after).items() if text}
    old, new = json.loads(before), json.loads(after)
    keys = dict.fromkeys((*old, *new))
    return {key: (old.get(key, ""), new.get(key, "")) for key in keys if old.get(key, "") != new.get(key, "")}


def _cells(edits: Iterable[Edit]) -> set[tuple[object, ...]] | None:
    """The cells that were typed into; ``None`` where rows came, went or moved."""
    cells: set[tuple[object, ...]] = set()
    for edit in edits:
        if edit.before is None or edit.before != edit.after or edit.block == PLACE:
            return None
        cells |= {(edit.block, edit.row, key) for key in edit.values}
    return cells


def _joined(first: Edit, then: Edit) -> Edit:
    return then._replace(values={key: (first.values[key][0], new) for key, (_, new) in then.values.items()})


def _text(edits: tuple[Edit, ...]) -> str:
    return _JSON.encode(edits)


def _entry(row: EditHistoryRow) -> Entry:
    edits = []
    for block, number, line, before, after, values in json.loads(row.changes):
        texts = {key: (old, new) for key, (old, new) in values.items()}
        edits.append(Edit(block, number, line, before, after, texts))
    at = datetime.fromisoformat(row.at)
    return Entry(row.id, at, operation_text(row.operation), row.record_id, tuple(edits))
