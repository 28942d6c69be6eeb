"""Turning a project into another form is one step, and leaves the old one alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.errors import FormProblem, InputProblem
from perfdesk.model.edit import record_edit
from perfdesk.model.edit.conversion_edit import convert_records
from perfdesk.model.library.library import Library
from tests.support.large_library import filled_record
from tests.support.library import FORMS

F2024, F2025 = "sichuan-project-2024", "sichuan-project-2025"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two filled forms of 2024 in one unit."""
    with Library.create(tmp_path / "x.perfdesk", FORMS) as library:
        record_edit.add_records(library, [filled_record(1, 6), filled_record(2, 6)])
        yield library


def places(library: Library) -> list[tuple[int, str, int]]:
    units = {unit.id: unit.name for unit in library.tree.all_units()}
    return [(record.year, units[record.unit_id], record.id) for record in library.tree.all_records()]


def test_another_year_brings_the_unit_of_the_same_name(library: Library) -> None:
    unit = library.tree.all_units()[0].name
    before = library.record(1)
    changes = convert_records(library, [1], F2025, 2025)
    assert library.record(1) is before
    new = library.record(changes.result[0].new)
    assert (new.form, new.year, new.fields) == (F2025, 2025, before.fields)
    assert places(library) == [(2024, unit, 1), (2024, unit, 2), (2025, unit, changes.result[0].new)]
    again = convert_records(library, [2], F2025, 2025).result[0].new
    assert places(library)[2:] == [(2025, unit, changes.result[0].new), (2025, unit, again)]


def test_undo_takes_back_the_record_and_its_unit(library: Library) -> None:
    before = places(library)
    convert_records(library, [1], F2025, 2025)
    assert library.undo_history.undo_name == "转换格式"
    library.undo_history.undo()
    assert places(library) == before
    assert library.tree.years() == (2024,)
    library.undo_history.redo()
    assert library.tree.years() == (2024, 2025)


def test_in_the_same_year_it_comes_right_after(library: Library) -> None:
    new = convert_records(library, [1], "qinghai-project-2024", 2024).result[0].new
    assert [record for _, _, record in places(library)] == [1, new, 2]


def test_the_same_form_of_the_same_year_is_refused(library: Library) -> None:
    before = places(library)
    with pytest.raises(InputProblem, match="复制项目"):
        convert_records(library, [1], F2024, 2024)
    with pytest.raises(FormProblem, match="没有编号为"):
        convert_records(library, [1], "没有", 2024)
    assert places(library) == before


def test_several_are_one_step_and_those_of_the_form_already_are_left_out(library: Library) -> None:
    before = places(library)
    new = convert_records(library, [1], F2025, 2024).result[0].new
    convert_records(library, [1, new, 2], F2025, 2024)
    assert [library.record(number).form for _, _, number in places(library)] == [
        F2024,
        F2025,
        F2025,
        F2024,
        F2025,
    ]
    library.undo_history.undo()
    library.undo_history.undo()
    assert places(library) == before


def test_what_is_left_behind_is_told_of_each(library: Library) -> None:
    result = convert_records(library, [2, 1], "qinghai-project-2024", 2024).result
    assert [turned.old for turned in result] == [2, 1]
    dropped = [dict(turned.conversion.dropped)["评价结论"] for turned in result]
    assert dropped == [library.record(number).fields["conclusion"] for number in (2, 1)]


def test_done_in_parts_with_one_key_undo_takes_back_all(library: Library) -> None:
    before = places(library)
    for number in (1, 2):
        convert_records(library, [number], F2025, 2025, merge_key="once")
    library.undo_history.undo()
    assert places(library) == before
