"""Tells from its first bytes what a file is; SQLite itself would already write to it."""

from __future__ import annotations

from pathlib import Path

from perfdesk.errors import DamagedLibrary, LibraryProblem, system_reason

APPLICATION_ID = 0x5046444B  # PFDK
SUFFIX = ".perfdesk"
_LEAST_SIZE = 4096
_MAGIC = b"SQLite format 3\x00"
_SIZE = 100  # https://sqlite.org/fileformat2.html#the_database_header
_VERSION_AT = 60
_APPLICATION_AT = 68


def read_version(path: Path, newest: int) -> int:
    """The version of the library at ``path``: the number of its last upgrade, at most ``newest``.

    Raises ``LibraryProblem`` where there is no file, it is no library, or it is of a newer version.
    """
    try:
        if not path.is_file():
            what = "是文件夹，不是填报库" if path.is_dir() else "不存在"
            raise LibraryProblem(f"“{path}”{what}。请选择扩展名为 .perfdesk 的文件。")
        with path.open("rb") as stream:
            start = stream.read(_SIZE)
    except OSError as error:
        raise LibraryProblem(
            f"“{path}”读不出来：{system_reason(error)}。请检查文件权限和磁盘、网络连接后重试。"
        ) from error
    foreign = not start.startswith(_MAGIC) or len(start) < _SIZE
    if foreign or int.from_bytes(start[_APPLICATION_AT : _APPLICATION_AT + 4]) != APPLICATION_ID:
        # A file of this name may have been a library whose head was overwritten.
        was_one = path.suffix == SUFFIX and path.stat().st_size >= _LEAST_SIZE
        kind = DamagedLibrary if was_one else LibraryProblem
        raise kind(f"“{path}”不是绩效填报台的填报库，没有打开，也没有改动。请另选文件。")
    version = int.from_bytes(start[_VERSION_AT : _VERSION_AT + 4])
    if version > newest:
        raise LibraryProblem(
            f"填报库“{path}”由更新版本的绩效填报台写成（文件版本 {version}，本程序只到 {newest}），没有改动。"
            "请升级本程序后再打开。"
        )
    if version < 1:
        raise LibraryProblem(f"填报库“{path}”没有写完整，没有改动。请用备份，或新建一个填报库。")
    return version
