"""The operations of a new year: projects carried into it (结转下年), and carried values confirmed."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from typing import NamedTuple

from perfdesk.errors import InputProblem
from perfdesk.model.conversion.carry import carried, family, next_name
from perfdesk.model.form.forms import form_of
from perfdesk.model.form.path import Path
from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.record.pending import confirmed, with_pending_marks
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation
from perfdesk.model.store.tree import RecordSummary, UnitSummary


class Carry(NamedTuple):
    """A record to be carried, and the id of the form it comes into."""

    record_id: int
    form: str


def carry_over(
    library: Library, wanted: Sequence[Carry], year: int, merge_key: Hashable | None = None
) -> Changes[tuple[int, ...]]:
    """Carry projects into a later year as one step, each last in the unit of its own unit's name. Their ids.

    A unit that the year lacks is made. All that was carried waits to be confirmed. Of calls one after the
    other with the same ``merge_key``, undo takes back all at once.
    Raises ``InputProblem`` where a project is not of an earlier year, ``FormProblem`` for an unknown form.
    """

    def run(transaction: Transaction) -> tuple[int, ...]:
        units = {(unit.year, unit.name): unit.id for unit in transaction.units()}
        added: list[int] = []
        for record_id, form in wanted:
            record, unit = transaction.record(record_id), transaction.unit_of(record_id)
            if record.year >= year:
                raise InputProblem(f"{record.year}年度的项目不能结转到{year}年度。请选以后的年度。")
            before, after = transaction.definition(record_id), form_of(library.forms, form)
            place = (year, unit.name)
            if place not in units:
                units[place] = transaction.add_unit(*place)
            new = transaction.add_record(units[place], carried(record, before, after, year).conversion.record)
            transaction.put(with_pending_marks(transaction.record(new), after, record.year, record_id))
            transaction.update_status(new)
            added.append(new)
        return tuple(added)

    return library.transact(Operation.CARRY_OVER, run, merge_key)


class UnitToCarry(NamedTuple):
    """A unit of a year with its projects; ``there`` are those that the new year has already."""

    unit: UnitSummary
    records: tuple[RecordSummary, ...]
    there: frozenset[int]


def units_to_carry(library: Library, year: int, new_year: int) -> Iterator[UnitToCarry | None]:
    """The units of a year that have projects, a unit a step; ``None`` for a step that only prepares.

    The new year has those that were carried there; else those of whose form it has an edition with the same
    code, or with the same name, the year in it moved on, in the unit of the same name.
    """
    origins = library.origins.all()
    yield None
    sources: set[int] = set()
    existing: set[tuple[object, ...]] = set()
    for unit in library.tree.units(new_year):
        for summary in library.tree.records(unit.id):
            existing |= _keys(library, summary, unit.name, new_year)
            if summary.id in origins:
                sources.add(origins[summary.id])
        yield None
    for unit in library.tree.units(year):
        records = library.tree.records(unit.id)
        there = frozenset(
            summary.id
            for summary in records
            if summary.id in sources
            or (existing and not existing.isdisjoint(_keys(library, summary, unit.name, new_year)))
        )
        yield UnitToCarry(unit, records, there) if records else None


def carried_already(library: Library, year: int, new_year: int) -> frozenset[int]:
    """The records of a year that the new year has already, as :func:`units_to_carry` says."""
    units = units_to_carry(library, year, new_year)
    return frozenset().union(*(unit.there for unit in units if unit is not None))


def confirm(library: Library, record_id: int, paths: Collection[Path] | None = None) -> Changes[None]:
    """Confirm carried values at some paths of a record, or all of them."""

    def run(transaction: Transaction) -> None:
        transaction.put(confirmed(transaction.record(record_id), paths))

    return library.transact(Operation.CONFIRM, run)


def _keys(library: Library, summary: RecordSummary, unit: str, new_year: int) -> set[tuple[object, ...]]:
    """What a record is recognised by in the new year; nothing where its form is unknown."""
    if summary.form not in library.forms:
        return set()
    form = library.forms[summary.form]
    name = next_name(summary.name, form, summary.year, new_year).strip()
    keys: set[tuple[object, ...]] = set()
    if summary.code.strip():
        keys.add((family(form), summary.code.strip()))
    if name:
        keys.add((family(form), unit, name))
    return keys
