"""``perfdesk summary``: the projects of each year together (汇总), as PDF with pictures and Excel."""

from __future__ import annotations

import argparse

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.library_access import open_library
from perfdesk.cli.options import folder_option, library_option, parse_year
from perfdesk.cli.parser import Parser
from perfdesk.cli.subcommand import Subcommand
from perfdesk.cli.terminal import print_error


def _add_options(parser: Parser) -> None:
    library_option(parser)
    folder_option(parser)
    parser.switches.add_argument("--year", metavar="年度", type=parse_year, help="只要这个年度")


def _run(options: argparse.Namespace) -> ExitCode:
    from perfdesk.exchange.files.legal_name import FileNames
    from perfdesk.exchange.writing.export import make_folder
    from perfdesk.exchange.writing.summary_out import ENDINGS, write_summaries, year_summaries

    with open_library(options.library, read_only=True) as library:
        years = [year for year in library.tree.years() if options.year in (None, year)]
        found = [(year, summaries) for year in years if (summaries := year_summaries(library, year))]
    if not found:
        print_error("没有可以汇总的项目自评表。")
        return ExitCode.ATTENTION
    make_folder(options.out)
    names = FileNames()
    for year, summaries in found:
        name = names.take(f"{options.library.stem}-汇总-{year}年度")
        for ending in ENDINGS:
            path = options.out / f"{name}{ending}"
            write_summaries(summaries, path)
            print(path)
    return ExitCode.DONE


SUBCOMMAND = Subcommand("汇总每个年度的项目，写成 PDF（带图）和 Excel", _add_options, _run)
