"""``perfdesk recover``: what can still be read of a damaged library, as a new library (修复)."""

from __future__ import annotations

import argparse
from pathlib import Path

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.library_access import installed_forms
from perfdesk.cli.options import library_option
from perfdesk.cli.parser import Parser
from perfdesk.cli.subcommand import Subcommand


def _add_options(parser: Parser) -> None:
    library_option(parser)
    about = "修复后的填报库，不能是已有的文件"
    parser.places.add_argument("new", metavar="新文件", type=Path, help=about)


def _run(options: argparse.Namespace) -> ExitCode:
    from perfdesk.model.safety.recovery import recover, recovery_report

    saved = recover(options.library, options.new, installed_forms())
    print(recovery_report(saved))
    lost = saved.lost_records or saved.incomplete or saved.nameless or saved.bad_pages
    return ExitCode.ATTENTION if lost else ExitCode.DONE


SUBCOMMAND = Subcommand(
    "把损坏的填报库里能读出的内容修复到新文件，列出丢失的；原文件不动", _add_options, _run
)
