"""Writes the log: a few files in the user's log folder, the oldest deleted for the newest."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from copy import copy
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from perfdesk.paths import log_file

_BYTES = 1_000_000
_OLD_FILES = 4

_SAFE = (OSError, ImportError, AssertionError, AttributeError, NameError)
"""Exceptions that speak of files and of the program, not of values."""

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def start_log(file: Path | None = None) -> Path | None:
    """Log everything from INFO on to ``file`` (the user's own log); where it is.

    ``None`` where it cannot be written; what goes wrong is then said on standard error, if there is one.
    Called again, the log goes to the new file only.
    """
    file = log_file() if file is None else file
    stop_log()
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _PrivateHandler(file, maxBytes=_BYTES, backupCount=_OLD_FILES, encoding="utf-8")
    except OSError as error:
        # A windowed program on Windows has no standard error.
        _attach(logging.NullHandler() if sys.stderr is None else logging.StreamHandler(), logging.WARNING)
        logging.getLogger(__name__).warning("no log in %s: %s", file, error)
        return None
    _attach(handler, logging.INFO)
    return file


def stop_log() -> None:
    """Close the log that :func:`start_log` opened, if any."""
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if handler.get_name() == __name__:
            root.removeHandler(handler)
            handler.close()


class _PrivateHandler(RotatingFileHandler):
    """Writes files that the user alone can read: paths and names of projects stand in them."""

    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        with contextlib.suppress(OSError, AttributeError):  # a file of another user; Windows
            os.fchmod(stream.fileno(), 0o600)
        return stream


class _DiscreetFormatter(logging.Formatter):
    """Leaves out what exceptions say of values: a cell's text may stand in it. The lines of code stay."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; another formatter may have written its trace into the record already."""
        record = copy(record)
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802  # logging's name
        """The trace with the kind of each exception, and with the words of the system's own."""
        if ei[1] is None:
            return ""
        return "\n".join(_trace(ei[1], set()))


def _trace(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and id(cause) not in seen:
        yield from _trace(cause, seen)
        yield ""
    yield "Traceback (most recent call last):"
    yield from (line.rstrip() for line in traceback.format_tb(error.__traceback__))
    kind = type(error)
    safe = isinstance(error, _SAFE) or kind.__module__ == "sqlite3"
    yield f"{kind.__qualname__}: {error}" if safe else kind.__qualname__


def _attach(handler: logging.Handler, level: int) -> None:
    handler.set_name(__name__)
    handler.setFormatter(_DiscreetFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
