from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from perfdesk.errors import InputProblem
from perfdesk.exchange.files.whole_file import write_whole


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old and longer")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    real = tmp_path / "真.xlsx"
    real.write_bytes(b"old")
    link = tmp_path / "链.xlsx"
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EACCES, "可能正在 Excel、WPS 或其他程序中打开"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EIO, "错误号 5"),
    ],
)
def test_a_failure_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(InputProblem, match=sentence):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(InputProblem, match="只读"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_missing_folder_and_a_folder_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="文件夹不存在"):
        write_whole(tmp_path / "没有" / "表.xlsx", b"new")
    with pytest.raises(InputProblem, match="同名文件夹"):
        write_whole(tmp_path, b"new")


def test_a_name_too_long_for_the_disk(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="文件名太长"):
        write_whole(tmp_path / ("表" * 200), b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("windows", "said"),
    [(59, "已断开"), (1231, "已断开"), (1326, "用户名或密码"), (206, "路径太长"), (1, "错误号 22")],
)
def test_what_windows_says_of_a_share_is_told_in_chinese(
    windows: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path) -> str:
        error = OSError(errno.EINVAL, "unexpected network error")
        vars(error)["winerror"] = windows  # Python itself sets it on Windows only
        raise error

    monkeypatch.setattr(os.path, "realpath", failing)
    with pytest.raises(InputProblem, match=said):
        write_whole(tmp_path / "表.xlsx", b"")
    assert list(tmp_path.iterdir()) == []
