"""Options that several commands take."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from perfdesk.cli.parser import Parser
from perfdesk.errors import InputProblem
from perfdesk.paths import LIBRARY_SUFFIX


def library_option(parser: Parser) -> None:
    """The library (填报库) that the command is about: ``library``, a path."""
    about = f"扩展名为 {LIBRARY_SUFFIX} 的文件"
    parser.places.add_argument("library", metavar="填报库", type=Path, help=about)


def record_option(parser: Parser) -> None:
    """Which records of the library are meant: ``record``, ids, or ``None`` for all."""
    parser.switches.add_argument(
        "--record",
        metavar="编号",
        type=int,
        nargs="+",
        action="extend",
        help="只要这些，编号见 score",
    )


def folder_option(parser: Parser) -> None:
    """The folder that the command writes into: ``out``, a path."""
    parser.switches.add_argument(
        "--out", metavar="文件夹", type=Path, required=True, help="放到哪里，没有就建立"
    )


def kind_options(parser: Parser) -> None:
    """Which kinds of files are wanted, for :func:`wanted_endings`."""
    parser.switches.add_argument("--pdf", action="store_true", help="要 PDF；--pdf、--xlsx 都不写就都要")
    parser.switches.add_argument("--xlsx", action="store_true", help="要 Excel")


def wanted_endings(options: argparse.Namespace) -> list[str]:
    """The endings of the kinds of files asked for: PDF and Excel, where none is named."""
    named = [f".{kind}" for kind in ("pdf", "xlsx", "json") if getattr(options, kind, False)]
    return named or [".pdf", ".xlsx"]


def json_option(parser: Parser, about: str = "输出 JSON") -> None:
    """Whether the command writes JSON, or a list for a terminal: ``json``, a bool."""
    parser.switches.add_argument("--json", action="store_true", help=about)


def parse_year(written: str) -> int:
    """A year (年度) on the command line; raises ``InputProblem``."""
    if not re.fullmatch("(?:19|20)[0-9]{2}", written):
        raise InputProblem(f"年度应是四位数，如 2025，不是“{written}”。")
    return int(written)
