"""Locks a library for the one program that writes; others learn who that is."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# On Windows a locked byte cannot be read by others, so it lies far behind the owner's name.
_LOCKED_BYTE = 1 << 30
_SUFFIX = ".lock"
_TRIES = 100  # a file that is not the one just opened so often is never told apart on that disk


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
            os.close(self._descriptor)
            with contextlib.suppress(OSError):
                self._path.unlink()
        else:
            # Removed while still held: nobody can have locked this very file in between.
            with contextlib.suppress(OSError):
                self._path.unlink()
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
        signed = json.loads(lock_path(library).read_bytes())
        return Owner(
            str(signed["user"]),
            str(signed["host"]),
            int(signed["pid"]),
            datetime.fromisoformat(signed["since"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _locked_descriptor(library: Path) -> int:
    """A descriptor that holds the lock on the library's lock file; raises ``NotLocked``."""
    path = lock_path(library)
    for _ in range(_TRIES):
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise NotLocked(f"所在文件夹不能写入（{error.strerror}），只能查看") from error
        try:
            _lock(descriptor)
            # The holder before may have removed the file between our opening and our locking it.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), path.stat()):
                    return descriptor
        except BlockingIOError:
            os.close(descriptor)
            owner = owner_of(library)
            holder = "另一个窗口或另一台电脑" if owner is None else str(owner)
            raise NotLocked(f"正由{holder}打开填写，此处只能查看") from None
        except OSError as error:
            os.close(descriptor)
            reason = f"所在磁盘不支持文件锁（{error.strerror}），只能查看，要填写请先复制到本机"
            raise NotLocked(reason) from error
        os.close(descriptor)
    raise NotLocked("所在磁盘认不出锁文件，只能查看，要填写请先复制到本机")


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
