"""``perfdesk import``: the records of interchange files (交换文件) into a library, all or none."""

from __future__ import annotations

import argparse
from pathlib import Path

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.library_access import id_range, installed_forms
from perfdesk.cli.options import library_option
from perfdesk.cli.parser import Parser
from perfdesk.cli.subcommand import Subcommand
from perfdesk.cli.terminal import print_error


def _add_options(parser: Parser) -> None:
    library_option(parser)
    parser.places.add_argument("files", metavar="文件", type=Path, nargs="+", help="交换文件（JSON）")


def _run(options: argparse.Namespace) -> ExitCode:
    from perfdesk.exchange.reading.json_in import read_records
    from perfdesk.model.edit.record_edit import add_records
    from perfdesk.model.library.library import Library

    forms = installed_forms()
    records = [record for file in options.files for record in read_records(file, forms)]
    with Library.open(options.library, forms) as library:
        if not records:
            print_error("文件里没有自评表，填报库没有改动。")
            return ExitCode.ATTENTION
        added = add_records(library, records).result
    print(f"已导入 {len(added)} 份自评表，编号 {id_range(added)}")
    return ExitCode.DONE


SUBCOMMAND = Subcommand("导入交换文件里的全部自评表，要么都导入，要么都不导入", _add_options, _run)
