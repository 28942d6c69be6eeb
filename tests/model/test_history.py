"""The bounds of what can be undone."""

import pytest

from perfdesk.model import history
from perfdesk.model.change import Change, RowImage
from perfdesk.model.history import History, Step


def step(name: str, changes: int, merge_key: str | None = None) -> Step:
    rows = (RowImage(number + 1, 1, "indicators", 0, "", f'"{name}"') for number in range(changes))
    return Step(name, tuple(Change(None, row) for row in rows), merge_key)


def names(kept: History) -> list[str]:
    found = []
    while kept.undo_step is not None:
        found.append(kept.undo_step.operation)
        kept.undone()
    return found


def test_many_large_steps_are_fewer_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_CHANGES", 10)
    kept = History()
    for name in "abc":
        kept.add(step(name, 4))
    assert names(kept) == ["c", "b"]


def test_the_last_step_can_be_undone_however_large_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_CHANGES", 10)
    kept = History()
    for name in "ab":
        kept.add(step(name, 50))
    assert names(kept) == ["b"]


def test_undoing_and_redoing_does_not_lose_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_CHANGES", 10)
    kept = History()
    for name in "ab":
        kept.add(step(name, 5))
    for _ in range(9):
        kept.undone()
        kept.redone()
    assert names(kept) == ["b", "a"]


def test_merged_steps_count_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_CHANGES", 10)
    kept = History()
    kept.add(step("a", 5))
    for _ in range(9):
        kept.add(step("b", 5, "cell"))
    assert names(kept) == ["b", "a"]
