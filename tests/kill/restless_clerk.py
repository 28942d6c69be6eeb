"""The program that is killed: opens a library and edits it without end, saying so after each edit."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from random import Random

from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.library.library import Library
from tests.support.random_edit import random_edit

FORMS = Path(__file__).parents[2] / "resources" / "forms"


def nth_edit(library: Library, seed: str, number: int) -> None:
    """The edit of that number, which another run of the same seed makes just so."""
    random_edit(library, Random(f"{seed}-{number}"))


def main(path: str, seed: str) -> None:
    """Edit the library at ``path`` until killed; print ``ready``, then each edit's number once it is kept."""
    with Library.open(Path(path), load_forms([FORMS])) as library:
        _say("ready")
        for number in count():
            nth_edit(library, seed, number)
            _say(str(number))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
