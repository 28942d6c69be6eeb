"""Asks the computer's clock, in one place so that tests can set it."""

from __future__ import annotations

from datetime import datetime


def now() -> datetime:
    """Local time, to the second."""
    return datetime.now().replace(microsecond=0)
