"""The lock beside a library: one holder, known by name, gone with its process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from perfdesk.model.store.lock import LibraryLock, NotLocked, lock_path, owner_of
from tests.kill.harness import PROJECT

HOLDER = """
import sys, time
from pathlib import Path
from perfdesk.model.store.lock import LibraryLock
lock = LibraryLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@contextmanager
def held_by_another_process(library: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLDER, str(library)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder
        holder.kill()


def test_the_lock_has_one_holder_at_a_time(tmp_path: Path) -> None:
    library = tmp_path / "x.perfdesk"
    first = LibraryLock(library)
    with pytest.raises(NotLocked):
        LibraryLock(library)
    first.release()
    LibraryLock(library).release()
    assert list(tmp_path.iterdir()) == []


def test_the_holder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = tmp_path / "x.perfdesk"
    monkeypatch.setattr("getpass.getuser", lambda: "某某")
    monkeypatch.setattr("socket.gethostname", lambda: "财务股")
    lock = LibraryLock(library)
    owner = owner_of(library)
    assert owner is not None
    with pytest.raises(NotLocked) as refused:
        LibraryLock(library)
    since = f"{owner.since:%Y-%m-%d %H:%M}"
    assert refused.value.reason == f"正由 某某@财务股（{since} 起）打开填写，此处只能查看"
    lock.release()


def test_a_holder_without_a_name_still_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError("no user")

    monkeypatch.setattr("getpass.getuser", nobody)
    library = tmp_path / "x.perfdesk"
    lock = LibraryLock(library)
    lock_path(library).write_text("{")
    with pytest.raises(NotLocked, match="正由另一个窗口或另一台电脑打开填写"):
        LibraryLock(library)
    lock.release()


def test_the_lock_of_another_process_ends_with_it_however_it_ends(tmp_path: Path) -> None:
    library = tmp_path / "x.perfdesk"
    with held_by_another_process(library) as holder:
        owner = owner_of(library)
        assert owner is not None
        assert owner.pid == holder.pid
        with pytest.raises(NotLocked):
            LibraryLock(library)
    assert lock_path(library).exists(), "a killed process leaves the file"
    LibraryLock(library).release()
    assert not lock_path(library).exists()


def test_what_a_dead_holder_wrote_is_replaced(tmp_path: Path) -> None:
    library = tmp_path / "x.perfdesk"
    lock_path(library).write_text("x" * 1000)
    lock = LibraryLock(library)
    assert set(json.loads(lock_path(library).read_text())) == {"user", "host", "pid", "since"}
    lock.release()


def test_a_lock_file_removed_by_its_holder_while_we_waited_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "x.perfdesk"
    path = lock_path(library)
    opened: list[int] = []

    def lock_and_lose_the_file_once(descriptor: int) -> None:
        if not opened:
            path.unlink()
        opened.append(descriptor)

    monkeypatch.setattr("perfdesk.model.store.lock._lock", lock_and_lose_the_file_once)
    lock = LibraryLock(library)
    assert len(opened) == 2
    assert path.exists()
    lock.release()


def test_a_disk_without_locks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(descriptor: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("perfdesk.model.store.lock._lock", no_locks)
    with pytest.raises(NotLocked, match=r"所在磁盘不支持文件锁.*请先复制到本机"):
        LibraryLock(tmp_path / "x.perfdesk")


def test_a_disk_that_never_shows_the_same_file_is_read_only_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.path.samestat", lambda one, other: False)
    with pytest.raises(NotLocked, match="认不出锁文件"):
        LibraryLock(tmp_path / "x.perfdesk")


@pytest.mark.parametrize("link", [os.symlink, os.link])
@pytest.mark.parametrize("content", [b"", b"somebody's notes"])
def test_a_link_in_place_of_the_lock_is_not_written_through(
    tmp_path: Path, link: Callable[[Path, Path], None], content: bytes
) -> None:
    library, notes = tmp_path / "x.perfdesk", tmp_path / "notes.txt"
    notes.write_bytes(content)
    link(notes, lock_path(library))
    with pytest.raises(NotLocked, match=r"不是本程序的锁文件.*移走"):
        LibraryLock(library)
    assert notes.read_bytes() == content
    assert lock_path(library).read_bytes() == content


def test_a_large_file_of_the_name_of_the_lock_stays(tmp_path: Path) -> None:
    library, content = tmp_path / "x.perfdesk", b"x" * 5_000
    lock_path(library).write_bytes(content)
    with pytest.raises(NotLocked, match="不是本程序的锁文件"):
        LibraryLock(library)
    assert lock_path(library).read_bytes() == content


def test_a_pipe_or_folder_in_place_of_the_lock_is_not_waited_for(tmp_path: Path) -> None:
    library, other = tmp_path / "x.perfdesk", tmp_path / "y.perfdesk"
    os.mkfifo(lock_path(library))
    lock_path(other).mkdir()
    for path in (library, other):
        assert owner_of(path) is None
        with pytest.raises(NotLocked, match="不是本程序的锁文件"):
            LibraryLock(path)


@pytest.mark.parametrize("content", [b"", b"\0" * 80, b'{"user": "a", "ho'])
def test_what_a_power_cut_leaves_of_a_lock_is_locked_again(tmp_path: Path, content: bytes) -> None:
    library = tmp_path / "x.perfdesk"
    lock_path(library).write_bytes(content)
    lock = LibraryLock(library)
    assert lock.after_crash
    lock.release()
    assert not lock_path(library).exists()


@pytest.mark.parametrize(
    "signature",
    [
        b"[" * 4_000,
        b"{}",
        b"[]",
        b'{"user": 1, "host": [], "pid": 1e999, "since": "2025-01-01"}',
        b'{"user": 1, "host": [], "pid": "x", "since": 5}',
        b'{"user": "' + "\u202e\n".encode() + b'", "host": "", "pid": 1, "since": "0001-01-01T00:00"}',
        b"\xff\xfe",
    ],
)
def test_a_lock_signed_with_nonsense_still_says_that_it_is_held(tmp_path: Path, signature: bytes) -> None:
    library = tmp_path / "x.perfdesk"
    lock = LibraryLock(library)
    lock_path(library).write_bytes(signature)
    with pytest.raises(NotLocked, match="打开填写，此处只能查看") as refused:
        LibraryLock(library)
    assert refused.value.reason.isprintable()
    lock.release()


def test_a_lock_whose_disk_is_gone_is_given_back_without_a_word(tmp_path: Path) -> None:
    library = tmp_path / "x.perfdesk"
    lock = LibraryLock(library)
    lock_path(library).unlink()
    lock_path(library).write_bytes(b"another's")
    os.close(lock._descriptor)
    lock.release()
    assert lock_path(library).read_bytes() == b"another's"
