"""The commands, a file each; a new one is a file here that defines ``SUBCOMMAND``, and its name below."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword

from perfdesk.cli.subcommand import Subcommand

NAMES = (
    "new",
    "recover",
    "import",
    "carry",
    "score",
    "check",
    "summary",
    "export",
    "convert",
    "blank",
    "forms",
)
"""The commands in the order of the help."""


def load_subcommand(name: str) -> Subcommand:
    """The command of that name, one of :data:`NAMES`; only its own file is imported."""
    loaded: Subcommand = import_module(f"{__name__}.{module_name(name)}").SUBCOMMAND
    return loaded


def module_name(name: str) -> str:
    """The module in this folder that holds a command."""
    return f"{name}_" if iskeyword(name) else name.replace("-", "_")
