"""``python -m perfdesk``: the window, or a command without it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from perfdesk.paths import LIBRARY_SUFFIX


def main() -> int:
    """Open the window, on the library that is named, run a command or the self-test; the exit code."""
    arguments = sys.argv[1:]
    # Each way loads only what it needs: a command runs where Qt is not installed.
    if arguments[:1] == ["--self-test"]:
        from perfdesk.self_test.command import self_test

        return self_test(arguments[1:])
    if arguments and not _is_library(arguments):
        from perfdesk.cli.main import main as run_command

        return run_command(arguments)
    gc.disable()  # what is made in starting stays: looking for garbage takes a tenth of it
    from perfdesk.app import run

    return run(arguments[0] if arguments else None)


def _is_library(arguments: list[str]) -> bool:
    """Whether the arguments are the name of one library, as a double click hands it over."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        return False
    path = Path(arguments[0])
    if path.suffix.lower() == LIBRARY_SUFFIX:
        return True
    from perfdesk.cli.commands import NAMES

    try:
        return path.is_file() and arguments[0] not in NAMES
    except OSError:  # on Windows, of a share that has dropped; the window tells why it cannot be opened
        return True


if __name__ == "__main__":
    sys.exit(main())
