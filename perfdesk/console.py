"""Standard output and error as a terminal, a file or another program reads them, also on Windows."""

from __future__ import annotations

import errno
import io
import sys


class _Nowhere(io.TextIOBase):
    """Takes any text and stores none of it."""

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Take all of the text."""
        return len(text)


def prepare_streams() -> None:
    """Make every text writable to standard output and error; never fails.

    UTF-8, but on Windows, for what is redirected, the code page of the console (936 in China): ``find``,
    ``more`` and editors there read that. ``chcp 65001`` before the command makes it UTF-8. A program without
    a console has no streams there at all: what it writes then goes nowhere.
    """
    sys.stdout = sys.stdout or _Nowhere()
    sys.stderr = sys.stderr or _Nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = "utf-8" if stream.isatty() else redirected_encoding()
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def redirected_encoding() -> str:
    """The encoding of what is redirected to a file or another program."""
    if sys.platform == "win32":
        import ctypes

        page = ctypes.windll.kernel32.GetConsoleOutputCP()  # 0 without a console
        return f"cp{page}" if page else "utf-8"
    return "utf-8"


def reader_gone(error: OSError) -> bool:
    """Whether writing failed because the program that read the output has ended (``… | more``, left early).

    Windows says so by an invalid argument.
    """
    unnamed_invalid = error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and unnamed_invalid)
