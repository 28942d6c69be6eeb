"""Bringing back what the history of a record holds; each is one step of undo."""

from __future__ import annotations

from collections.abc import Mapping

from perfdesk.errors import InputProblem
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import FIELDS, Path
from perfdesk.model.kept.edit_history import Edit, Entry, changes_back
from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.record.record import Record
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation

Places = Mapping[tuple[str, int], int]
"""Where the rows of a record stand, by block and id."""


def places_of(record: Record) -> Places:
    """Where the rows of a record stand now."""
    return {(key, row.id): at for key, rows in record.blocks.items() for at, row in enumerate(rows)}


def path_of(places: Places, done: Edit, key: str) -> Path | None:
    """Where a value that was changed stands now; ``None`` where its row is gone."""
    if done.block == FIELDS:
        return Path(FIELDS, None, key)
    at = places.get((done.block, done.row))
    return None if at is None else Path(done.block, at, key)


def restore_value(library: Library, record_id: int, done: Edit, key: str) -> Changes[None]:
    """Type the text again that stood in a cell before an edit.

    Raises ``InputProblem`` where the row is gone.
    """
    path = path_of(places_of(library.record(record_id)), done, key)
    if path is None:
        raise InputProblem("这一行已经删除，不能单独恢复其中一格。请把整张表恢复到删除这一行之前。")
    old, _ = done.values[key]
    return record_edit.set_values(library, record_id, {path: old}, Operation.RESTORE_VALUE)


def restore_record(library: Library, record_id: int, entry_id: int) -> Changes[None]:
    """Bring a record's values and rows back to what they were before an entry; its place stays."""

    def run(transaction: Transaction) -> None:
        newer: list[Entry] = []
        for entry in library.edit_history.entries(record_id):
            newer.append(entry)
            if entry.id == entry_id:
                transaction.replay(changes_back(*transaction.images(record_id), newer))
                return
        raise InputProblem("这条修改记录已经不在了，表没有改动。请在修改记录里另选一条。")

    return library.transact(Operation.RESTORE_RECORD, run)
