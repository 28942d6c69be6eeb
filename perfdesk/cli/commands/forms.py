"""``perfdesk forms``: the forms of the program and the user's own; ``forms check``: their mistakes."""

from __future__ import annotations

import argparse
from pathlib import Path

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.library_access import installed_forms
from perfdesk.cli.options import json_option
from perfdesk.cli.parser import Parser
from perfdesk.cli.subcommand import Subcommand
from perfdesk.cli.terminal import print_error


def _list(options: argparse.Namespace) -> ExitCode:
    from perfdesk.exchange.listing.form_report import forms_json, forms_list

    forms = installed_forms()
    print(forms_json(forms) if options.json else forms_list(forms))
    if forms.problems:
        mistakes = "\n".join(map(str, forms.problems))
        print_error(f"{mistakes}\n以上自己的格式或用词有错，没有采用。改好后用 perfdesk forms check 再查。")
    return ExitCode.DONE if forms else ExitCode.ATTENTION


def _add_place(parser: Parser) -> None:
    about = "form.toml，或放它的文件夹，或放这些文件夹的文件夹"
    parser.places.add_argument("place", metavar="位置", type=Path, help=about)


def _check(options: argparse.Namespace) -> ExitCode:
    from perfdesk.exchange.listing.form_report import mistakes_list
    from perfdesk.model.authoring.form_check import check_forms

    checked = check_forms(options.place)
    print(mistakes_list(checked))
    return ExitCode.ATTENTION if any(mistakes for _, mistakes in checked) else ExitCode.DONE


SUBCOMMAND = Subcommand(
    "列出本程序认识的报表格式，自己的注明文件；或检查自己写的格式",
    json_option,
    _list,
    {"check": Subcommand("检查报表格式，说出哪个文件、哪一项、怎样改", _add_place, _check)},
)
