"""The program and the bare window as processes of their own, from start to first paint."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Shown(NamedTuple):
    """What it took to show a window."""

    milliseconds: float
    megabytes: float


def bare_window(home: Path) -> Shown:
    """An empty window of PySide6."""
    return _shown(home, "bare")


def our_window(home: Path, library: Path) -> Shown:
    """The program with a library; ``home`` stands for the user's folders."""
    return _shown(home, "ours", str(library))


def _shown(home: Path, *arguments: str) -> Shown:
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    start = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-m", "bench.first_paint", *arguments],
        env=os.environ | folders | {"HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    painted, megabytes = map(float, told.split())
    return Shown((painted - start) * 1000, megabytes)
