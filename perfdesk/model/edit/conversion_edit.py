"""Converts records of the library to another form or year (转换报表格式)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from perfdesk.errors import InputProblem
from perfdesk.model.conversion.conversion import Conversion, converted
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.forms import form_of
from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation


class ConvertedRecord(NamedTuple):
    """A record that was converted: the ids of both, and what became of the values."""

    old: int
    new: int
    conversion: Conversion


def convert_records(
    library: Library, record_ids: Sequence[int], form: str, year: int, merge_key: Hashable | None = None
) -> Changes[tuple[ConvertedRecord, ...]]:
    """Turn records into such of another form or year, beside them, so that nothing is lost.

    In its own year a new record comes right after the old, else last in the unit of the same name of that
    year, which is made where it is missing. Records of that form and year already are left out. Raises
    ``FormProblem`` for an unknown form, ``InputProblem`` where no record is left.
    """
    definition = form_of(library.forms, form)

    def run(transaction: Transaction) -> tuple[ConvertedRecord, ...]:
        conversions = [
            _converted(transaction, record_id, definition, year)
            for record_id in record_ids
            if (transaction.record(record_id).form, transaction.record(record_id).year) != (form, year)
        ]
        if not conversions:
            title = f"{year}年度的“{definition.title}”"
            raise InputProblem(f"所选项目已是{title}。请另选年度或格式；要一份同样的，请用“复制项目”。")
        return tuple(conversions)

    return library.transact(Operation.CONVERT, run, merge_key)


def _converted(
    transaction: Transaction, record_id: int, definition: FormDefinition, year: int
) -> ConvertedRecord:
    record, unit = transaction.record(record_id), transaction.unit_of(record_id)
    conversion = converted(record, transaction.definition(record_id), definition, year)
    if year == unit.year:
        after = transaction.records_of(unit.id).index(record_id) + 1
        return ConvertedRecord(
            record_id, transaction.add_record(unit.id, conversion.record, after), conversion
        )
    units = {(unit.year, unit.name): unit.id for unit in transaction.units()}
    place = (year, unit.name)
    there = units[place] if place in units else transaction.add_unit(*place)
    return ConvertedRecord(record_id, transaction.add_record(there, conversion.record), conversion)
