"""What happens to files under a program: each has its sentence, takes nothing, and the next edit works."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from perfdesk.errors import LibraryProblem
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.kept import clock
from perfdesk.model.library.library import Library
from perfdesk.model.safety.backup import BackupKind, Rule, backup_folder, make_backup
from tests.support.library import FORMS, small_library
from tests.support.random_edit import contents, random_edit

ACTUAL = ValuePath("indicators", 0, "actual")

Disaster = Callable[[Path], AbstractContextManager[None]]


@contextmanager
def disk_that_takes_no_byte(path: Path) -> Iterator[None]:
    """Writing fails as on a share that drops or a disk that breaks: SQLite says “disk I/O error”."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def disk_that_breaks_amid_writing(path: Path) -> Iterator[None]:
    """The journal is written, the file is not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096 * 3, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def renamed(path: Path) -> Iterator[None]:
    other = path.with_name("改了名.perfdesk")
    path.rename(other)
    yield
    other.rename(path)


@contextmanager
def folder_renamed(path: Path) -> Iterator[None]:
    other = path.parent.with_name("改了名的文件夹")
    path.parent.rename(other)
    yield
    other.rename(path.parent)


@contextmanager
def replaced(path: Path) -> Iterator[None]:
    """Another file takes its place, as a program does that synchronises folders."""
    other, own = path.with_name("同步.perfdesk"), path.with_name("原来的.perfdesk")
    shutil.copy(path, other)
    path.rename(own)
    other.rename(path)
    yield
    own.rename(path)


@contextmanager
def deleted_into_the_bin(path: Path) -> Iterator[None]:
    (path.parent / "回收站").mkdir()
    path.rename(path.parent / "回收站" / path.name)
    yield
    (path.parent / "回收站" / path.name).rename(path)


@contextmanager
def held_by_another_program(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


MOVED = "文件已被移动、改名或删除，操作没有完成。请把文件放回原处，或从新位置重新打开。"
FAILED = "读写失败，操作没有完成。可能是网络盘或 U 盘已断开，也可能是磁盘故障。"
DISASTERS: list[tuple[Disaster, str]] = [
    (disk_that_takes_no_byte, FAILED),
    (disk_that_breaks_amid_writing, FAILED),
    (renamed, MOVED),
    (folder_renamed, MOVED),
    (replaced, MOVED),
    (deleted_into_the_bin, MOVED),
    (held_by_another_program, "文件正被其他程序占用，操作没有完成。请稍候重试"),
]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("perfdesk.model.store.connection._BUSY_TIMEOUT_S", 0.02)
    (tmp_path / "某文件夹").mkdir()
    return small_library(tmp_path / "某文件夹")


def change(library: Library, text: str) -> None:
    record_edit.set_values(library, 1, {ACTUAL: text})


def typed(library: Library) -> list[object]:
    """All that is typed in a library, to compare."""
    records = [library.record(summary.id) for summary in library.tree.all_records()]
    return [
        (record.id, record.fields, block, row.id, row.line, row.values)
        for record in records
        for block, rows in record.blocks.items()
        for row in rows
    ]


def assert_sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize(
    ("disaster", "sentence"), DISASTERS, ids=lambda given: getattr(given, "__name__", "")
)
def test_it_is_told_takes_nothing_and_the_next_edit_works(
    path: Path, disaster: Disaster, sentence: str
) -> None:
    with Library.open(path, FORMS) as library:
        change(library, "1")
        before, record = contents(path), library.record(1)
        with disaster(path):
            for _ in range(2):
                with pytest.raises(LibraryProblem) as problem:
                    change(library, "2" * 20_000)
                assert sentence in problem.value.message
                assert str(path) in problem.value.message
            assert library.record(1) is record
            assert library.undo_history.undo_name == "输入"
        assert contents(path) == before
        change(library, "3")
        library.undo_history.undo()
        library.undo_history.undo()
        library.undo_history.redo()
        library.undo_history.redo()
    assert_sound(path)
    with Library.open(path, FORMS) as library:
        assert library.record(1).get(ACTUAL) == "3"
        assert not library.after_crash


def test_a_stick_that_is_pulled_and_put_in_again(tmp_path: Path) -> None:
    stick, place = tmp_path / "U 盘里", tmp_path / "U 盘"
    stick.mkdir()
    place.mkdir()

    def mount(*command: object) -> None:
        if subprocess.run(list(map(str, command)), capture_output=True, check=False).returncode:
            pytest.skip("only root can mount a disk of the test's own")

    mount("mount", "-t", "tmpfs", "-o", "size=4m", "perfdesk-test", stick)
    try:
        mount("mount", "--bind", stick, place)
        path = small_library(place)
        with Library.open(path, FORMS) as library:
            change(library, "1")
            mount("umount", "--lazy", place)
            with pytest.raises(LibraryProblem, match=r"移动、改名或删除|打不开|读写失败"):
                change(library, "2")
            assert library.record(1).get(ACTUAL) == "1"
            mount("mount", "--bind", stick, place)
            change(library, "3")
        assert_sound(path)
        with Library.open(path, FORMS, read_only=True) as library:
            assert library.record(1).get(ACTUAL) == "3"
    finally:
        subprocess.run(["umount", "--lazy", place], capture_output=True, check=False)
        subprocess.run(["umount", "--lazy", stick], capture_output=True, check=False)


def test_of_a_file_that_was_deleted_for_good_a_backup_still_holds_everything(path: Path) -> None:
    with Library.open(path, FORMS) as library:
        change(library, "99")
        before = contents(path)
        path.unlink()
        with pytest.raises(LibraryProblem, match="移动、改名或删除"):
            change(library, "100")
        backup = make_backup(path, backup_folder(path), BackupKind.MANUAL, Rule(), library.copy_to)
    assert backup is not None
    assert contents(backup.path) == before


def test_a_backup_on_a_full_disk_is_told_and_leaves_the_others(path: Path) -> None:
    folder = backup_folder(path)
    with Library.open(path, FORMS) as library:
        first = make_backup(path, folder, BackupKind.AUTOMATIC, Rule(), library.copy_to)
        change(library, "99")
        with disk_that_takes_no_byte(path), pytest.raises(LibraryProblem):
            make_backup(path, folder, BackupKind.AUTOMATIC, Rule(), library.copy_to)
        assert first is not None
        assert list(folder.iterdir()) == [first.path]
        change(library, "100")
        assert make_backup(path, folder, BackupKind.AUTOMATIC, Rule(), library.copy_to) is not None


def test_a_clock_set_back_changes_the_order_of_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = [datetime(2026, 3, 2, 9, 30), datetime(2000, 1, 1), datetime(2026, 3, 2, 9, 31)]
    folder = backup_folder(path)
    made = []
    with Library.open(path, FORMS) as library:
        for number, time in enumerate(times):
            monkeypatch.setattr(clock, "now", lambda time=time: time)
            change(library, str(number))
            made.append(make_backup(path, folder, BackupKind.MANUAL, Rule(), library.copy_to))
        deeds = [entry.at for entry in library.edit_history.entries(1)]
    assert [backup.number for backup in made if backup is not None] == [1, 2, 3]
    assert [time for time in deeds if time in times] == times[::-1]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(12))
def test_disasters_at_any_moment_of_long_work(path: Path, seed: int) -> None:
    """Each edit is kept whole or not at all, whatever happens to the file during which of them."""
    chance = Random(seed)
    with Library.open(path, FORMS) as library:
        for _ in range(60):
            disaster, _sentence = chance.choice(DISASTERS)
            before = contents(path)
            with disaster(path):
                for _ in range(chance.randint(1, 3)):
                    with pytest.raises(LibraryProblem):
                        _until_something_changes(library, chance)
            shutil.rmtree(path.parent / "回收站", ignore_errors=True)
            assert contents(path) == before
            for _ in range(chance.randint(1, 5)):
                random_edit(library, chance)
            with Library.open(path, FORMS, read_only=True) as other:
                assert typed(other) == typed(library)
    assert_sound(path)


def _until_something_changes(library: Library, chance: Random) -> None:
    """Some edits by chance change nothing, and so write nothing."""
    for _ in range(50):
        random_edit(library, chance)
