"""``perfdesk carry``: last year's projects carried into this year, or only what that would do."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from perfdesk.cli_record import called, complain
from perfdesk.errors import InputProblem
from perfdesk.exchange.listing.carry_report import carry_report
from perfdesk.model.conversion.carry import carried, successor
from perfdesk.model.edit.carry_edit import Carry, carried_already, carry_over
from perfdesk.model.form.definition import Forms
from perfdesk.model.form.forms import form_of
from perfdesk.model.library.library import Library
from perfdesk.model.store.tree import RecordSummary


def carry(library: Library, options: argparse.Namespace) -> bool:
    """Carry what the options ask for; whether there was anything, and all of it could be.

    Raises ``InputProblem`` and ``FormProblem``.
    """
    year, new_year = options.from_year, options.to_year
    if new_year <= year:
        raise InputProblem(f"--to 后面应是 {year} 以后的年度，不是 {new_year}。")
    into = _forms_wanted(options.form or (), library.forms)
    chosen = _chosen(library, year, options.unit)
    unknown = [summary for summary in chosen if summary.form not in library.forms]
    for summary in unknown:
        complain(f"编号 {summary.id}：报表格式“{summary.form}”不在本程序中，没有结转。")
    there = frozenset() if options.again else carried_already(library, year, new_year)
    skipped = [summary for summary in chosen if summary.id in there]
    if skipped:
        numbers = "、".join(str(summary.id) for summary in skipped)
        complain(f"{new_year}年度已有的没有再结转：编号 {numbers}。要再结转一份，加 --again。")
    wanted = [
        Carry(
            summary.id,
            into.get(summary.form) or into.get("") or successor(library.forms, summary.form, new_year),
        )
        for summary in chosen
        if summary not in unknown and summary not in skipped
    ]
    if not wanted:
        complain(f"{year}年度没有要结转的项目。")
        return False
    for item in wanted:
        before, after = library.definition(item.record_id), form_of(library.forms, item.form)
        result = carried(library.record(item.record_id), before, after, new_year)
        print(carry_report(called(library, item.record_id), result))
    if options.dry_run:
        print(f"以上 {len(wanted)} 个项目可以结转到{new_year}年度；填报库没有改动。")
    else:
        added = carry_over(library, wanted, new_year).result
        numbers = f"{added[0]}～{added[-1]}" if len(added) > 1 else str(added[0])
        print(f"已结转 {len(added)} 个项目到{new_year}年度，编号 {numbers}；结转的内容待确认。")
    return not unknown


def _chosen(library: Library, year: int, names: Sequence[str] | None) -> list[RecordSummary]:
    """The records of the year, or of some of its units."""
    units = {unit.id: unit.name for unit in library.tree.units(year)}
    for name in names or ():
        if name not in units.values():
            known = "、".join(units.values()) or "（没有）"
            raise InputProblem(f"{year}年度没有单位“{name}”。已有的单位：{known}。")
    chosen = (summary for summary in library.tree.all_records() if summary.year == year)
    return [summary for summary in chosen if not names or units[summary.unit_id] in names]


def _forms_wanted(written: Sequence[str], forms: Forms) -> dict[str, str]:
    """By old form, the new one asked for; under ``""`` the one for all others."""
    wanted: dict[str, str] = {}
    for item in written:
        old, mark, new = item.rpartition("=")
        for form in (old, new) if mark else (new,):
            form_of(forms, form)
        wanted[old] = new
    return wanted
