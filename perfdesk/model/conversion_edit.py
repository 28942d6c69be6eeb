"""A record of the library turned into another form or year."""

from __future__ import annotations

from perfdesk.errors import InputProblem
from perfdesk.model.change import Changes
from perfdesk.model.conversion import converted
from perfdesk.model.forms import form_of
from perfdesk.model.library import Library
from perfdesk.model.transaction import Transaction


def convert_record(library: Library, record_id: int, form: str, year: int) -> Changes[int]:
    """Turn a record into one of another form or year, beside it, so that nothing is lost. Its id.

    In its own year it comes right after the record, else last in the unit of the same name of that year,
    which is made where it is missing. Raises ``FormProblem`` for an unknown form, ``InputProblem`` where
    the record is of that form and year already.
    """

    def run(transaction: Transaction) -> int:
        record, unit = transaction.record(record_id), transaction.unit_of(record_id)
        definition = form_of(library.forms, form)
        if (record.form, record.year) == (form, year):
            title = f"{year}年度的“{definition.title}”"
            raise InputProblem(f"这个项目已是{title}。请另选年度或格式；要一份同样的，请用“复制项目”。")
        turned = converted(record, transaction.definition(record_id), definition, year).record
        if year == unit.year:
            after = transaction.records_of(unit.id).index(record_id) + 1
            return transaction.add_record(unit.id, turned, after)
        units = {(known.year, known.name): known.id for known in transaction.units()}
        place = (year, unit.name)
        return transaction.add_record(
            units[place] if place in units else transaction.add_unit(*place), turned
        )

    return library.transact("转换格式", run)
