"""Gives a finished file the name of the one that it replaces, patiently where another program looks at it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

# A virus scanner or indexer on Windows holds a file for moments after it was written; longer holds a program
# that has it open, which the caller tells the user.
_WAITS_S = (0.05, 0.1, 0.2, 0.4, 0.8)


def replace_file(finished: Path, target: Path) -> None:
    """Rename ``finished`` to ``target``, over a file that is there; raises ``OSError`` as ``Path.replace``.

    On Windows, refused access is tried again for one and a half seconds.
    """
    for wait in _WAITS_S if sys.platform == "win32" else ():
        try:
            finished.replace(target)
            return
        except PermissionError:
            time.sleep(wait)
    finished.replace(target)
