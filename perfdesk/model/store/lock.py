"""Locks a library for the one program that writes; others learn who that is."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
import stat
import sys
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from perfdesk.errors import system_reason

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# On Windows a locked byte cannot be read by others, so it lies far behind the owner's name.
_LOCKED_BYTE = 1 << 30
_SUFFIX = ".lock"
_TRIES = 100  # a file that is not the one just opened so often is never told apart on that disk
_MOST_BYTES = 4096  # of a signature
_MOST_CHARACTERS = 60  # of a name that is shown
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Owner(NamedTuple):
    """Who has a library open for writing; ``since`` is local time."""

    user: str
    host: str
    pid: int
    since: datetime

    def __str__(self) -> str:
        return f" {self.user}@{self.host}（{self.since:%Y-%m-%d %H:%M} 起）"


class NotLocked(Exception):
    """The lock was not taken; ``reason`` says why in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LibraryLock:
    """The lock on one library, held until :meth:`release` or the end of the process.

    It is a lock of the operating system on a file beside the library, not the file itself: whatever ends the
    program, even the power switch, the library is free again. The file that is left then says only that:
    ``after_crash``.
    """

    def __init__(self, library: Path) -> None:
        """Take the lock; raises ``NotLocked``."""
        self._path = lock_path(library)
        # Whoever closes a library removes the file.
        self.after_crash = self._path.exists()
        self._descriptor = _locked_descriptor(library)
        self._sign()

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if sys.platform == "win32":
            # An open file cannot be removed there; once closed, another's open file cannot either.
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            with contextlib.suppress(OSError):
                self._path.unlink()
        else:
            # Removed while still held: nobody can have locked this very file in between. Where the disk was
            # pulled out there is nothing to remove, or another disk's file.
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(self._descriptor), self._path.lstat()):
                    self._path.unlink()
            with contextlib.suppress(OSError):
                os.close(self._descriptor)

    def _sign(self) -> None:
        owner = {
            "user": _user(),
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "since": datetime.now().isoformat(timespec="seconds"),
        }
        # The name is for others' information; a full disk must not keep the library from opening.
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, json.dumps(owner, ensure_ascii=False).encode())


def lock_path(library: Path) -> Path:
    """The file that is locked for a library."""
    return library.with_name(library.name + _SUFFIX)


def owner_of(library: Path) -> Owner | None:
    """Who signed the lock of a library, ``None`` where that cannot be read."""
    try:
        descriptor = os.open(lock_path(library), os.O_RDONLY | _FLAGS)
        try:
            signed = json.loads(os.read(descriptor, _MOST_BYTES))
        finally:
            os.close(descriptor)
        return Owner(
            _shown(signed["user"]),
            _shown(signed["host"]),
            int(signed["pid"]),
            datetime.fromisoformat(signed["since"]),
        )
    except (OSError, ValueError, LookupError, TypeError, ArithmeticError, RecursionError):
        return None


def _shown(name: object) -> str:
    """A name as a sentence can hold it, whoever wrote it."""
    return "".join(sign for sign in str(name) if sign.isprintable())[:_MOST_CHARACTERS]


def _is_lock(descriptor: int) -> bool:
    """Whether an open file was made as a lock, and nothing else is lost where it is written to."""
    status = os.fstat(descriptor)
    return stat.S_ISREG(status.st_mode) and status.st_nlink <= 1 and status.st_size <= _MOST_BYTES


def _locked_descriptor(library: Path) -> int:
    """A descriptor that holds the lock on the library's lock file; raises ``NotLocked``."""
    path = lock_path(library)
    for _ in range(_TRIES):
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _FLAGS, 0o666)
        except OSError as error:
            if path.is_symlink() or path.is_dir():
                raise NotLocked(_foreign(path)) from error
            raise NotLocked(f"所在文件夹不能写入（{system_reason(error)}），只能查看") from error
        try:
            _lock(descriptor)
            if not _is_lock(descriptor):
                os.close(descriptor)
                raise NotLocked(_foreign(path))
            # The holder before may have removed the file between our opening and our locking it.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), path.lstat()):
                    return descriptor
        except BlockingIOError:
            os.close(descriptor)
            owner = owner_of(library)
            holder = "另一个窗口或另一台电脑" if owner is None else str(owner)
            raise NotLocked(f"正由{holder}打开填写，此处只能查看") from None
        except OSError as error:
            os.close(descriptor)
            reason = f"所在磁盘不支持文件锁（{system_reason(error)}），只能查看，要填写请先复制到本机"
            raise NotLocked(reason) from error
        os.close(descriptor)
    raise NotLocked("所在磁盘认不出锁文件，只能查看，要填写请先复制到本机")


def _foreign(path: Path) -> str:
    return f"旁边的“{path.name}”不是本程序的锁文件，没有动它，只能查看。要填写请先把它移走或改名，再打开"


def _lock(descriptor: int) -> None:
    """Lock without waiting; raises ``BlockingIOError`` where another holds it."""
    if sys.platform == "win32":
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(*error.args) from error
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        # flock, not lockf: a lockf lock is lost when the process closes any descriptor of the file.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知用户"
