"""The program and the bare window as processes of their own, from start to first paint."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from bench.bare import Grid


class Shown(NamedTuple):
    """What it took to show a window."""

    milliseconds: float
    megabytes: float


def empty_window(home: Path) -> Shown:
    """A window of PySide6 with nothing in it."""
    return _shown(home, "empty")


def bare_window(home: Path, library: Path, grid: Grid) -> Shown:
    """A window of PySide6 with the projects of a library and a form, read by no more than it takes."""
    file = home / "grid.json"
    file.write_text(json.dumps(grid), encoding="utf-8")
    return _shown(home, "bare", str(library), str(file))


def our_window(home: Path, library: Path) -> Shown:
    """The program with a library; ``home`` stands for the user's folders."""
    return _shown(home, "ours", str(library))


def _shown(home: Path, *arguments: str) -> Shown:
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    environment = os.environ | folders | {"HOME": str(home), "PYTHONPYCACHEPREFIX": str(home / "pycache")}
    # Started the second time, an installed program finds its modules compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-m", "bench.first_paint", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    painted, megabytes = map(float, told.split())
    return Shown((painted - start) * 1000, megabytes)
