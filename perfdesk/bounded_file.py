"""Reading files of strangers whole: regular files only, and no more bytes than a bound."""

from __future__ import annotations

import stat
from pathlib import Path

from perfdesk.bounds import MB
from perfdesk.errors import InputProblem


def read_bounded(path: Path, most_bytes: int) -> bytes:
    """The content of a file of at most ``most_bytes``.

    Raises ``InputProblem`` for what is no regular file, which is not opened at all (a pipe would be waited
    for, /dev/zero never ends), and for a larger one; ``OSError`` for one that cannot be read.
    """
    expect_regular(path)
    with path.open("rb") as stream:
        content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise InputProblem(f"无法读取“{path.name}”：它超过 {most_bytes / MB:g} MB 的上限。请检查选择的文件。")
    return content


def expect_regular(path: Path) -> None:
    """Raise ``InputProblem`` for a folder, a pipe or a device; ``OSError`` where nothing is there."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise InputProblem(f"无法读取“{path.name}”：这是文件夹。请打开它，选出其中的文件。")
    if not stat.S_ISREG(mode):
        raise InputProblem(f"无法读取“{path.name}”：它不是普通文件，而是管道或设备。请检查选择的文件。")
