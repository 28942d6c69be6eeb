"""What a command is made of: a sentence for the help, its options, and the function that does it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.parser import Parser

Run = Callable[[argparse.Namespace], ExitCode]
"""Does a command with its options. A ``PerfdeskError`` that it raises is shown and ends it with code 2."""


@dataclass(frozen=True)
class Subcommand:
    """A command, as each file of ``commands/`` defines one.

    The head of such a file imports only what its options need, since the help loads all of them; what does
    the work is imported in ``run``.
    """

    about: str
    add_options: Callable[[Parser], None]
    run: Run
    parts: Mapping[str, Subcommand] = field(default_factory=dict)
    """Commands of its own, by name (``perfdesk forms check``); ``run`` is for it without any of them."""
