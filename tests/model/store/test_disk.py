"""Full disks and folders that may only be read: a clear sentence, and a whole library."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from perfdesk.errors import LibraryProblem, ReadOnlyLibrary
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from perfdesk.model.store.problem import problem_of
from tests.support.large_library import filled_record
from tests.support.library import FORMS, small_library, untouched
from tests.support.random_edit import contents

LONG_TEXT = {field_path("goal"): "目标" * 100_000}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 KB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "perfdesk-test", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can be mounted by root only")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


@pytest.fixture
def read_only_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with a small library, in which not even root can write."""
    folder = tmp_path / "read only"
    folder.mkdir()
    small_library(folder)
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    place = str(folder)
    commands = (["mount", "--bind", place, place], ["mount", "-o", "remount,bind,ro", place])
    if any(subprocess.run(command, capture_output=True, check=False).returncode for command in commands):
        pytest.skip("this root may not mount")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk_takes_nothing_and_breaks_nothing(small_disk: Path) -> None:
    path = small_library(small_disk)
    before = contents(path)
    with Library.open(path, FORMS) as library:
        record = library.record(1)
        with pytest.raises(
            LibraryProblem, match="磁盘已满，操作没有完成，已保存的内容完好。请清理磁盘后重试"
        ):
            record_edit.set_values(library, 1, LONG_TEXT)
        assert library.record(1) is record
        assert library.undo_history.undo_name is None
        assert contents(path) == before
        record_edit.set_values(library, 1, {field_path("goal"): "短的还写得下"})
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Library.open(path, FORMS) as library:
        assert library.record(1).fields["goal"] == "短的还写得下"


def test_a_disk_without_a_free_byte_can_still_be_read_and_freed(small_disk: Path) -> None:
    path = small_library(small_disk)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(small_disk).free))
    with Library.open(path, FORMS) as library:
        assert len(library.tree.all_records()) == 2
        with pytest.raises(LibraryProblem, match="磁盘已满"):
            record_edit.rename_record(library, 1, "新名称")
        filler.unlink()
        record_edit.rename_record(library, 1, "新名称")
        assert library.tree.summary(1).name == "新名称"


def test_no_library_is_made_on_a_full_disk(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(396 * 1024))
    with pytest.raises(LibraryProblem, match="磁盘已满"):
        Library.create(small_disk / "x.perfdesk", FORMS)
    assert [left.name for left in small_disk.iterdir()] == ["filler"]


def test_a_file_that_may_not_grow_is_like_a_full_disk(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with Library.open(path, FORMS) as library:
        connection = library._store._connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        undoable = record_edit.rename_record(library, 1, "新名称").operation.text
        with pytest.raises(LibraryProblem, match="磁盘已满"):
            record_edit.add_records(library, [filled_record(number, 60) for number in range(9)])
        assert (library.undo_history.undo_name, library.undo_history.redo_name) == (undoable, None)
        assert len(library.tree.all_records()) == 2
        library.undo_history.undo()
        assert library.tree.summary(1).name != "新名称"


def test_an_undo_that_fails_can_be_tried_again(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with Library.open(path, FORMS) as library:
        record_edit.set_values(library, 1, LONG_TEXT)
        record_edit.set_values(library, 1, {field_path("process"): "过程"})
        record_edit.delete_records(library, [1])
        connection = library._store._connection
        connection.execute("VACUUM")
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LibraryProblem, match="磁盘已满"):
            library.undo_history.undo()
        assert (library.undo_history.undo_name, library.undo_history.redo_name) == ("删除项目", None)
        connection.execute("PRAGMA max_page_count = 100000")
        library.undo_history.undo()
        assert library.record(1).fields["goal"] == LONG_TEXT[field_path("goal")]


def test_a_library_in_a_folder_that_may_only_be_read(read_only_folder: Path) -> None:
    path = read_only_folder / "某县.perfdesk"
    with untouched(path), Library.open(path, FORMS) as library:
        assert library.read_only_reason in ("文件是只读的，只能查看", "所在文件夹不能写入，只能查看")
        assert library.scores(1).total is not None
        with pytest.raises(ReadOnlyLibrary, match="只能查看，不能输入"):
            record_edit.set_values(library, 1, {field_path("goal"): "目标"})


def test_no_library_is_made_in_a_folder_that_may_only_be_read(read_only_folder: Path) -> None:
    with pytest.raises(LibraryProblem, match="请检查文件和所在文件夹是否存在、是否有读写权限"):
        Library.create(read_only_folder / "x.perfdesk", FORMS)


def test_a_file_marked_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small_library(tmp_path)
    path.chmod(0o444)
    # Root may write it all the same, and the mark is what people set.
    monkeypatch.setattr("os.access", lambda asked, mode: Path(asked).stat().st_mode & 0o222 != 0)
    with untouched(path), Library.open(path, FORMS) as library:
        assert library.read_only_reason == "文件是只读的，只能查看"


def test_a_disk_that_is_taken_away_is_told_from_a_bug() -> None:
    def error(code: int) -> sqlite3.OperationalError:
        failure = sqlite3.OperationalError("failure")
        failure.sqlite_errorcode = code
        return failure

    path = Path("某县.perfdesk")
    gone = problem_of(path, error(sqlite3.SQLITE_IOERR_WRITE))
    assert gone is not None
    assert gone.message.startswith("填报库“某县.perfdesk”：读写失败，操作没有完成。可能是网络盘或 U 盘已断开")
    assert problem_of(path, error(sqlite3.SQLITE_CONSTRAINT_UNIQUE)) is None
    assert problem_of(path, sqlite3.ProgrammingError("no code at all")) is None


def test_copying_the_open_file_takes_everything_acknowledged(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with Library.open(path, FORMS) as library:
        record_edit.rename_record(library, 1, "新名称")
        copy = Path(shutil.copy(path, tmp_path / "U盘.perfdesk"))
    with Library.open(copy, FORMS) as library:
        assert library.tree.summary(1).name == "新名称"
