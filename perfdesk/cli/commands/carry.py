"""``perfdesk carry``: last year's projects carried into this year, or only what that would do (结转)."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.library_access import id_range, open_library, record_name
from perfdesk.cli.options import library_option, parse_year
from perfdesk.cli.parser import Parser
from perfdesk.cli.subcommand import Subcommand
from perfdesk.cli.terminal import print_error
from perfdesk.errors import InputProblem

if TYPE_CHECKING:
    from perfdesk.model.edit.carry_edit import Carry
    from perfdesk.model.form.definition import Forms
    from perfdesk.model.library.library import Library
    from perfdesk.model.store.tree import RecordSummary


def _add_options(parser: Parser) -> None:
    library_option(parser)
    switches = parser.switches
    for name, place, about in (("--from", "from_year", "由哪个年度"), ("--to", "to_year", "到哪个年度")):
        switches.add_argument(
            name, dest=place, metavar="年度", type=parse_year, required=True, help=f"{about}结转"
        )
    switches.add_argument("--unit", metavar="单位", nargs="+", action="extend", help="只要这些单位的")
    about = "新年度的报表格式，默认为同一张表的该年度格式；不同的旧格式分别写 旧=新"
    switches.add_argument("--form", metavar="格式", nargs="+", action="extend", help=about)
    switches.add_argument("--again", action="store_true", help="新年度已有的项目也再结转一份")
    switches.add_argument("--dry-run", action="store_true", help="只列出，不结转")


def _run(options: argparse.Namespace) -> ExitCode:
    from perfdesk.model.edit.carry_edit import carry_over

    year, new_year = options.from_year, options.to_year
    with open_library(options.library, read_only=options.dry_run) as library:
        if new_year <= year:
            raise InputProblem(f"--to 后面应是 {year} 以后的年度，不是 {new_year}。")
        new_forms = _new_forms(options.form or (), library.forms)
        records = _chosen_records(library, year, options.unit)
        carriable = [summary for summary in records if summary.form in library.forms]
        formless = [summary for summary in records if summary.form not in library.forms]
        for summary in formless:
            print_error(f"编号 {summary.id}：报表格式“{summary.form}”不在本程序中，没有结转。")
        if not options.again:
            carriable = _without_carried(library, carriable, year, new_year)
        wanted = _carries(carriable, new_forms, library.forms, new_year)
        if not wanted:
            print_error(f"{year}年度没有要结转的项目。")
            return ExitCode.ATTENTION
        _print_changes(library, wanted, new_year)
        if options.dry_run:
            print(f"以上 {len(wanted)} 个项目可以结转到{new_year}年度；填报库没有改动。")
        else:
            added = carry_over(library, wanted, new_year).result
            print(f"已结转 {len(added)} 个项目到{new_year}年度，编号 {id_range(added)}；结转的内容待确认。")
    return ExitCode.ATTENTION if formless else ExitCode.DONE


def _new_forms(written: Sequence[str], forms: Forms) -> dict[str, str]:
    """By old form, the new one asked for; under ``""`` the one for all others. Raises ``FormProblem``."""
    from perfdesk.model.form.forms import form_of

    wanted: dict[str, str] = {}
    for text in written:
        old, equals, new = text.rpartition("=")
        for form in (old, new) if equals else (new,):
            form_of(forms, form)
        wanted[old] = new
    return wanted


def _chosen_records(library: Library, year: int, names: Sequence[str] | None) -> list[RecordSummary]:
    """The records of the year, or of some of its units; raises ``InputProblem`` for an unknown unit."""
    units = {unit.id: unit.name for unit in library.tree.units(year)}
    for name in names or ():
        if name not in units.values():
            there = "、".join(units.values()) or "（没有）"
            raise InputProblem(f"{year}年度没有单位“{name}”。已有的单位：{there}。")
    of_year = (summary for summary in library.tree.all_records() if summary.year == year)
    return [summary for summary in of_year if not names or units[summary.unit_id] in names]


def _without_carried(
    library: Library, records: Sequence[RecordSummary], year: int, new_year: int
) -> list[RecordSummary]:
    """The records that the new year does not have yet; prints which it has."""
    from perfdesk.model.edit.carry_edit import carried_already

    there = carried_already(library, year, new_year)
    if skipped := [str(summary.id) for summary in records if summary.id in there]:
        print_error(f"{new_year}年度已有的没有再结转：编号 {'、'.join(skipped)}。要再结转一份，加 --again。")
    return [summary for summary in records if summary.id not in there]


def _carries(
    records: Sequence[RecordSummary], new_forms: dict[str, str], forms: Forms, new_year: int
) -> list[Carry]:
    """Each record with the form that it comes into: the one asked for, else its edition for the new year."""
    from perfdesk.model.conversion.carry import successor
    from perfdesk.model.edit.carry_edit import Carry

    return [
        Carry(
            summary.id,
            new_forms.get(summary.form) or new_forms.get("") or successor(forms, summary.form, new_year),
        )
        for summary in records
    ]


def _print_changes(library: Library, wanted: Sequence[Carry], new_year: int) -> None:
    """Say of each record what carrying it changes and leaves behind."""
    from perfdesk.exchange.listing.carry_report import carry_report
    from perfdesk.model.conversion.carry import carried
    from perfdesk.model.form.forms import form_of

    for carry in wanted:
        before, after = library.definition(carry.record_id), form_of(library.forms, carry.form)
        result = carried(library.record(carry.record_id), before, after, new_year)
        print(carry_report(record_name(library, carry.record_id), result))


SUBCOMMAND = Subcommand("把上一年度的项目结转到下一年度，逐项列出改动和带不过去的内容", _add_options, _run)
