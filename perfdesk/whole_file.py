"""Writes files whole or not at all: a temporary file beside the target takes its place."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

from perfdesk.errors import InputProblem
from perfdesk.file_replacing import replace_file

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}
# Windows' own numbers, which its errno tells no better than 22 or 2:
# https://learn.microsoft.com/en-us/windows/win32/debug/system-error-codes
_SHARE_GONE = {53, 59, 64, 67, 121, 1231, 1232}
_SHARE_REFUSES = {1272, 1326, 1327}
_TOO_LONG = 206

_SHARED = stat.S_IWGRP | stat.S_IWOTH
_UNFINISHED = re.compile(r"\.[0-9a-f]{16}\.tmp(-journal)?")
_ABANDONED_S = 3600  # whoever still writes to one writes more often
_tidied: set[Path] = set()


@contextlib.contextmanager
def replacing(path: Path, *, new: bool = False) -> Iterator[Path]:
    """A path beside ``path`` to write a file to, which becomes ``path`` once the block has come to its end.

    The file is on the disk before it gets its name, and nothing is left beside it where the block or the
    system fails: the file that was there is then untouched. A symbolic link keeps pointing where it did.
    Raises ``OSError``; for a ``new`` file ``FileExistsError`` where there is one by then.
    """
    target = Path(os.path.realpath(path))
    # A short name: the target's own may already be as long as the file system allows.
    unfinished = target.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        yield unfinished
        with unfinished.open("rb+") as stream:
            os.fsync(stream.fileno())
        _set_mode(unfinished, target)
        _remove_abandoned(unfinished)
        if new:
            _rename_to_new(unfinished, target)
        else:
            replace_file(unfinished, target)
    finally:
        for remaining in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):  # SQLite's
            with contextlib.suppress(OSError):
                remaining.unlink()
    _sync_folder(target.parent)


def _set_mode(unfinished: Path, target: Path) -> None:
    """Give a file the mode of the one it replaces; a new one in the user's own home is for the user alone.

    Elsewhere a new file has the usual mode: libraries and exports on a share are there for colleagues.
    """
    if os.name == "nt":  # there the folder says who may read
        return
    with contextlib.suppress(OSError, RuntimeError):  # a user without a home
        if target.exists():
            unfinished.chmod(stat.S_IMODE(target.stat().st_mode))
        elif target.is_relative_to(Path.home()) and not target.parent.stat().st_mode & _SHARED:
            unfinished.chmod(0o600)


def _remove_abandoned(unfinished: Path) -> None:
    """Remove what a program left beside the target that was killed while it wrote; once for each folder."""
    folder = unfinished.parent
    if folder in _tidied:
        return
    _tidied.add(folder)
    with contextlib.suppress(OSError):
        # By the times of one disk: the clock of a share may be another.
        now = unfinished.stat().st_mtime
        for path in folder.glob(".*.tmp*"):
            with contextlib.suppress(OSError):
                if _UNFINISHED.fullmatch(path.name) and now - path.lstat().st_mtime > _ABANDONED_S:
                    path.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` as :func:`writing_whole` does, at once."""
    for _ in writing_whole(path, [data]):
        pass


def writing_whole(path: Path, pieces: Iterable[bytes]) -> Generator[None, None, None]:
    """Write pieces to ``path``, a step each, so that the old file stays until the new one is complete.

    Raises ``InputProblem`` where the file is open elsewhere, may not be written, or does not fit on the
    disk; the old file is then untouched.
    """
    try:
        if path.is_dir():
            raise InputProblem(f"无法写入“{path}”：这里已有一个同名文件夹。请换一个文件名。")
        if path.exists() and not os.access(path, os.W_OK):
            raise InputProblem(f"无法写入“{path}”：该文件是只读的。请取消只读属性，或换一个文件名。")
        with replacing(path) as unfinished, unfinished.open("xb") as stream:
            for piece in pieces:
                stream.write(piece)
                yield
    except OSError as error:
        raise writing_problem(path, error) from error


def writing_problem(path: Path, error: OSError) -> InputProblem:
    """The sentence for a file that could not be written."""
    windows: int | None = getattr(error, "winerror", None)
    if windows in _SHARE_GONE:
        reason = "网络盘或共享文件夹已断开。请检查网络连接，或换一个位置"
    elif windows in _SHARE_REFUSES:
        reason = "共享文件夹不接受这台电脑的用户名或密码。请重新连接该文件夹，或换一个位置"
    elif windows == _TOO_LONG:
        reason = "路径太长。请换一个短些的文件名或文件夹"
    elif error.errno in _FULL:
        reason = "磁盘空间不足。请清理磁盘，或换一个位置"
    elif error.errno in _DENIED:
        reason = "文件可能正在 Excel、WPS 或其他程序中打开，或者没有写入权限。请关闭该文件，或换一个位置"
    elif error.errno == errno.EROFS:
        reason = "所在的磁盘是只读的。请换一个位置"
    elif error.errno in {errno.ENOENT, errno.ENOTDIR}:
        reason = "所在的文件夹不存在。请先建好文件夹，或换一个位置"
    elif error.errno == errno.ENAMETOOLONG:
        reason = "文件名太长。请换一个短些的文件名"
    else:
        reason = f"系统拒绝写入（错误号 {error.errno}）。请检查磁盘，或换一个位置"
    return InputProblem(f"无法写入“{path}”：{reason}后重试。")


def _rename_to_new(old: Path, new: Path) -> None:
    """Rename, never over a file that has appeared meanwhile."""
    try:
        os.link(old, new)
    except FileExistsError:
        raise
    except OSError:
        # Sticks (FAT) and some shares know no links.
        if new.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new)) from None
        old.rename(new)


def _sync_folder(folder: Path) -> None:
    """Write a new name to the disk; Windows opens no folders, and some shares cannot do it."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
