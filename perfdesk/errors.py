"""Errors that the user can act on; everything else is a bug."""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这里是文件夹",
    errno.EEXIST: "已有同名文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件太大，所在磁盘放不下",
    errno.EROFS: "所在的磁盘是只读的",
    errno.EIO: "读写失败，磁盘或网络连接可能有故障",
    errno.ENODEV: "磁盘已断开",
    errno.ENXIO: "磁盘已断开",
    errno.ESTALE: "网络盘的连接已失效",
    errno.ETIMEDOUT: "网络连接超时",
    errno.EHOSTDOWN: "网络连接不上",
    errno.EHOSTUNREACH: "网络连接不上",
    errno.ENETUNREACH: "网络连接不上",
    errno.EBUSY: "正被其他程序占用",
    errno.ETXTBSY: "正被其他程序占用",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接指来指去，没有尽头",
    errno.EXDEV: "不在同一个磁盘上",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOLCK: "不支持文件锁",
    errno.ENOTSUP: "所在的磁盘不支持",
    errno.EINVAL: "文件名或操作不被所在的磁盘接受",
}


def system_reason(error: OSError) -> str:
    """What an error of the system is in Chinese; its number where nobody has named it."""
    return _REASONS.get(error.errno or 0) or f"系统错误号 {error.errno or '未知'}"


class PerfdeskError(Exception):
    """A problem the user can act on: a Chinese sentence that says what, where and what to do.

    Anything that escapes as another exception type is a bug: it is logged with its trace.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InputProblem(PerfdeskError):
    """A file or argument handed in cannot be used (``perfdesk`` exits with 2)."""


class LibraryProblem(PerfdeskError):
    """A library cannot be opened or written; it stays as it was."""


class DamagedLibrary(LibraryProblem):
    """A library's file is damaged: what can be read of it may be recovered into a new one."""


class ReadOnlyLibrary(LibraryProblem):
    """A change was asked of a library that is open for reading only."""


class FormProblem(PerfdeskError):
    """A form is unknown, or its definition has mistakes."""
