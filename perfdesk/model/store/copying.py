"""A whole, verified copy of a library, made beside whoever is writing to it."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from perfdesk.errors import LibraryProblem
from perfdesk.model.store.database import connect
from perfdesk.model.store.problem import explained

# A commit waits for at most one step, some milliseconds at first. Each commit makes the copy begin anew, with
# steps twice as long, so that it comes to an end however quickly others write.
_STEP_PAGES = 256
_RETRY_S = 0.02  # once a writer was in the way


def copy_library(source: Path, target: Path, stopped: Callable[[], bool] = lambda: False) -> bool:
    """Copy a library that may be written to meanwhile; false where ``stopped`` said so before the end.

    May run on any thread. ``target`` appears whole and read through, replacing what is there, or not at all.
    Raises ``LibraryProblem`` where the source cannot be read or is damaged, or the target not be written.
    """
    unfinished = target.with_name(f".{secrets.token_hex(8)}.tmp")

    try:
        with explained(target), closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            # Nothing is to be rolled back in a file that has no name yet.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            with explained(source), closing(connect(source, "ro")) as original:
                _copy_pages(original, copy, stopped)
        _expect_sound(unfinished, source)
        with unfinished.open("rb+") as stream:
            os.fsync(stream.fileno())
        unfinished.replace(target)
        return True
    except _Stopped:
        return False
    except OSError as error:
        raise LibraryProblem(
            f"“{target}”写不下：{error.strerror}。请检查磁盘空间和文件夹的写入权限，或换一个位置。"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()


def _copy_pages(original: sqlite3.Connection, copy: sqlite3.Connection, stopped: Callable[[], bool]) -> None:
    pages, before = _STEP_PAGES, sys.maxsize

    def watch(status: int, left: int, total: int) -> None:
        nonlocal before
        if stopped():
            raise _Stopped
        if left > before:
            raise _Anew
        before = left

    while True:
        try:
            original.backup(copy, pages=pages, progress=watch, sleep=_RETRY_S)
            return
        except _Anew:
            pages, before = pages * 2, sys.maxsize


def same_content(one: Path, other: Path) -> bool:
    """Whether two copies of a library hold the same; raises ``OSError``."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        # Every writing counts up two numbers of the header, also that of a copy:
        # https://sqlite.org/fileformat2.html#file_change_counter
        if _uncounted(first.read(100)) != _uncounted(second.read(100)):
            return False
        while piece := first.read(1 << 20):
            if piece != second.read(1 << 20):
                return False
    return True


def _uncounted(header: bytes) -> bytes:
    return header[:24] + header[28:92] + header[100:]


def _expect_sound(copy: Path, source: Path) -> None:
    with explained(source), closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA cell_size_check = ON")
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise LibraryProblem(
                f"填报库“{source}”的副本没有通过检查，没有保留，原有的备份都没有动。"
                "文件可能已损坏，请重新打开它，按提示修复或改用备份。"
            )


class _Anew(Exception):
    """Others wrote to the library while it was copied."""


class _Stopped(Exception):
    """The copy is not wanted any more."""
