"""The history of a record: what each operation changed, and the way back to any of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from perfdesk.errors import InputProblem
from perfdesk.model.edit import record_edit, restore_edit, unit_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.form.path import field_path
from perfdesk.model.kept import clock, edit_history
from perfdesk.model.kept.edit_history import PLACE, Entry
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record
from perfdesk.model.store.operation import Operation
from tests.support.library import FORMS, small_library
from tests.support.random_edit import random_edit

ACTUAL = ValuePath("indicators", 0, "actual")
GOAL = field_path("goal")


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 9, 30)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Clock:
    times = Clock()
    monkeypatch.setattr(clock, "now", times)
    return times


@pytest.fixture
def library(tmp_path: Path, times: Clock) -> Iterator[Library]:
    with Library.open(small_library(tmp_path), FORMS) as library:
        yield library


def type_in(library: Library, text: str, path: ValuePath = ACTUAL) -> None:
    record_edit.set_values(library, 1, {path: text})


def newest(library: Library) -> Entry:
    return library.edit_history.entries(1)[0]


def plain(record: Record) -> object:
    rows = {
        block: [(row.id, row.line, dict(row.values)) for row in rows]
        for block, rows in record.blocks.items()
        if rows
    }
    return dict(record.fields), rows


def test_a_new_record_is_one_short_entry(library: Library, times: Clock) -> None:
    (entry,) = library.edit_history.entries(1)
    assert (entry.operation, entry.edits, entry.at) == ("导入", (), times.time)


def test_an_entry_says_what_stood_there_and_what_was_typed(library: Library) -> None:
    row = library.record(1).rows("indicators")[0]
    type_in(library, "99")
    (done,) = newest(library).edits
    assert (done.block, done.row, done.values) == ("indicators", row.id, {"actual": (row["actual"], "99")})
    assert restore_edit.path_of(restore_edit.places_of(library.record(1)), done, "actual") == ACTUAL
    assert len(library.edit_history.entries(2)) == 1


def test_typing_in_one_cell_again_soon_is_one_entry(library: Library, times: Clock) -> None:
    before = library.record(1).get(ACTUAL)
    for text in ("1", "12", "123"):
        type_in(library, text)
        times.time += timedelta(minutes=1)
    assert [entry.operation for entry in library.edit_history.entries(1)] == ["输入", "导入"]
    assert newest(library).edits[0].values == {"actual": (before, "123")}
    times.time += timedelta(minutes=10)
    type_in(library, "4")
    assert newest(library).edits[0].values == {"actual": ("123", "4")}
    type_in(library, "目标", GOAL)
    assert len(library.edit_history.entries(1)) == 4


def test_typed_and_typed_back_is_no_entry(library: Library) -> None:
    before = library.record(1).get(ACTUAL)
    type_in(library, "1")
    type_in(library, before)
    assert [entry.operation for entry in library.edit_history.entries(1)] == ["导入"]


def test_a_clock_set_back_leaves_the_order_and_shows_the_times(library: Library, times: Clock) -> None:
    type_in(library, "1")
    times.time -= timedelta(days=400)
    type_in(library, "2")
    first, second, _ = library.edit_history.entries(1)
    assert first.edits[0].values["actual"] == ("1", "2")
    assert first.at < second.at


def test_undo_and_redo_are_entries(library: Library) -> None:
    type_in(library, "1")
    library.undo_history.undo()
    library.undo_history.redo()
    assert [entry.operation for entry in library.edit_history.entries(1)] == [
        "重做“输入”",
        "撤销“输入”",
        "输入",
        "导入",
    ]


def test_a_failed_operation_leaves_no_entry(library: Library) -> None:
    with pytest.raises(KeyError):
        library.transact(Operation.DELETE_RECORDS, lambda transaction: transaction.delete_record(99))
    assert len(library.edit_history.entries(1)) == 1


def test_another_unit_is_named_and_records_that_give_way_are_not(library: Library) -> None:
    unit = unit_edit.add_unit(library, 2024, "某某中心").result
    old = library.tree.all_units()[0].name
    record_edit.move_record(library, 1, unit)
    (done,) = newest(library).edits
    assert (done.block, done.values) == (PLACE, {"unit": (old, "某某中心")})
    record_edit.move_record(library, 2, unit, 0)
    assert newest(library).operation == "移动项目"
    assert len(library.edit_history.entries(1)) == 2


def test_a_value_comes_back_by_one_step_of_undo(library: Library, times: Clock) -> None:
    before = library.record(1).get(ACTUAL)
    type_in(library, "99")
    entry = newest(library)
    record_edit.insert_rows(library, 1, "indicators", 0)  # the cell moves down
    restore_edit.restore_value(library, 1, entry.edits[0], "actual")
    assert library.record(1).get(ValuePath("indicators", 1, "actual")) == before
    assert library.undo_history.undo_name == "恢复旧值"
    library.undo_history.undo()
    assert library.record(1).get(ValuePath("indicators", 1, "actual")) == "99"


def test_a_value_of_a_deleted_row_is_refused_with_a_sentence(library: Library) -> None:
    type_in(library, "99")
    entry = newest(library)
    record_edit.delete_rows(library, 1, "indicators", [0])
    with pytest.raises(InputProblem, match="这一行已经删除"):
        restore_edit.restore_value(library, 1, entry.edits[0], "actual")


def test_the_record_comes_back_as_it_was_before_any_entry(tmp_path: Path) -> None:
    """Whatever is done to records, each of their earlier states can be had again, rows under their ids."""
    chance = Random(7)
    states: dict[int, dict[int, object]] = {}  # by record, what it was before each entry
    with Library.open(small_library(tmp_path), FORMS) as library:
        for _ in range(80):
            before = {item.id: plain(library.record(item.id)) for item in library.tree.all_records()}
            known = {number: len(library.edit_history.entries(number)) for number in before}
            random_edit(library, chance)
            for number, count in known.items():
                added = library.edit_history.entries(number)[
                    : len(library.edit_history.entries(number)) - count
                ]
                assert len(added) <= 1
                for entry in added:
                    states.setdefault(number, {})[entry.id] = before[number]
        checked = 0
        for summary in library.tree.all_records():
            for entry_id, state in states.get(summary.id, {}).items():
                restore_edit.restore_record(library, summary.id, entry_id)
                assert plain(library.record(summary.id)) == state
                checked += 1
        assert checked > 20


def test_the_record_as_it_was_is_one_step_of_undo(library: Library) -> None:
    before = plain(library.record(1))
    type_in(library, "99")
    entry = newest(library)
    record_edit.delete_rows(library, 1, "indicators", [0, 1])
    type_in(library, "新目标", GOAL)
    after = plain(library.record(1))
    restore_edit.restore_record(library, 1, entry.id)
    assert plain(library.record(1)) == before
    library.undo_history.undo()
    assert plain(library.record(1)) == after


def test_the_oldest_entries_go_by_rule(
    library: Library, times: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edit_history, "MOST_OF_RECORD", 3)
    for number in range(6):
        times.time += timedelta(hours=1)
        type_in(library, str(number))
    kept = [entry.edits[0].values["actual"][1] for entry in library.edit_history.entries(1)]
    assert kept == ["5", "4", "3"]
    monkeypatch.setattr(edit_history, "MOST_OF_LIBRARY", 1)
    type_in(library, "目标", GOAL)
    assert [len(library.edit_history.entries(number)) for number in (1, 2)] == [1, 0]
    with pytest.raises(InputProblem, match="这条修改记录已经不在了"):
        restore_edit.restore_record(library, 1, 1)


def test_it_is_there_after_closing_and_for_a_reader(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with Library.open(path, FORMS) as library:
        type_in(library, "99")
    with Library.open(path, FORMS, read_only=True) as library:
        assert [entry.operation for entry in library.edit_history.entries(1)] == ["输入", "导入"]
