"""Copies a library whole and verified while others write to it."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

from perfdesk.errors import LibraryProblem, system_reason
from perfdesk.model.store.connection import connect
from perfdesk.model.store.problem import explained
from perfdesk.whole_file import replacing

_STEP_PAGES = 64  # half a megabyte: what a commit waits for at most
_PAUSE_S = 0.001  # between steps: whoever waits for the file has its turn then
_SYNC_STEPS = 16  # else a commit's own wait for the disk would have to wait for all of the copy
_RETRY_S = 0.02  # once a writer was in the way


def copy_library(source: Path, target: Path) -> None:
    """Copy a library that others may write to meanwhile.

    May run on any thread. ``target`` appears whole and read through, replacing what is there, or not at all.
    Raises ``LibraryProblem`` where the source cannot be read or is damaged, or the target not be written.
    """

    def write(unfinished: Path) -> None:
        # Each commit of another connection makes the copy start again, with steps twice as long, so that it
        # comes to an end however quickly others write.
        pages = _STEP_PAGES
        with explained(source), closing(connect(source, "ro")) as original:
            while True:
                try:
                    return _copy_pages(original, source, unfinished, pages)
                except _Restart:
                    # An unfinished copy without a journal cannot be rolled back: it is not even a database.
                    unfinished.unlink()
                    pages *= 2

    _write_copy(source, target, write)


def copy_open_library(
    connection: sqlite3.Connection,
    source: Path,
    target: Path,
    stopped: Callable[[], bool],
    open_still: AbstractContextManager[object],
) -> bool:
    """Copy a library from the very connection that writes to it; false where ``stopped`` said so meanwhile.

    What the connection commits meanwhile goes into the copy, which so ends with the last page however many
    commits there are: https://sqlite.org/c3ref/backup_finish.html#sqlite3backupstep. The connection is used
    within ``open_still`` only. Else as :func:`copy_library`.
    """

    def write(unfinished: Path) -> None:
        with open_still:
            _copy_pages(connection, source, unfinished, _STEP_PAGES, stopped)

    try:
        _write_copy(source, target, write)
        return True
    except _Stopped:
        return False


def _write_copy(source: Path, target: Path, write: Callable[[Path], object]) -> None:
    """Write a copy and give it its name once it is whole."""
    try:
        with replacing(target) as unfinished:
            write(unfinished)
            _expect_sound(unfinished, source)
    except _DiskFull:
        raise LibraryProblem(
            f"“{target}”写不下：磁盘已满，没有保留。请清理磁盘后重试，或换一个位置。"
        ) from None
    except OSError as error:
        raise LibraryProblem(
            f"“{target}”写不下：{system_reason(error)}。请检查磁盘空间和文件夹的写入权限，或换一个位置。"
        ) from error


def _copy_pages(
    original: sqlite3.Connection,
    source: Path,
    unfinished: Path,
    pages: int,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    if stopped():
        raise _Stopped
    steps, before = 0, sys.maxsize

    def watch(status: int, remaining: int, total: int) -> None:
        nonlocal steps, before
        if stopped():
            raise _Stopped
        if not total:  # a writer was in the way of the very first step
            return
        if remaining > before:
            raise _Restart
        before = remaining
        steps += 1
        if steps % _SYNC_STEPS == 0:
            os.fsync(stream.fileno())
        time.sleep(_PAUSE_S)

    with closing(_new_copy(unfinished)) as copy, unfinished.open("rb+") as stream, explained(source):
        try:
            original.backup(copy, pages=pages, progress=watch, sleep=_RETRY_S)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
                raise _DiskFull from error
            raise


def _new_copy(path: Path) -> sqlite3.Connection:
    with explained(path.parent):
        copy = sqlite3.connect(path, isolation_level=None)
        # Nothing is to be rolled back in a file that has no name yet.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        return copy


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


class _Restart(Exception):
    """Others wrote to the library while it was copied."""


class _Stopped(Exception):
    """The copy is not wanted any more."""


class _DiskFull(Exception):
    """The copy has no room."""
