"""Makes the SQLite file of a library, opens it for writing, or reads it into memory."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock

from perfdesk.errors import DamagedLibrary, LibraryProblem, ReadOnlyLibrary, system_reason
from perfdesk.model.store import copying
from perfdesk.model.store.connection import connect
from perfdesk.model.store.header import read_version
from perfdesk.model.store.lock import LibraryLock, NotLocked
from perfdesk.model.store.migration import Upgrade, bundled_upgrades, upgrade, version_of
from perfdesk.model.store.operation import OperationRun
from perfdesk.model.store.problem import explained
from perfdesk.model.store.soundness import SoundnessCheck, expect_sound
from perfdesk.model.store.upgrade_copy import back_up, holds_data
from perfdesk.whole_file import replacing

# Reading all pages of a larger file takes longer than a frame.
_READ_AT_ONCE_BYTES = 1 << 20


class Database:
    """An open library file.

    Open for writing, it holds the lock beside the file. Open for reading, it is a copy in memory as the file
    was on opening: it can neither disturb the one who writes nor be disturbed, and never writes.
    ``read_only_reason`` says in Chinese why it is read-only, ``""`` where it is not. ``backup`` is the copy
    made before an upgrade, if one was made. ``check`` is the check of the whole file where it goes on after
    opening; no transaction begins before it has ended well. ``after_crash`` says that whoever had the file
    open for writing before did not come to close it.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        lock: LibraryLock | None,
        read_only_reason: str = "",
        backup: Path | None = None,
        check: SoundnessCheck | None = None,
    ) -> None:
        self.path = path
        self.connection = connection
        self.read_only_reason = read_only_reason
        self.backup = backup
        self.check = check
        self.after_crash = lock is not None and lock.after_crash
        self._lock = lock
        self._closed = False
        self._in_use = Lock()  # by a copy that is being made
        self._data_version = self._current_data_version()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction: all that is written inside is committed on leaving, or nothing upon an exception.

        Raises ``LibraryProblem`` where the file is damaged, cannot be written, or another program has written
        to it.
        """
        if self.check is not None:
            self.check.wait(to_write=True)
            self.check = None
        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                if self._current_data_version() != self._data_version:
                    raise LibraryProblem(
                        f"填报库“{self.path}”刚被其他程序改动，操作没有完成。请重新打开后再填。"
                    )
                # Undo may write a row before its record: it follows the order of first change.
                self.connection.execute("PRAGMA defer_foreign_keys = ON")
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                # SQLite rolls back by itself after some errors; and the first error is the one to report.
                with contextlib.suppress(sqlite3.Error):
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                raise

    def expect_writable(self, run: OperationRun) -> None:
        """Raise ``ReadOnlyLibrary``, which says what cannot be done, where it is open for reading only."""
        if self.read_only_reason:
            raise ReadOnlyLibrary(f"填报库“{self.path.name}”{self.read_only_reason}，不能{run.text}。")

    def copy_to(self, target: Path) -> bool:
        """Copy the library, from any thread while transactions go on; see :func:`copying.copy_open_library`.

        False where the library is closed before that has ended.
        """
        return copying.copy_open_library(
            self.connection, self.path, target, lambda: self._closed, self._in_use
        )

    def close(self) -> None:
        """Close the file and give the lock back; a copy that is being made ends first, at its next step."""
        self._closed = True
        if self.check is not None:
            self.check.stop()
        with self._in_use, contextlib.suppress(sqlite3.Error):  # of a disk that was pulled out
            self.connection.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _current_data_version(self) -> int:
        version: int = self.connection.execute("PRAGMA data_version").fetchone()[0]
        return version


def create_database(path: Path) -> Database:
    """Make an empty library and open it; raises ``LibraryProblem``, also where a file is there."""
    if path.exists():
        raise LibraryProblem(f"“{path}”已存在。请换一个文件名，或打开已有的填报库。")
    if not path.parent.is_dir():
        raise LibraryProblem(f"文件夹“{path.parent}”不存在。请先建好文件夹，或换一个位置。")
    try:
        with replacing(path, new=True) as unfinished, explained(path):
            connection = connect(unfinished, "rwc")
            try:
                # A filled form has some 2.5 KB of texts: nearly half of each page of 4 KB would stay empty.
                connection.execute("PRAGMA page_size = 8192")
                upgrade(connection, bundled_upgrades())
            finally:
                connection.close()
    except OSError as error:
        raise LibraryProblem(
            f"无法新建“{path}”：{system_reason(error)}。请检查文件夹的写入权限，或换一个位置。"
        ) from error
    return open_database(path)


def open_database(
    path: Path,
    *,
    read_only: bool = False,
    at_once: bool = False,
    upgrades: Sequence[Upgrade] | None = None,
) -> Database:
    """Open the library at ``path``, for reading only where it cannot be had for writing.

    An older file is upgraded, after a backup beside it if it holds data; opened for reading, it is upgraded
    in memory. With ``at_once`` a large file is checked for damage after opening, before the first write.
    Raises ``LibraryProblem`` for a file that is missing, foreign, damaged or newer; it stays
    untouched.
    """
    steps = bundled_upgrades() if upgrades is None else upgrades
    # The journal and the lock belong beside the file itself, not beside a link to it.
    try:
        path = Path(os.path.realpath(path))
    except OSError as error:  # on Windows, where a share has dropped or the path is too long
        raise LibraryProblem(
            f"填报库“{path}”打不开：{error.strerror}。"
            "网络盘或 U 盘可能已断开，也可能路径太长。请检查后重新打开。"
        ) from error
    read_version(path, newest=len(steps))
    if read_only:
        return _read_into_memory(path, steps, "以只读方式打开，只能查看")
    if not os.access(path, os.W_OK):
        return _read_into_memory(path, steps, "文件是只读的，只能查看")
    if not os.access(path.parent, os.W_OK):
        return _read_into_memory(path, steps, "所在文件夹不能写入，只能查看")
    try:
        lock = LibraryLock(path)
    except NotLocked as refused:
        return _read_into_memory(path, steps, refused.reason)
    try:
        return _open_for_writing(path, steps, lock, at_once)
    except BaseException:
        lock.release()
        raise


def _open_for_writing(path: Path, upgrades: Sequence[Upgrade], lock: LibraryLock, at_once: bool) -> Database:
    with explained(path):
        connection = connect(path, "rw")
        try:
            older = version_of(connection) < len(upgrades)
            later = at_once and not older and path.stat().st_size > _READ_AT_ONCE_BYTES
            _expect_layout(connection, path, upgrades)
            if not later:
                expect_sound(connection, path)
            backup = None
            if older:
                backup = _back_up(connection, path)
                upgrade(connection, upgrades)
            # A rollback journal, not WAL: the one file is all there is to copy to a stick or a share.
            connection.execute("PRAGMA journal_mode = DELETE")
            # FULL does not sync the folder once the journal is deleted: after a power cut it could be there
            # again and take back what was acknowledged (https://sqlite.org/pragma.html#pragma_synchronous).
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA foreign_keys = ON")
            check = SoundnessCheck(path, lambda: connect(path, "ro")) if later else None
            return Database(path, connection, lock, backup=backup, check=check)
        except BaseException:
            connection.close()
            raise


def _read_into_memory(path: Path, upgrades: Sequence[Upgrade], reason: str) -> Database:
    with explained(path):
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        try:
            with contextlib.closing(connect(path, "ro")) as source:
                # Once a statement has read, the writer waits until the copy is whole.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                source.backup(memory)
            memory.execute("PRAGMA trusted_schema = OFF")
            _expect_layout(memory, path, upgrades)
            expect_sound(memory, path)
            upgrade(memory, upgrades)
            return Database(path, memory, None, reason)
        except BaseException:
            memory.close()
            raise


def _expect_layout(connection: sqlite3.Connection, path: Path, upgrades: Sequence[Upgrade]) -> None:
    """Raise ``LibraryProblem`` where the file is not laid out as its version is."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        upgrade(model, upgrades[: version_of(connection)])
        expected = _schema(model)
    # A trigger, view or generated column of a stranger would run on our behalf, however it is written.
    if _schema(connection) != expected:
        raise DamagedLibrary(
            f"填报库“{path}”的内部结构被其他程序改动过，没有打开，也没有改动。"
            "请改用最近的备份，或修复到新文件。"
        )


def _schema(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Every object with its text; an index that SQLite made by itself has none."""
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    return sorted(found, key=repr)


def _back_up(connection: sqlite3.Connection, path: Path) -> Path | None:
    if not holds_data(connection):
        return None
    try:
        return back_up(connection, path, datetime.now())
    except OSError as error:
        raise LibraryProblem(
            f"填报库“{path}”要先备份再升级，而备份写不下：{system_reason(error)}。"
            "文件没有改动。请检查磁盘空间和文件夹的写入权限后重新打开。"
        ) from error
