"""The bounds of what can be undone."""

from dataclasses import replace

import pytest

from perfdesk.model.library import undo_step
from perfdesk.model.library.undo_step import UndoStep, UndoSteps, reach
from perfdesk.model.store.change import Change, RecordImage, RowImage, UnitImage
from perfdesk.model.store.operation import Operation

OPERATIONS = {"a": Operation.TYPE, "b": Operation.PASTE, "c": Operation.CUT}
NAMES = {operation: name for name, operation in OPERATIONS.items()}


def step(name: str, changes: int, merge_key: str | None = None) -> UndoStep:
    rows = (RowImage(number + 1, 1, "indicators", 0, "", f'"{name}"') for number in range(changes))
    return UndoStep(OPERATIONS[name], tuple(Change(None, row) for row in rows), merge_key)


def names(kept: UndoSteps) -> list[str]:
    found = []
    while kept.undo_step is not None:
        found.append(NAMES[kept.undo_step.operation])
        kept.undone(len(kept.undo_step.changes))
    return found


def test_many_large_steps_are_fewer_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_step, "MAX_CHANGES", 10)
    kept = UndoSteps()
    for name in "abc":
        kept.add(step(name, 4))
    assert names(kept) == ["c", "b"]


def test_the_last_step_can_be_undone_however_large_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_step, "MAX_CHANGES", 10)
    kept = UndoSteps()
    for name in "ab":
        kept.add(step(name, 50))
    assert names(kept) == ["b"]


def test_undoing_and_redoing_does_not_lose_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_step, "MAX_CHANGES", 10)
    kept = UndoSteps()
    for name in "ab":
        kept.add(step(name, 5))
    for _ in range(9):
        kept.undone(5)
        kept.redone(5)
    assert names(kept) == ["b", "a"]


def test_merged_steps_count_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_step, "MAX_CHANGES", 10)
    kept = UndoSteps()
    kept.add(step("a", 5))
    for _ in range(9):
        kept.add(step("b", 5, "cell"))
    assert names(kept) == ["b", "a"]


def test_a_step_goes_and_comes_again_part_by_part() -> None:
    kept = UndoSteps()
    kept.add(step("a", 1))
    kept.add(step("b", 5))
    whole = kept.undo_step
    assert whole is not None
    kept.undone(2)
    assert (kept.undo_step, kept.redo_step) == (
        replace(whole, changes=whole.changes[:3]),
        replace(whole, changes=whole.changes[3:]),
    )
    kept.undone(3)
    assert (names_of(kept), kept.redo_step) == (("a", "b"), whole)
    kept.redone(4)
    assert (names_of(kept), kept.redo_step) == (("b", "b"), replace(whole, changes=whole.changes[4:]))
    kept.redone(1)
    assert (names_of(kept), kept.undo_step) == (("b", None), whole)
    assert names(kept) == ["b", "a"]


def test_two_steps_of_one_name_stay_two_where_one_is_partly_undone() -> None:
    kept = UndoSteps()
    kept.add(step("a", 2))
    kept.add(step("a", 2))
    kept.undone(2)
    kept.undone(1)
    assert kept.redo_step is not None
    assert len(kept.redo_step.changes) == 1
    kept.redone(1)
    assert names(kept) == ["a"]


def test_what_is_undone_in_part_can_be_followed_by_something_else() -> None:
    kept = UndoSteps()
    kept.add(step("a", 4))
    kept.undone(2)
    kept.add(step("b", 1))
    assert (names_of(kept), names(kept)) == (("b", None), ["b", "a"])


def test_the_parts_of_a_large_operation_are_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_step, "_MOST_FOLDED", 3)
    kept = UndoSteps()
    changes: list[Change] = []
    for number in range(4):
        part = tuple(
            Change(None, RowImage(10 * number + at, number, "indicators", 0, "", "")) for at in range(1, 4)
        )
        changes += part
        kept.add(UndoStep(Operation.TYPE, part, "key"))
    assert kept.undo_step is not None
    assert kept.undo_step.changes == tuple(changes)
    assert names(kept) == ["a"]


def test_a_part_reaches_as_far_as_its_records() -> None:
    unit = Change(None, UnitImage(1, 2025, "", 0))
    records = [Change(None, RecordImage(number, 1, 0, "", "")) for number in (1, 2, 3)]
    rows = [Change(None, RowImage(10 + at, at, "", 0, "", "")) for at in (1, 1, 2, 3)]
    changes = [unit, records[0], rows[0], rows[1], records[1], rows[2], records[2], rows[3]]
    assert [reach(changes, number) for number in (1, 2, 3, 4, 9)] == [1, 4, 6, 8, 8]


def names_of(kept: UndoSteps) -> tuple[str | None, str | None]:
    steps = (kept.undo_step, kept.redo_step)
    return tuple(None if step is None else NAMES[step.operation] for step in steps)  # type: ignore[return-value]
