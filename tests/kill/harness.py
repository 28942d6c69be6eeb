"""Kills a program that edits a library, at a random moment and without warning."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

PROJECT = Path(__file__).parents[2]

# One kill in eight comes while the program is still starting or opening the library.
_EARLY = 1 / 8
_LONGEST_START_S = 0.5


class Killed(NamedTuple):
    """What a killed program left: the whole lines it had printed, and whether a rollback journal."""

    said: tuple[str, ...]
    journal_left: bool


def run_and_kill(
    command: Sequence[str],
    library: Path,
    chance: Random,
    environment: Mapping[str, str] | None = None,
    longest_work_s: float = 0.15,
) -> Killed:
    """Start a program that prints a line once it is ready and one after each edit, and kill it.

    It works for at most ``longest_work_s`` after its first line. The command is any: what it does to
    ``library``, and what its lines mean, is the caller's. Fails where the program ends by itself.
    """
    program = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
        env=None if environment is None else {**os.environ, **environment},
    )
    with program:
        assert program.stdout is not None
        assert program.stderr is not None
        first = b""
        if chance.random() < _EARLY:
            time.sleep(chance.uniform(0, _LONGEST_START_S))
        else:
            first = program.stdout.readline()
            time.sleep(chance.uniform(0, longest_work_s))
        ended = program.poll()
        program.kill()
        said = first + program.stdout.read()
        assert ended is None, program.stderr.read().decode(errors="replace")
    lines = said.decode().split("\n")
    # The last piece is not a line: it was being printed.
    return Killed(tuple(lines[:-1]), library.with_name(f"{library.name}-journal").exists())


def python(module: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs a module of this project."""
    return (sys.executable, "-m", module, *arguments)
