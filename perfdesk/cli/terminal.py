"""What commands write beside their output, and the encoding of both."""

from __future__ import annotations

import io
import sys


def print_error(message: str) -> None:
    """Write a sentence to standard error."""
    print(message, file=sys.stderr)


def use_utf8() -> None:
    """Write UTF-8 also where Windows hands output on in the code page of the country."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
