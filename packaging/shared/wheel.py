"""Builds the wheel and the source archive (sdist), which are also what every other package starts from."""

from __future__ import annotations

import sys
from pathlib import Path

from shared.project import PROJECT
from shared.tool import run


def build_wheel(folder: Path) -> Path:
    """Build the wheel into a folder; where it is."""
    return _built("wheel", folder, "*.whl")


def build_sdist(folder: Path) -> Path:
    """Build the source archive into a folder; where it is."""
    return _built("sdist", folder, "*.tar.gz")


def _built(target: str, folder: Path, pattern: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    before = {path: path.stat().st_mtime_ns for path in folder.glob(pattern)}
    run([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder], cwd=PROJECT)
    [built] = [path for path in folder.glob(pattern) if before.get(path) != path.stat().st_mtime_ns]
    return built
