"""Operations go to the library; their changes and failures come back as signals."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.library.library import Library
from perfdesk.ui.work.bridge import Bridge
from tests.support.library import FORMS, small_library


@pytest.fixture
def bridge(application: QApplication, tmp_path: Path) -> Bridge:
    return Bridge(Library.open(small_library(tmp_path), FORMS))


def heard(bridge: Bridge) -> tuple[list[object], list[str]]:
    changes: list[object] = []
    sentences: list[str] = []
    bridge.changed.connect(changes.append)
    bridge.failed.connect(sentences.append)
    return changes, sentences


def test_an_operation_returns_and_announces_its_changes(bridge: Bridge) -> None:
    changes, sentences = heard(bridge)
    done = bridge.run(lambda library: record_edit.rename_record(library, 1, "新名称"))
    assert done is not None
    assert (changes, sentences) == ([done], [])
    assert bridge.library.tree.summary(1).name == "新名称"


def test_a_problem_becomes_a_sentence(bridge: Bridge) -> None:
    changes, sentences = heard(bridge)
    year = bridge.library.tree.years()[0]
    assert bridge.run(lambda library: unit_edit.add_unit(library, year, "  ")) is None
    assert changes == []
    assert sentences == ["单位名称不能为空。请填写单位名称。"]


def test_a_bug_is_not_swallowed(bridge: Bridge) -> None:
    def broken(library: Library) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bridge.run(broken)


def test_undo_and_redo_are_announced_as_operations_are(bridge: Bridge) -> None:
    changes, _ = heard(bridge)
    assert bridge.run(lambda library: library.undo_history.undo()) is None
    bridge.run(lambda library: record_edit.rename_record(library, 1, "新名称"))
    undone, redone = (
        bridge.run(lambda library: library.undo_history.undo()),
        bridge.run(lambda library: library.undo_history.redo()),
    )
    assert changes[1:] == [undone, redone]
    assert bridge.run(lambda library: library.undo_history.redo()) is None


def test_another_library_takes_the_place_of_the_first_which_is_closed(bridge: Bridge, tmp_path: Path) -> None:
    first = bridge.library.path
    replaced: list[bool] = []
    bridge.replaced.connect(lambda: replaced.append(True))
    second = Library.create(tmp_path / "另一个.perfdesk", FORMS)
    bridge.replace(second)
    assert bridge.library is second
    assert replaced == [True]
    with Library.open(first, FORMS) as reopened:
        assert not reopened.read_only
