"""Start the program and the bare windows as processes of their own, until their first paint."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench import workload
from bench.timing import Sample, in_turns
from tests.support.user_folders import user_environment


class WindowCost(NamedTuple):
    """What it took to show a window."""

    milliseconds: float
    megabytes: float


def windows_in_turns(
    rounds: int, measured: Callable[[WindowCost], float], *, bare_projects: int
) -> tuple[Sample, ...]:
    """What windows cost: an empty one, a bare one, the program with a small and with a large library.

    ``measured`` is the cost that counts. The bare window has a form and the projects of a library, read by no
    more than it takes; it is the one of ``bare_projects`` projects, ``workload.SMALL`` or ``workload.LARGE``.
    """
    with TemporaryDirectory() as folder:
        home = Path(folder)
        small, large = workload.small_and_large(home)
        beside_bare = {workload.SMALL: small, workload.LARGE: large}[bare_projects]
        grid = home / "grid.json"
        grid.write_text(json.dumps(workload.grid(workload.LONG)), encoding="utf-8")
        return in_turns(
            rounds,
            lambda: measured(_cost(home, "empty")),
            lambda: measured(_cost(home, "bare", str(beside_bare), str(grid))),
            lambda: measured(_cost(home, "ours", str(small))),
            lambda: measured(_cost(home, "ours", str(large))),
        )


def _cost(home: Path, *arguments: str) -> WindowCost:
    """Start a window by ``bench.first_paint``; ``home`` stands for the user's folders."""
    environment = os.environ | user_environment(home) | {"PYTHONPYCACHEPREFIX": str(home / "pycache")}
    # Started the second time, an installed program finds its modules compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.monotonic()
    printed = subprocess.run(
        [sys.executable, "-m", "bench.first_paint", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    painted, megabytes = map(float, printed.split())
    return WindowCost((painted - start) * 1000, megabytes)
