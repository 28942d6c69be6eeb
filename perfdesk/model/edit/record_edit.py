"""The operations on records and their rows; each is one step of undo."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from perfdesk.errors import InputProblem
from perfdesk.model.checks.explanation import with_outside_explanations
from perfdesk.model.form.annotation import EXPLANATIONS
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.forms import form_of
from perfdesk.model.form.known_keys import LEVELS, NAME_FIELD, UNIT_FIELD
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.record.comparison_sign import row_with_chosen_sign, with_chosen_signs
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_order import arranged, with_inserted_rows, with_moved_rows, without_rows
from perfdesk.model.record.row_plan import new_record, planned
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation

if TYPE_CHECKING:
    from perfdesk.model.library.library import Library
    from perfdesk.model.library.transaction import Transaction

NO_UNIT = "（未填单位）"


def set_values(
    library: Library, record_id: int, values: Mapping[Path, str], operation: Operation = Operation.TYPE
) -> Changes[None]:
    """Type values; blank clears. Typing in the same cell again joins the step of undo before it."""

    def run(transaction: Transaction) -> None:
        typed = with_chosen_signs(transaction.definition(record_id), values)
        transaction.put(transaction.record(record_id).with_values(typed))

    merge_key: Hashable = (operation, record_id, frozenset(values))
    return library.transact(operation, run, merge_key)


def insert_rows(
    library: Library, record_id: int, block: str, index: int, rows: Iterable[Row] = (Row(),)
) -> Changes[None]:
    """Insert rows before the one at ``index``, last where it is the number of rows."""

    def run(transaction: Transaction) -> None:
        record = transaction.record(record_id)
        _expect_growing(transaction.definition(record_id), block)
        transaction.put(with_inserted_rows(record, block, index, rows))

    return library.transact(Operation.INSERT_ROWS, run)


def delete_rows(library: Library, record_id: int, block: str, indices: Iterable[int]) -> Changes[None]:
    """Delete rows. A row that the form always prints comes back blank; the others stay at their levels."""
    deleted = set(indices)

    def run(transaction: Transaction) -> None:
        record, definition = transaction.record(record_id), transaction.definition(record_id)
        _expect_growing(definition, block)
        transaction.put(planned(definition, without_rows(record, block, deleted)))

    return library.transact(Operation.DELETE_ROWS, run)


def duplicate_rows(library: Library, record_id: int, block: str, indices: Iterable[int]) -> Changes[None]:
    """Copy rows with all their values; the copies follow the last of them."""
    chosen = sorted(set(indices))

    def run(transaction: Transaction) -> None:
        record = transaction.record(record_id)
        _expect_growing(transaction.definition(record_id), block)
        copies = [record.rows(block)[index] for index in chosen]
        if copies:
            transaction.put(with_inserted_rows(record, block, chosen[-1] + 1, copies))

    return library.transact(Operation.DUPLICATE_ROWS, run)


def move_rows(
    library: Library, record_id: int, block: str, indices: Iterable[int], target: int
) -> Changes[None]:
    """Move rows, in their order, before the row that is now at ``target`` (the number of rows: last).

    A row that comes to lie in another group of indicators (二级指标) joins it; the others stay at their
    levels, and a row that the form always prints is there again, blank.
    """
    chosen = set(indices)

    def run(transaction: Transaction) -> None:
        record, definition = transaction.record(record_id), transaction.definition(record_id)
        _expect_growing(definition, block)
        transaction.put(planned(definition, with_moved_rows(record, block, chosen, target)))

    return library.transact(Operation.MOVE_ROWS, run)


def paste(
    library: Library,
    record_id: int,
    values: Mapping[Path, str],
    block: str = "",
    index: int = 0,
    rows: Sequence[Row] = (),
) -> Changes[None]:
    """Set values, and then insert new rows into a block before ``index``, as one step.

    Where indicators come with their levels, the rows of the form that are then still unused are arranged
    around them: see :func:`arranged`.
    """

    def run(transaction: Transaction) -> None:
        definition = transaction.definition(record_id)
        typed = with_chosen_signs(definition, values)
        record = transaction.record(record_id).with_values(typed)
        pasted = {(path.block, path.index) for path in typed if path.index is not None}
        if rows:
            _expect_growing(definition, block)
            new = [row_with_chosen_sign(definition.block(block), row) for row in rows]
            record = with_inserted_rows(record, block, index, new)
            pasted |= {(block, at) for at in range(index, index + len(new))}
        for arriving in {path.block for path in typed if path.key in LEVELS} | ({block} if rows else set()):
            filled = {at for own, at in pasted if own == arriving and at is not None}
            record = arranged(definition, record, arriving, filled)
        transaction.put(record)

    return library.transact(Operation.PASTE, run)


def add_record(
    library: Library,
    unit_id: int,
    form: str,
    year: int,
    position: int | None = None,
    fields: Mapping[str, str] | None = None,
) -> Changes[int]:
    """Make an empty form in a unit, before the unit's record at ``position`` or last. Its id.

    It starts with the unit's name as 实施单位, the rows its form begins with, and ``fields`` by field
    key. ``year`` is the unit's. Raises ``FormProblem`` for an unknown form.
    """

    def run(transaction: Transaction) -> int:
        unit = transaction.unit(unit_id)
        if unit.year != year:
            raise ValueError(f"the unit belongs to {unit.year}, not to {year}")
        record = new_record(form_of(library.forms, form), year, unit.name)
        for key, text in (fields or {}).items():
            record = record.with_value(field_path(key), text)
        return transaction.add_record(unit_id, record, position)

    return library.transact(Operation.ADD_RECORD, run)


def add_records(
    library: Library,
    records: Iterable[Record],
    operation: Operation = Operation.IMPORT,
    *,
    merge_key: Hashable | None = None,
) -> Changes[tuple[int, ...]]:
    """Add filled forms as one step. Their ids.

    Each goes last into the unit that its 实施单位 names in its year; a unit that is missing is made. Rows
    that a form always has are added. What was said to the warnings of a record from outside a library
    comes with it. Raises ``FormProblem`` for an unknown form.
    """

    def run(transaction: Transaction) -> tuple[int, ...]:
        units = {(unit.year, unit.name): unit.id for unit in transaction.units()}
        added: list[int] = []
        for record in records:
            complete = planned(form_of(library.forms, record.form), record)
            place = (record.year, " ".join(record.fields.get(UNIT_FIELD, "").split()) or NO_UNIT)
            if place not in units:
                units[place] = transaction.add_unit(*place)
            added.append(transaction.add_record(units[place], complete))
            said = record.rows(EXPLANATIONS.key)
            if said and not record.id:
                transaction.put(with_outside_explanations(transaction.record(added[-1]), said))
        return tuple(added)

    return library.transact(operation, run, merge_key)


def rename_record(library: Library, record_id: int, name: str) -> Changes[None]:
    """Give a record another 项目名称; the tree shows what the form prints."""

    def run(transaction: Transaction) -> None:
        record = transaction.record(record_id)
        transaction.put(record.with_value(field_path(NAME_FIELD), name.strip()))

    return library.transact(Operation.RENAME_RECORD, run)


def duplicate_record(library: Library, record_id: int) -> Changes[int]:
    """Copy a record with all its values, right after it. The copy's id.

    Its name ends with 副本, since two projects of one name are a mistake in what is sent.
    """

    def run(transaction: Transaction) -> int:
        record, unit = transaction.record(record_id), transaction.unit_of(record_id)
        name = record.fields.get(NAME_FIELD, "")
        copy = record.with_value(field_path(NAME_FIELD), f"{name}（副本）" if name else "")
        return transaction.add_record(unit.id, copy, transaction.records_of(unit.id).index(record_id) + 1)

    return library.transact(Operation.DUPLICATE_RECORD, run)


def delete_records(
    library: Library, record_ids: Iterable[int], merge_key: Hashable | None = None
) -> Changes[None]:
    """Delete records; a unit that is empty then stays."""

    def run(transaction: Transaction) -> None:
        for record_id in dict.fromkeys(record_ids):
            transaction.delete_record(record_id)

    return library.transact(Operation.DELETE_RECORDS, run, merge_key)


def move_record(library: Library, record_id: int, unit_id: int, position: int | None = None) -> Changes[None]:
    """Move a record to ``position`` among the other records of a unit, or last.

    Nothing typed in the form changes, so 实施单位 still prints what it did: the tree is how the bureau
    keeps its forms, the form is what it signs. The year is not typed: under another year's unit the form
    becomes one of that year.
    """
    return library.transact(
        Operation.MOVE_RECORDS, lambda transaction: transaction.place_record(record_id, unit_id, position)
    )


def place_before(library: Library, unit_id: int, before: int | None, moved: Collection[int]) -> int | None:
    """Before which record of a unit others come to lie that are dropped on ``before``; ``None`` for last.

    Dropped before one of themselves, they come before the next record that stays.
    """
    there = [record.id for record in library.tree.records(unit_id)]
    below = there[there.index(before) :] if before in there else ()
    moved_ids = set(moved)
    return next((other_id for other_id in below if other_id not in moved_ids), None)


def move_records(
    library: Library,
    record_ids: Iterable[int],
    unit_id: int,
    anchor: int | None = None,
    merge_key: Hashable | None = None,
) -> Changes[None]:
    """Move records, in the order given, before another record of a unit, or last, as one step.

    ``anchor`` is none of them: see :func:`place_before`. As with :func:`move_record`, nothing typed changes.
    """

    def run(transaction: Transaction) -> None:
        for record_id in dict.fromkeys(record_ids):
            others = [other_id for other_id in transaction.records_of(unit_id) if other_id != record_id]
            transaction.place_record(record_id, unit_id, None if anchor is None else others.index(anchor))

    return library.transact(Operation.MOVE_RECORDS, run, merge_key)


def _expect_growing(definition: FormDefinition, block: str) -> None:
    if not definition.block(block).grows:
        label = definition.block(block).label
        raise InputProblem(f"“{label}”的行由报表格式规定，不能增加、删除或移动。请只填写各行的内容。")
