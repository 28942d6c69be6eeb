"""The operations on units (单位); each is one step of undo."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from perfdesk.errors import InputProblem
from perfdesk.model.form.known_keys import UNIT_FIELD
from perfdesk.model.form.path import field_path
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation

if TYPE_CHECKING:
    from perfdesk.model.library.library import Library
    from perfdesk.model.library.transaction import Transaction


def add_unit(library: Library, year: int, name: str) -> Changes[int]:
    """Add a unit (单位) to a year. Its id.

    Raises ``InputProblem`` where the name is blank or the year has a unit of that name.
    """

    def run(transaction: Transaction) -> int:
        return transaction.add_unit(year, _free_unit_name(transaction, year, name))

    return library.transact(Operation.ADD_UNIT, run)


def rename_unit(
    library: Library,
    unit_id: int,
    name: str,
    in_forms: Iterable[int] = (),
    merge_key: Hashable | None = None,
) -> Changes[None]:
    """Give a unit another name in the tree.

    What its forms print (实施单位) is the bureau's own wording and stays, but for the records ``in_forms``;
    :func:`printing_unit` tells which print the old name. Raises ``InputProblem`` as :func:`add_unit` does.
    """

    def run(transaction: Transaction) -> None:
        unit = transaction.unit(unit_id)
        new_name = _free_unit_name(transaction, unit.year, name, besides=unit_id)
        transaction.rename_unit(unit_id, new_name)
        for record_id in in_forms:
            transaction.put(transaction.record(record_id).with_value(field_path(UNIT_FIELD), new_name))

    return library.transact(Operation.RENAME_UNIT, run, merge_key)


def printing_unit(library: Library, unit_id: int) -> tuple[int, ...]:
    """The records of a unit whose forms print its name as 实施单位."""
    name = next(unit.name for unit in library.tree.all_units() if unit.id == unit_id)
    known = (record.id for record in library.tree.records(unit_id) if record.form in library.forms)
    return tuple(found_id for found_id in known if library.record(found_id).fields.get(UNIT_FIELD) == name)


def delete_units(
    library: Library,
    unit_ids: Iterable[int],
    record_ids: Iterable[int] = (),
    merge_key: Hashable | None = None,
) -> Changes[None]:
    """Delete records, then units with what is left of their records."""

    def run(transaction: Transaction) -> None:
        for record_id in record_ids:
            transaction.delete_record(record_id)
        for unit_id in unit_ids:
            transaction.delete_unit(unit_id)

    return library.transact(Operation.DELETE_UNITS, run, merge_key)


def _free_unit_name(transaction: Transaction, year: int, name: str, besides: int = 0) -> str:
    """The name without needless spaces; raises ``InputProblem`` where it cannot be a unit's."""
    tidy = " ".join(name.split())
    if not tidy:
        raise InputProblem("单位名称不能为空。请填写单位名称。")
    for unit in transaction.units():
        if (unit.year, unit.name) == (year, tidy) and unit.id != besides:
            raise InputProblem(f"{year}年度已有单位“{tidy}”。请换一个名称，或使用已有的单位。")
    return tidy
