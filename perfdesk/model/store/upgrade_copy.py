"""Makes the copy beside a library before its file is upgraded."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from perfdesk.whole_file import replacing


def holds_data(connection: sqlite3.Connection) -> bool:
    """Whether any table of the file has a row, whatever its version calls its tables."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    ).fetchall()
    return any(
        connection.execute('SELECT EXISTS (SELECT 1 FROM "{}")'.format(name.replace('"', '""'))).fetchone()[0]
        for (name,) in tables
    )


def back_up(connection: sqlite3.Connection, library: Path, now: datetime) -> Path:
    """Write a whole copy of the library beside it, and return where.

    Raises SQLite's error or ``OSError`` where it cannot be written; nothing is left behind then.
    """
    target = _free_name(library, now)
    with replacing(target, new=True) as unfinished:
        connection.execute("VACUUM INTO ?", (str(unfinished),))
    return target


def _free_name(library: Path, now: datetime) -> Path:
    stem = f"{library.stem}-升级前备份-{now:%Y%m%d-%H%M%S}"
    suffix = 1
    target = library.with_name(f"{stem}{library.suffix}")
    while target.exists():
        suffix += 1
        target = library.with_name(f"{stem}-{suffix}{library.suffix}")
    return target
