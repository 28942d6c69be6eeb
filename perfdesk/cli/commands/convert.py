"""``perfdesk convert``: records turned into another form or year, beside the old ones (转换格式)."""

from __future__ import annotations

import argparse

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.library_access import chosen_ids, open_library, record_name
from perfdesk.cli.options import library_option, parse_year, record_option
from perfdesk.cli.parser import Parser
from perfdesk.cli.subcommand import Subcommand
from perfdesk.cli.terminal import print_error


def _add_options(parser: Parser) -> None:
    library_option(parser)
    switches = parser.switches
    switches.add_argument("--form", metavar="格式", required=True, help="新表的格式，编号见 forms")
    switches.add_argument("--year", metavar="年度", type=parse_year, required=True, help="新表的年度")
    record_option(parser)


def _run(options: argparse.Namespace) -> ExitCode:
    from perfdesk.exchange.listing.conversion_report import conversion_text
    from perfdesk.model.edit.conversion_edit import convert_records

    with open_library(options.library) as library:
        ids = chosen_ids(library, options.record)
        converted = convert_records(library, ids, options.form, options.year).result
        print("\n".join(conversion_text(each, record_name(library, each.new)) for each in converted))
    done = {each.old for each in converted}
    for record_id in ids:
        if record_id not in done:
            print_error(f"编号 {record_id} 已是这个年度的这张表，没有转换。")
    return ExitCode.DONE if len(converted) == len(ids) else ExitCode.ATTENTION


SUBCOMMAND = Subcommand("把自评表转成另一格式或年度的新表，原表保留；输出带不过去的内容", _add_options, _run)
