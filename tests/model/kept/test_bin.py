"""The recycle bin: what is deleted lies in it, and comes back as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from perfdesk.errors import ReadOnlyLibrary
from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.edit.bin_edit import restore_records
from perfdesk.model.form.path import field_path
from perfdesk.model.kept import bin as recycle_bin
from perfdesk.model.library.library import Library
from tests.support.library import FORMS, small_library
from tests.support.random_edit import contents, random_edit


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small_library(tmp_path, records=3)


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path, FORMS) as library:
        yield library


def lying(library: Library) -> list[int]:
    return [item.record_id for item in library.bin.entries()]


def test_a_deleted_record_lies_in_the_bin_and_comes_back_as_it_was(library: Library, path: Path) -> None:
    before, summary = contents(path), library.tree.summary(2)
    record_edit.delete_records(library, [2])
    (item,) = library.bin.entries()
    assert (item.record_id, item.name, item.code, item.year) == (2, summary.name, summary.code, 2024)
    assert item.unit == library.tree.all_units()[0].name
    assert restore_records(library, [2]).result == (2,)
    assert contents(path) == before
    assert lying(library) == []
    assert library.edit_history.entries(2)[0].operation == "恢复项目"


def test_undo_of_either_moves_it_in_and_out(library: Library, path: Path) -> None:
    before = contents(path)
    record_edit.delete_records(library, [1, 3])
    assert sorted(lying(library)) == [1, 3]
    library.undo_history.undo()
    assert (lying(library), contents(path)) == ([], before)
    library.undo_history.redo()
    restore_records(library, [3])
    assert lying(library) == [1]
    library.undo_history.undo()
    assert sorted(lying(library)) == [1, 3]
    library.undo_history.redo()
    assert lying(library) == [1]


def test_a_deleted_unit_is_made_again(library: Library, path: Path) -> None:
    record_edit.set_values(library, 1, {field_path("goal"): "改过的目标"})
    (unit,) = library.tree.all_units()
    records = [library.record(number) for number in (1, 2, 3)]
    unit_edit.delete_units(library, [unit.id])
    assert sorted(lying(library)) == [1, 2, 3]
    restore_records(library, [3, 1, 2])
    assert [known.name for known in library.tree.all_units()] == [unit.name]
    assert [summary.id for summary in library.tree.all_records()] == [1, 2, 3]
    for record in records:
        back = library.record(record.id)
        assert dict(back.fields) == dict(record.fields)
        assert [row.id for row in back.rows("indicators")] == [row.id for row in record.rows("indicators")]


def test_a_unit_of_the_same_name_takes_it(library: Library) -> None:
    (unit,) = library.tree.all_units()
    unit_edit.delete_units(library, [unit.id])
    again = unit_edit.add_unit(library, unit.year, unit.name).result
    restore_records(library, [2])
    assert library.tree.summary(2).unit_id == again


def test_it_comes_back_between_its_neighbours(library: Library) -> None:
    record_edit.delete_records(library, [2])
    record_edit.add_record(library, library.tree.summary(1).unit_id, library.tree.summary(1).form, 2024)
    restore_records(library, [2])
    assert [summary.id for summary in library.tree.all_records()] == [1, 2, 3, 4]
    library.undo_history.undo()
    assert [summary.id for summary in library.tree.all_records()] == [1, 3, 4]


def test_what_is_dropped_is_gone_for_good_but_for_undo(path: Path) -> None:
    with Library.open(path, FORMS) as library:
        record_edit.delete_records(library, [1, 2])
        library.bin.drop([1])
        assert lying(library) == [2]
        with pytest.raises(KeyError):
            restore_records(library, [1])
        library.undo_history.undo()
        assert len(library.edit_history.entries(1)) == 3
        library.undo_history.redo()
        library.bin.drop([1])
    with Library.open(path, FORMS) as library:
        record_edit.rename_record(library, 3, "新名称")
        assert library.edit_history.entries(1) == ()
        assert len(library.edit_history.entries(2)) > 0
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT record_id FROM bin").fetchall() == [(2,)]


def test_the_oldest_give_way_by_size(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    record_edit.delete_records(library, [1])
    monkeypatch.setattr(recycle_bin, "MOST_CHARACTERS", 4000)
    record_edit.delete_records(library, [2])
    record_edit.delete_records(library, [3])
    assert lying(library) == [3, 2]


def test_a_reader_sees_it_and_changes_nothing(path: Path) -> None:
    with Library.open(path, FORMS) as library:
        record_edit.delete_records(library, [1])
    with Library.open(path, FORMS, read_only=True) as library:
        assert lying(library) == [1]
        with pytest.raises(ReadOnlyLibrary, match="不能彻底删除项目"):
            library.bin.drop([1])
        with pytest.raises(ReadOnlyLibrary, match="不能恢复项目"):
            restore_records(library, [1])


def test_undoing_what_made_records_leaves_nothing_in_the_bin(library: Library) -> None:
    record_edit.duplicate_record(library, 1)
    library.undo_history.undo()
    assert lying(library) == []


def test_whatever_is_done_what_is_deleted_lies_in_the_bin(path: Path) -> None:
    chance = Random(11)
    with Library.open(path, FORMS) as library:
        deleted: set[int] = set()
        for _ in range(250):
            before = {summary.id for summary in library.tree.all_records()}
            random_edit(library, chance)
            now = {summary.id for summary in library.tree.all_records()}
            if library.undo_history.redo_name is None:  # not by undo
                deleted |= before - now
            deleted -= now
            assert set(lying(library)) == deleted
        assert len(deleted) > 3
        restore_records(library, lying(library))
        assert {summary.id for summary in library.tree.all_records()} == deleted | now
        assert lying(library) == []
