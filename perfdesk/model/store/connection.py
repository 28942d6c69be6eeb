"""Opens connections to a file of SQLite: for reading, for writing, or to make it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

# How long to wait for a program that is just reading or copying the file.
_BUSY_TIMEOUT_S = 5.0


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection of its own to the file: ``mode`` is ro, rw or rwc. Raises SQLite's error."""
    # https://sqlite.org/uri.html: four slashes for a share (//server/…), three for a drive (C:/…).
    name = path.absolute().as_posix()
    uri = f"file://{quote(name if name.startswith('/') else f'/{name}')}?mode={mode}"
    # Copies are made on another thread; SQLite itself keeps the threads apart (sqlite3.threadsafety is 3).
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=_BUSY_TIMEOUT_S, check_same_thread=False
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection
