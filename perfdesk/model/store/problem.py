"""Turns SQLite's errors into sentences a clerk can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfdesk.errors import DamagedLibrary, LibraryProblem

DAMAGED = "文件已损坏，没有作任何改动。请改用最近的备份，或修复到新文件，并保留这个文件。"

# Extended codes first: they say more than the primary code in their low byte (https://sqlite.org/rescode.html).
_SENTENCES: dict[int, str] = {
    sqlite3.SQLITE_READONLY_DBMOVED: (
        "文件已被移动、改名或删除，操作没有完成。请把文件放回原处，或从新位置重新打开。"
    ),
    sqlite3.SQLITE_READONLY_ROLLBACK: (
        "上次写入时中断，需要先恢复，而现在只能读取。请在能写入这个文件的地方正常打开一次，再来查看。"
    ),
    sqlite3.SQLITE_FULL: "磁盘已满，操作没有完成，已保存的内容完好。请清理磁盘后重试。",
    sqlite3.SQLITE_READONLY: "文件或所在文件夹只读，操作没有完成。请取消只读，或复制到自己的文件夹后再打开。",
    sqlite3.SQLITE_BUSY: "文件正被其他程序占用，操作没有完成。请稍候重试；一直如此，请关闭占用它的程序。",
    sqlite3.SQLITE_LOCKED: "文件正被其他程序占用，操作没有完成。请稍候重试；一直如此，请关闭占用它的程序。",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_CANTOPEN: "文件打不开，操作没有完成。请检查文件和所在文件夹是否存在、是否有读写权限。",
    sqlite3.SQLITE_PERM: "没有读写这个文件的权限。请向管理员申请权限，或复制到自己的文件夹后再打开。",
    sqlite3.SQLITE_IOERR: (
        "读写失败，操作没有完成。可能是网络盘或 U 盘已断开，也可能是磁盘故障。请检查连接后重新打开。"
    ),
    sqlite3.SQLITE_PROTOCOL: "所在的网络盘不支持文件锁，不能在上面填报。请复制到本机后再打开。",
    sqlite3.SQLITE_NOLFS: "所在的磁盘放不下这么大的文件。请换一个磁盘。",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file at ``path`` into ``LibraryProblem``.

    An error that the user cannot mend (a wrong statement, a broken constraint) passes: it is a bug.
    """
    try:
        yield
    except UnicodeDecodeError as error:  # in what SQLite says of a damaged schema
        raise damaged(path) from error
    except sqlite3.Error as error:
        problem = problem_of(path, error)
        if problem is None:
            raise
        raise problem from error


def problem_of(path: Path, error: sqlite3.Error) -> LibraryProblem | None:
    """The problem to show for an error of SQLite, ``None`` where it is a bug."""
    # Errors that the Python module raises by itself carry no code.
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    if is_undecodable(error):
        return damaged(path)
    sentence = _SENTENCES.get(code) or _SENTENCES.get(code & 0xFF)
    kind = DamagedLibrary if sentence is DAMAGED else LibraryProblem
    return None if sentence is None else kind(f"填报库“{path}”：{sentence}")


def damaged(path: Path) -> DamagedLibrary:
    """The problem of a file whose rows cannot be read."""
    return DamagedLibrary(f"填报库“{path}”：{DAMAGED}")


def is_undecodable(error: sqlite3.Error) -> bool:
    """Whether the Python module could not decode a text: it gives no code for that."""
    return isinstance(error, sqlite3.OperationalError) and "decode to UTF-8" in str(error)
