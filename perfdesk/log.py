"""Writes the log: a few files in the user's log folder, the oldest deleted for the newest."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from perfdesk.paths import log_file

_BYTES = 1_000_000
_OLD_FILES = 4


def start_log(file: Path | None = None) -> Path | None:
    """Log everything from INFO on to ``file`` (the user's own log); where it is.

    ``None`` where it cannot be written; what goes wrong is then said on standard error, if there is one.
    Called again, the log goes to the new file only.
    """
    file = log_file() if file is None else file
    stop_log()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=_BYTES, backupCount=_OLD_FILES, encoding="utf-8")
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


def _attach(handler: logging.Handler, level: int) -> None:
    handler.set_name(__name__)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
