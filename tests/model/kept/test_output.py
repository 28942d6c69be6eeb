"""What left the program: noted beside undo, found by its fingerprint, and known for no longer true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import field_path
from perfdesk.model.kept import clock
from perfdesk.model.kept.output import OutputKind, RecordOutput
from perfdesk.model.library.library import Library
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation
from tests.support.library import FORMS, small_library, untouched

NOON = datetime(2026, 3, 5, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small_library(tmp_path)


@pytest.fixture
def library(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    times = iter(NOON - timedelta(hours=number) for number in range(9))  # a clock that is set back
    monkeypatch.setattr(clock, "now", lambda: next(times))
    with Library.open(path, FORMS) as opened:
        yield opened


def left(library: Library, kind: OutputKind, number: int = 1, place: str = "") -> Changes[None]:
    return library.outputs.note([RecordOutput(number, kind, library.tree.summary(number).fingerprint, place)])


def mark(library: Library, number: int = 1) -> tuple[OutputKind, bool] | None:
    found = library.outputs.state(number, library.tree.summary(number).fingerprint)
    return None if found is None else (found.output.kind, found.true)


def test_what_left_is_known_and_told(library: Library) -> None:
    assert mark(library) is None
    assert left(library, OutputKind.PRINT, place="办公室打印机").summaries == {1}
    assert mark(library) == (OutputKind.PRINT, True)
    assert mark(library, 2) is None
    (output,) = library.outputs.latest(1).values()
    assert (output.at, output.of_record.place) == (NOON, "办公室打印机")


def test_a_change_makes_a_print_untrue_and_undo_makes_it_true_again(library: Library) -> None:
    left(library, OutputKind.PRINT)
    changes = record_edit.set_values(library, 1, {field_path("goal"): "改过的目标"})
    assert changes.summaries == {1}, "the tree has to show it"
    assert mark(library) == (OutputKind.PRINT, False)
    again = record_edit.set_values(library, 1, {field_path("goal"): "再改"})
    assert again.summaries == frozenset(), "it was shown already"
    undone = library.undo_history.undo()
    assert undone is not None
    assert undone.summaries == {1}
    assert mark(library) == (OutputKind.PRINT, True)


def test_what_is_still_true_weighs_more_and_the_heavier_of_it_most(library: Library) -> None:
    left(library, OutputKind.PRINT)
    record_edit.set_values(library, 1, {field_path("goal"): "改过的目标"})
    left(library, OutputKind.EXCEL)
    assert mark(library) == (OutputKind.EXCEL, True)
    left(library, OutputKind.MAIL)
    left(library, OutputKind.PDF)
    assert mark(library) == (OutputKind.MAIL, True)
    record_edit.set_values(library, 1, {field_path("goal"): "又改"})
    assert mark(library) == (OutputKind.PDF, False), "the last, whatever the clock says"
    assert list(library.outputs.latest(1)) == list(OutputKind)


def test_undo_takes_back_no_output_and_notes_none(library: Library) -> None:
    record_edit.delete_records(library, [1])
    library.undo_history.undo()
    record_edit.set_values(library, 2, {field_path("goal"): "改过的目标"})
    left(library, OutputKind.PDF)
    assert library.undo_history.undo_name == "输入"
    library.undo_history.undo()
    assert mark(library) == (OutputKind.PDF, True)


def test_a_fingerprint_is_found_with_the_records_that_print_it(library: Library) -> None:
    old = library.tree.summary(1).fingerprint
    left(library, OutputKind.PRINT)
    left(library, OutputKind.PDF, place="/报送/一.pdf")
    found = library.outputs.find(old)
    assert found.records == (1,)
    assert [output.of_record.place for output in found.outputs] == ["", "/报送/一.pdf"]
    record_edit.set_values(library, 1, {field_path("goal"): "改过的目标"})
    assert library.outputs.find(old) == ((), found.outputs)
    assert library.outputs.find("22222222") == ((), ())


def test_outputs_are_kept_in_the_file(path: Path, library: Library) -> None:
    left(library, OutputKind.MAIL, 2, "某某@example.cn")
    library.close()
    with Library.open(path, FORMS) as opened:
        assert mark(opened, 2) == (OutputKind.MAIL, True)
        assert opened.outputs.latest(2)[OutputKind.MAIL].of_record.place == "某某@example.cn"


def test_a_library_that_is_only_read_notes_nothing(path: Path) -> None:
    with untouched(path), Library.open(path, FORMS, read_only=True) as library:
        assert left(library, OutputKind.PRINT) == Changes(Operation.NOTE_OUTPUT, None)
        assert mark(library) is None
