"""What the self-test says of the machine and of the installed program, and trying the program's folders."""

from __future__ import annotations

import locale
import os
import platform
import sqlite3
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

from perfdesk import __version__, paths
from perfdesk.installation import installed_as, program_folder, system_name
from perfdesk.self_test.result import Grade, Result, Trial, TrialFailed

_SESSION = ("XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_INPUT = ("QT_IM_MODULE", "QT_IM_MODULES", "XMODIFIERS")


def machine_facts() -> Iterator[tuple[str, str]]:
    """What technical support asks first, as caption and text; nothing of what is filled in."""
    yield "版本", f"{__version__}（{installed_as()}）"
    yield "位置", str(program_folder())
    yield "时间", f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}"
    yield "系统", f"{system_name()}（{platform.machine()}）"
    yield "Python", f"{platform.python_version()}，SQLite {sqlite3.sqlite_version}"
    yield "文字编码", f"文件名 {sys.getfilesystemencoding()}，系统 {locale.getencoding()}"
    for caption, names in (("桌面", _SESSION), ("输入法变量", _INPUT)):
        if said := "，".join(f"{name}={os.environ[name]}" for name in names if os.environ.get(name)):
            yield caption, said


def folder_trials() -> Iterator[tuple[str, Trial]]:
    """Trials of the folders that the program writes to."""
    for name, folder in (
        ("设置文件夹", paths.settings_file().parent),
        ("日志文件夹", paths.log_file().parent),
        ("数据文件夹", paths.user_data()),
    ):
        yield name, partial(_written_to, name, folder)


def _written_to(name: str, folder: Path) -> str | Result:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as stream:
            stream.write(b"perfdesk")
    except OSError as error:
        raise TrialFailed(f"{folder} 不能写入（{error.strerror}）。请检查权限和磁盘空间。") from error
    if program_folder() in (folder, *folder.parents):
        return Result(name, Grade.DOUBTFUL, f"{folder} 在程序文件夹里，更新程序时会丢失。")
    return str(folder)
