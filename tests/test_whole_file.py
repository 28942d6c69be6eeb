from __future__ import annotations

import errno
import os
import re
import sys
from pathlib import Path

import pytest

from perfdesk.errors import InputProblem, system_reason
from perfdesk.whole_file import replacing, write_whole


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


def test_a_block_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "库.perfdesk"
    path.write_bytes(b"old")

    def fail() -> None:
        with replacing(path) as unfinished:
            unfinished.write_bytes(b"half")
            unfinished.with_name(f"{unfinished.name}-journal").write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_never_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def refuse(_old: Path, _new: Path) -> None:
        raise OSError(errno.EPERM, "no links here")

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "库.perfdesk"
    with replacing(path, new=True) as unfinished:
        unfinished.write_bytes(b"first")
    with pytest.raises(FileExistsError), replacing(path, new=True) as unfinished:
        unfinished.write_bytes(b"second")
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_the_file_and_then_its_folder_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, synced = tmp_path / "表.xlsx", []
    real = os.fsync

    def watched(descriptor: int) -> None:
        synced.append((os.fstat(descriptor).st_ino, path.exists()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_whole(path, b"new")
    assert synced == [(path.stat().st_ino, False), (tmp_path.stat().st_ino, True)]


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


def test_what_a_killed_program_left_is_removed_later(tmp_path: Path) -> None:
    left = [tmp_path / name for name in (f".{'0' * 16}.tmp", f".{'a' * 16}.tmp-journal")]
    others = [tmp_path / name for name in (f".{'b' * 16}.tmp", "notes.tmp", ".vim.tmp")]
    for path in (*left, *others):
        path.write_bytes(b"half")
    for path in (*left, *others[1:]):
        os.utime(path, (1_000_000, 1_000_000))
    write_whole(tmp_path / "x", b"whole")
    assert sorted(tmp_path.iterdir()) == sorted((*others, tmp_path / "x"))


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder says who may read")
def test_a_new_file_at_home_is_the_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for folder, mode in (("home", 0o755), ("home/shared", 0o777), ("share", 0o755)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder).chmod(mode)
    modes = {}
    before = os.umask(0o022)
    for name in ("home/x", "home/shared/x", "share/x"):
        write_whole(tmp_path / name, b"whole")
        modes[name] = (tmp_path / name).stat().st_mode & 0o777
    os.umask(before)
    assert modes == {"home/x": 0o600, "home/shared/x": 0o644, "share/x": 0o644}
    (tmp_path / "home" / "x").chmod(0o640)
    write_whole(tmp_path / "home" / "x", b"again")
    assert (tmp_path / "home" / "x").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOSPC, errno.EIO, errno.ENOENT, 9_999])
def test_the_systems_reasons_are_chinese(code: int) -> None:
    reason = system_reason(OSError(code, os.strerror(code)))
    assert not re.search("[A-Za-z]", reason)
