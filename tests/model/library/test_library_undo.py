"""Undo and redo: everything comes back, whatever was done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from perfdesk.model.checks.state import state_of
from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.form.path import field_path
from perfdesk.model.library import batch_size
from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.library.undo_step import MAX_STEPS
from perfdesk.model.record.record import Record
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.store.change import joined
from perfdesk.model.store.operation import Operation
from tests.support.library import FORMS, small_library
from tests.support.random_edit import contents, random_edit

F2024, F2025 = "sichuan-project-2024", "sichuan-project-2025"
GOAL = field_path("goal")
DONE = field_path("goal_done")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(small_library(tmp_path), FORMS) as library:
        yield library


def goal(library: Library) -> str:
    return library.record(1).fields["goal"]


def plain(record: Record) -> object:
    """A record as plain data that can be compared."""
    rows = {
        block: [(row.id, row.line, dict(row.values)) for row in rows]
        for block, rows in record.blocks.items()
        if rows
    }
    return record.form, record.year, dict(record.fields), rows


def test_undo_and_redo_name_their_operation(library: Library) -> None:
    assert (library.undo_history.undo_name, library.undo_history.redo_name) == (None, None)
    record_edit.rename_record(library, 1, "新名称")
    assert (library.undo_history.undo_name, library.undo_history.redo_name) == ("项目改名", None)
    library.undo_history.undo()
    assert (library.undo_history.undo_name, library.undo_history.redo_name) == (None, "项目改名")
    library.undo_history.redo()
    assert (library.undo_history.undo_name, library.undo_history.redo_name) == ("项目改名", None)
    assert library.undo_history.redo() is None
    library.undo_history.undo()
    assert library.undo_history.undo() is None


def test_a_new_operation_ends_what_could_be_redone(library: Library) -> None:
    record_edit.set_values(library, 1, {GOAL: "一"})
    library.undo_history.undo()
    record_edit.set_values(library, 1, {DONE: "二"})
    assert library.undo_history.redo_name is None


def test_typing_in_one_cell_is_one_step(library: Library) -> None:
    before = goal(library)
    for text in ("目", "目标", "目标一"):
        record_edit.set_values(library, 1, {GOAL: text})
    library.undo_history.undo()
    assert goal(library) == before
    library.undo_history.redo()
    assert goal(library) == "目标一"


def test_typing_joins_nothing_but_the_step_right_before_it(library: Library) -> None:
    record_edit.set_values(library, 1, {GOAL: "一"})
    record_edit.set_values(library, 1, {DONE: "别处"})
    record_edit.set_values(library, 1, {GOAL: "二"})
    record_edit.set_values(library, 2, {GOAL: "别的项目"})
    record_edit.set_values(library, 1, {GOAL: "三"}, operation=Operation.CLEAR)
    goals = [goal(library)]
    while library.undo_history.undo():
        goals.append(goal(library))
    assert goals[:-1] == ["三", "二", "二", "一", "一"]


def test_typing_after_undo_is_a_step_of_its_own(library: Library) -> None:
    record_edit.set_values(library, 1, {GOAL: "一"})
    record_edit.rename_record(library, 1, "新名称")
    library.undo_history.undo()
    record_edit.set_values(library, 1, {GOAL: "二"})
    library.undo_history.undo()
    assert goal(library) == "一"


def test_typing_back_what_was_there_leaves_no_step(library: Library) -> None:
    before = goal(library)
    record_edit.set_values(library, 1, {GOAL: "别的"})
    record_edit.set_values(library, 1, {GOAL: before})
    assert library.undo_history.undo_name is None


def test_the_oldest_steps_are_forgotten(library: Library) -> None:
    for number in range(MAX_STEPS + 20):
        record_edit.set_values(library, 1, {ValuePath("indicators", number % 2, "reason"): str(number)})
    steps = 0
    while library.undo_history.undo():
        steps += 1
    assert steps == MAX_STEPS
    assert library.record(1).get(ValuePath("indicators", 1, "reason")) == "19"


def test_a_deleted_unit_comes_back_with_all_its_records(library: Library) -> None:
    before = contents(library.path)
    changes = unit_edit.delete_units(library, [1])
    assert changes.removed == frozenset({1, 2})
    assert library.tree.all_units() == ()
    back = library.undo_history.undo()
    assert back is not None
    assert back.added == frozenset({1, 2})
    assert contents(library.path) == before
    assert library.scores(1).total is not None


def test_undo_ends_with_the_session(library: Library) -> None:
    record_edit.set_values(library, 1, {GOAL: "一"})
    library.close()
    with Library.open(library.path, FORMS) as again:
        assert again.undo_history.undo_name is None
        assert goal(again) == "一"


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_everything_can_be_taken_back_and_made_again(library: Library, seed: int) -> None:
    start = contents(library.path)
    for number in range(60):
        random_edit(library, Random(f"{seed} {number}"))
        if number % 10 == 0:
            expect_memory_to_be_the_file(library)
    while library.undo_history.redo():
        pass
    end = contents(library.path)
    while library.undo_history.undo():
        pass
    expect_memory_to_be_the_file(library)
    taken_back = contents(library.path)
    # Which definition a form was computed by stays known, also once no record is left of it.
    assert {**taken_back, "form": start["form"]} == start
    assert set(taken_back["form"]) >= set(start["form"])
    while library.undo_history.redo():
        pass
    expect_memory_to_be_the_file(library)
    assert contents(library.path) == end


def expect_memory_to_be_the_file(library: Library) -> None:
    """The library's records, scores and summaries are what a fresh look at the file gives."""
    with Library.open(library.path, FORMS, read_only=True) as fresh:
        assert library.tree.all_records() == fresh.tree.all_records()
        assert library.tree.all_units() == fresh.tree.all_units()
        for summary in fresh.tree.all_records():
            record = library.record(summary.id)
            definition = FORMS[record.form]
            scores = score_record(definition, record)
            total = scores.total
            assert plain(record) == plain(fresh.record(summary.id))
            assert library.scores(summary.id) == scores
            assert total is not None
            assert (summary.total, summary.grade) == (total.value, total.grade)
            assert summary.state is state_of(definition, record, scores)
    with closing(sqlite3.connect(library.path)) as connection:
        gaps = connection.execute(
            "SELECT record_id, block FROM record_row GROUP BY record_id, block"
            " HAVING min(position) <> 0 OR max(position) <> count(*) - 1"
            " OR count(DISTINCT position) <> count(*)"
        )
        assert gaps.fetchall() == [], "positions of rows count from 0"


def test_a_step_taken_back_in_parts_is_the_same_as_at_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_size, "_FIRST", 1)
    monkeypatch.setattr(batch_size, "_MOST", 1)
    unit = library.tree.units(2024)[0].id
    for number in range(6):
        record_edit.add_record(library, unit, F2024, 2024, fields={"project_name": f"项目{number}"})
    first, second, third, *others = (record.id for record in library.tree.records(unit))
    before = library.tree.all_records(), plain(library.record(first))

    def run(transaction: Transaction) -> None:
        transaction.put(transaction.record(first).with_value(field_path("goal"), "目标"))
        transaction.delete_record(second)
        transaction.place_record(third, unit, 0)
        transaction.delete_record(others[-1])
        new = transaction.add_unit(2025, "某某局")
        transaction.add_record(new, new_record(library.forms[F2025], 2025, "某某局"))

    library.transact(Operation.PASTE, run)
    after = library.tree.all_records(), plain(library.record(first))
    whole = library.undo_history.undo()
    assert (library.tree.all_records(), plain(library.record(first))) == before
    library.undo_history.redo()
    parts = [part.changes for part in library.undo_history.undoing()]
    assert len(parts) > 3
    assert (library.tree.all_records(), plain(library.record(first))) == before
    told = joined(parts)
    assert whole is not None
    for name in ("operation", "added", "removed", "records", "tree", "units"):
        assert getattr(told, name) == getattr(whole, name), name
    again = [*library.undo_history.redoing()]
    assert [part.done for part in again] == sorted({part.done for part in again})
    assert again[-1].done == again[-1].most
    assert (library.tree.all_records(), plain(library.record(first))) == after
    assert library.undo_history.redo_name is None
