"""The operations of replacing a text in the forms of a library."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from perfdesk.model.form.path import Path
from perfdesk.model.kept.text_search import Query, replaceable
from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.record.record import Record
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation


def replace_at(library: Library, record_id: int, path: Path, query: Query, replacement: str) -> Changes[int]:
    """Replace what is sought in one value. The number of values changed: 1, or 0 where it is not there."""

    def run(transaction: Transaction) -> int:
        return _replace(transaction, transaction.record(record_id), [path], query, replacement)

    return library.transact(Operation.REPLACE, run)


def replace_all(
    library: Library,
    record_ids: Iterable[int],
    query: Query,
    replacement: str,
    merge_key: Hashable | None = None,
) -> Changes[int]:
    """Replace what is sought in all values of some records that may be replaced, as one step.

    The number of values changed. Of calls one after the other with the same ``merge_key``, undo takes back
    all at once.
    """

    def run(transaction: Transaction) -> int:
        count = 0
        for record_id in record_ids:
            record = transaction.record(record_id)
            places = replaceable(transaction.definition(record_id), record)
            replaced = _replace(transaction, record, places, query, replacement)
            if replaced:
                transaction.update_status(record_id)
            count += replaced
        return count

    return library.transact(Operation.REPLACE, run, merge_key)


def _replace(
    transaction: Transaction, record: Record, places: Iterable[Path], query: Query, replacement: str
) -> int:
    texts = {
        path: record.get(path)
        for path in places
        if path.index is None or path.index < len(record.rows(path.block))
    }
    values = {path: query.replaced(text, replacement) for path, text in texts.items()}
    values = {path: text for path, text in values.items() if text != texts[path]}
    if values:
        transaction.put(record.with_values(values))
    return len(values)
