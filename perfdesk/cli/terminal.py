"""What commands write beside their output."""

from __future__ import annotations

import sys


def print_error(message: str) -> None:
    """Write a sentence to standard error."""
    print(message, file=sys.stderr)
