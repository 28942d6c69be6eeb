"""Backups: whole copies made beside the writer, and the rule by which they stay."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from perfdesk.errors import LibraryProblem
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.kept import clock
from perfdesk.model.library.library import Library
from perfdesk.model.safety.backup import (
    Backup,
    BackupKind,
    Rule,
    backup_folder,
    backups,
    make_backup,
    surplus,
)
from perfdesk.model.store import copying
from perfdesk.model.store.copying import copy_library
from tests.support.library import FORMS, small_library
from tests.support.random_edit import contents

START = datetime(2026, 3, 2, 9, 30)
ACTUAL = ValuePath("indicators", 0, "actual")


def at(monkeypatch: pytest.MonkeyPatch, time: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: time)


def made(number: int, time: datetime, kind: BackupKind = BackupKind.AUTOMATIC) -> Backup:
    return Backup(Path(f"{number}"), number, time, kind, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def change(library: Library, text: str) -> None:
    record_edit.set_values(library, 1, {ACTUAL: text})


def test_a_backup_of_an_open_library_is_a_library(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, START)
    folder = backup_folder(path)
    with Library.open(path, FORMS) as library:
        change(library, "99")
        backup = make_backup(path, folder, BackupKind.AUTOMATIC, Rule())
        assert backup is not None
        change(library, "100")
    assert backups(folder) == (backup,)
    assert (backup.path.name, backup.at) == ("0001-20260302-093000-自动.perfdesk", START)
    assert [file.name for file in folder.iterdir()] == [backup.path.name]
    with Library.open(backup.path, FORMS, read_only=True) as library:
        assert library.record(1).get(ACTUAL) == "99"


def test_nothing_new_is_not_backed_up_again(path: Path) -> None:
    folder = backup_folder(path)
    assert make_backup(path, folder, BackupKind.AUTOMATIC, Rule()) is not None
    assert make_backup(path, folder, BackupKind.AUTOMATIC, Rule()) is None
    assert make_backup(path, folder, BackupKind.MANUAL, Rule()) is not None
    with Library.open(path, FORMS) as library:
        change(library, "99")
    assert make_backup(path, folder, BackupKind.AUTOMATIC, Rule()) is not None
    assert [backup.number for backup in backups(folder)] == [3, 2]  # the last of the day


def test_the_last_of_each_day_and_of_each_month_stay() -> None:
    daily = [made(number, START + timedelta(days=number // 2)) for number in range(400)]
    gone = {backup.number for backup in surplus(daily[::-1], Rule(days=14, months=12))}
    kept = [backup for backup in daily if backup.number not in gone]
    days = {backup.at.date() for backup in kept}
    assert len(kept) == len(days)
    assert days >= {(START + timedelta(days=day)).date() for day in range(186, 200)}
    assert {(day.year, day.month) for day in days} == {(2026, month) for month in range(3, 10)}
    assert len(kept) == 14 + 6


def test_a_clock_set_back_costs_no_new_backup() -> None:
    before = [made(number, START + timedelta(days=number)) for number in range(20)]
    wrong = [made(20 + number, datetime(2000, 1, 1) + timedelta(days=number)) for number in range(14)]
    gone = surplus([*before, *wrong][::-1], Rule(days=14, months=1))
    assert {backup.number for backup in gone} == set(range(20))


def test_what_people_made_stays() -> None:
    found = [made(number, START, BackupKind.MANUAL) for number in (3, 2, 1)]
    assert surplus(found, Rule(days=1, months=1)) == ()
    assert surplus([made(1, START)], Rule(days=0, months=0)) == ()


def test_an_older_one_goes_only_once_the_new_one_was_read_through(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = backup_folder(path)
    for day in range(2):
        at(monkeypatch, START + timedelta(days=day))
        with Library.open(path, FORMS) as library:
            change(library, str(day))
        make_backup(path, folder, BackupKind.AUTOMATIC, Rule(days=1, months=1))
    (newest,) = backups(folder)
    assert newest.number == 2
    size = path.stat().st_size
    with path.open("rb+") as stream:
        stream.seek(size - 3 * 8192)
        stream.write(b"\xa5" * 3 * 8192)
    at(monkeypatch, START + timedelta(days=9))
    with pytest.raises(LibraryProblem, match=r"没有通过检查|已损坏"):
        make_backup(path, folder, BackupKind.AUTOMATIC, Rule(days=1, months=1))
    assert backups(folder) == (newest,)
    assert list(folder.iterdir()) == [newest.path]


def test_a_folder_that_cannot_be_written(path: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    with pytest.raises(LibraryProblem, match=r"不能写入.*请检查它的权限"):
        make_backup(path, tmp_path / "文件" / "备份", BackupKind.MANUAL, Rule())


def test_a_chosen_folder_keeps_libraries_of_one_name_apart(tmp_path: Path) -> None:
    one, other = (backup_folder(tmp_path / name / "某县.perfdesk", str(tmp_path)) for name in "ab")
    assert one.parent == other.parent == tmp_path
    assert one != other


def test_no_copy_is_made_of_what_is_closed_and_its_backup_is_made_of_the_file(path: Path) -> None:
    with Library.open(path, FORMS) as library:
        change(library, "99")
    assert library.copy_to(path.with_name("副本.perfdesk")) is False
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    backup = make_backup(path, backup_folder(path), BackupKind.AUTOMATIC, Rule(), library.copy_to)
    assert backup is not None
    assert contents(backup.path) == contents(path)


def test_copies_made_while_edits_go_on_are_whole_and_hinder_none(path: Path, tmp_path: Path) -> None:
    """Each copy is the library as it was after some edit."""
    ended, copies = Event(), list[Path]()

    def copy_on() -> None:
        while not ended.is_set() and len(copies) < 40:
            target = tmp_path / f"{len(copies)}.perfdesk"
            copy_library(path, target)
            copies.append(target)

    thread = Thread(target=copy_on)
    states = []
    with Library.open(path, FORMS) as library:
        states.append(contents(path))
        thread.start()
        try:
            for number in range(60):
                change(library, str(number))
                states.append(contents(path))
        finally:
            ended.set()
            thread.join()
    assert copies
    for copy in copies:
        assert contents(copy) in states


def test_a_copy_from_the_open_library_ends_though_it_never_rests(tmp_path: Path) -> None:
    """It goes through the file once, and what is committed meanwhile is in it."""
    path = small_library(tmp_path, 400)
    library, ended, made = Library.open(path, FORMS), Event(), list[bool]()
    target = tmp_path / "副本.perfdesk"

    def copy() -> None:
        made.append(library.copy_to(target))
        ended.set()

    thread, states = Thread(target=copy), []
    with library:
        change(library, "-1")
        states.append(contents(path))
        thread.start()
        while not ended.is_set():
            change(library, str(len(states)))
            states.append(contents(path))
        thread.join()
    assert made == [True]
    assert contents(target) in states


def test_a_copy_overtaken_by_another_program_begins_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_STEP_PAGES", 2)
    library, turns = Library.open(path, FORMS), list[float]()

    def rest(seconds: float) -> None:
        if len(turns) < 3:
            turns.append(seconds)
            change(library, str(len(turns)))

    monkeypatch.setattr(time, "sleep", rest)
    with library:
        copy_library(path, path.with_name("副本.perfdesk"))
    assert len(turns) == 3
    assert contents(path.with_name("副本.perfdesk")) == contents(path)


def test_closing_ends_a_copy_at_its_next_step(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_STEP_PAGES", 2)
    begun, going_on = Event(), Event()

    def rest(seconds: float) -> None:
        begun.set()
        going_on.wait(0.05)

    monkeypatch.setattr(time, "sleep", rest)
    library, made = Library.open(path, FORMS), list[bool]()
    thread = Thread(target=lambda: made.append(library.copy_to(path.with_name("副本.perfdesk"))))
    thread.start()
    assert begun.wait(5)
    library.close()
    thread.join()
    assert made == [False]
    assert [file.name for file in path.parent.iterdir()] == [path.name]
