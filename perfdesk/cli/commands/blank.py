"""``perfdesk blank``: a form without values, to be filled in by pen (空白表)."""

from __future__ import annotations

import argparse
import re

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.library_access import installed_forms
from perfdesk.cli.options import folder_option, kind_options, parse_year, wanted_endings
from perfdesk.cli.parser import Parser
from perfdesk.cli.subcommand import Subcommand
from perfdesk.errors import InputProblem


def _add_options(parser: Parser) -> None:
    parser.places.add_argument("form", metavar="格式", help="报表格式的编号，见 forms")
    folder_option(parser)
    kind_options(parser)
    about = "印在表上的年度，默认为该格式的年度"
    parser.switches.add_argument("--year", metavar="年度", type=parse_year, help=about)
    about = "每个二级指标至少留几行，默认 1"
    parser.switches.add_argument("--rows", metavar="行数", type=_row_count, default=1, help=about)


def _row_count(written: str) -> int:
    """A number of rows on the command line; raises ``InputProblem``."""
    if not re.fullmatch("[1-9][0-9]?", written):
        raise InputProblem(f"--rows 后面应是 1 到 99 的行数，不是“{written}”。")
    return int(written)


def _run(options: argparse.Namespace) -> ExitCode:
    from perfdesk.exchange.writing.export import export_blank
    from perfdesk.model.form.forms import form_of

    definition = form_of(installed_forms(), options.form)
    year = definition.years[0] if options.year is None else options.year
    for path in export_blank(definition, year, options.rows, options.out, wanted_endings(options)):
        print(path)
    return ExitCode.DONE


SUBCOMMAND = Subcommand("输出空白表（PDF 和 Excel），打印后手工填写", _add_options, _run)
