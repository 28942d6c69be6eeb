"""Folders that stand for a user's own, so that what tests and benchmarks start leaves those alone."""

from __future__ import annotations

from pathlib import Path


def user_environment(home: Path) -> dict[str, str]:
    """The environment variables by which a program finds its user's folders, all of them below ``home``."""
    names = ("CONFIG", "DATA", "STATE", "CACHE")
    return {"HOME": str(home)} | {f"XDG_{name}_HOME": str(home / name.lower()) for name in names}
