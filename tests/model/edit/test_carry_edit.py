"""Carrying projects into a year is one step; what was carried waits until it is changed or confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.errors import FormProblem, InputProblem
from perfdesk.model.checks.finding import Severity
from perfdesk.model.checks.state import State
from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.edit.carry_edit import Carry, carried_already, carry_over, confirm
from perfdesk.model.edit.conversion_edit import convert_records
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from perfdesk.model.record.pending import pending
from perfdesk.model.record.record import Row
from tests.support.large_library import filled_record
from tests.support.library import FORMS

F2024, F2025 = "sichuan-project-2024", "sichuan-project-2025"
TARGET = ValuePath("indicators", 1, "target")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two filled forms of 2024, with three indicators, in one unit."""
    with Library.create(tmp_path / "x.perfdesk", FORMS) as library:
        record_edit.add_records(library, [filled_record(1, 3), filled_record(2, 3)])
        yield library


@pytest.fixture
def new(library: Library) -> int:
    """The first of them carried into 2025."""
    return carry_over(library, [Carry(1, F2025)], 2025).result[0]


def waiting(library: Library, record_id: int) -> list[str]:
    return [str(mark.path) for mark in pending(library.record(record_id))]


def test_projects_come_into_the_unit_of_the_same_name_as_one_step(library: Library) -> None:
    before = library.tree.all_records()
    key = object()
    parts = ([Carry(1, F2025)], [Carry(2, F2024)])
    added = [carry_over(library, part, 2025, key).result[0] for part in parts]
    (unit,) = library.tree.units(2025)
    assert unit.name == library.tree.units(2024)[0].name
    assert [record.id for record in library.tree.records(unit.id)] == added
    assert [library.record(record).form for record in added] == [F2025, F2024]
    assert {library.tree.summary(record).state for record in added} == {State.DRAFT}
    assert library.undo_history.undo_name == "结转下年"
    library.undo_history.undo()
    assert (library.tree.years(), library.tree.all_records()) == ((2024,), before)
    library.undo_history.redo()
    assert waiting(library, added[0])


def test_nothing_has_happened_where_it_is_wrong(library: Library) -> None:
    with pytest.raises(InputProblem, match="不能结转到2024年度"):
        carry_over(library, [Carry(1, F2025)], 2024)
    with pytest.raises(FormProblem, match="没有编号为"):
        carry_over(library, [Carry(1, F2025), Carry(2, "没有")], 2025)
    assert library.tree.years() == (2024,)
    assert library.undo_history.undo_name == "导入"


def test_each_carried_value_that_is_printed_waits_but_no_level(library: Library, new: int) -> None:
    marks = pending(library.record(new))
    fields = ["project_name", "project_code", "department", "unit", "goal"]
    columns = ["level3", "nature", "target", "unit", "weight"]
    used = list(enumerate(library.record(new).rows("indicators")))
    assert [str(mark.path) for mark in marks] == [
        *(f"fields.{key}" for key in fields),
        *(f"indicators[{at}].{key}" for at, row in used for key in columns if row[key]),
    ]
    assert {mark.year for mark in marks} == {"2024"}
    assert len(marks) == 5 + 3 * 5


def test_what_is_changed_waits_no_more_and_undo_brings_the_mark_back(library: Library, new: int) -> None:
    marks = waiting(library, new)
    path = ValuePath.parse(next(mark for mark in marks if mark.endswith(".target")))
    record_edit.set_values(library, new, {path: "99"})
    assert set(marks) - set(waiting(library, new)) == {str(path)}
    record_edit.set_values(library, new, {field_path("goal_done"): "完成"})
    assert len(waiting(library, new)) == len(marks) - 1
    record_edit.set_values(library, new, {field_path("goal"): ""})
    assert "fields.goal" not in waiting(library, new)
    for _ in range(3):
        library.undo_history.undo()
    assert waiting(library, new) == marks


def test_values_are_confirmed_where_they_stand_or_all_at_once(library: Library, new: int) -> None:
    marks = waiting(library, new)
    before = library.record(new)
    confirm(library, new, [field_path("goal"), field_path("goal_done")])
    assert set(marks) - set(waiting(library, new)) == {"fields.goal"}
    assert library.record(new).rows("indicators")[0] is before.rows("indicators")[0]
    confirm(library, new)
    assert waiting(library, new) == []
    assert library.undo_history.undo_name == "确认结转值"
    assert not confirm(library, new)
    library.undo_history.undo()
    library.undo_history.undo()
    assert waiting(library, new) == marks


def test_marks_follow_their_row_and_go_with_it(library: Library, new: int) -> None:
    first = next(mark.path for mark in pending(library.record(new)) if mark.path.index is not None)
    record_edit.insert_rows(library, new, "indicators", 0, [Row({"level3": "新指标"})])
    moved = ValuePath(first.block, (first.index or 0) + 1, first.key)
    assert str(moved) in waiting(library, new)
    assert str(first) not in waiting(library, new) or first.index != 0
    count = len(waiting(library, new))
    record_edit.duplicate_rows(library, new, "indicators", [moved.index or 0])
    assert len(waiting(library, new)) == count
    record_edit.delete_rows(library, new, "indicators", [moved.index or 0])
    assert len(waiting(library, new)) == count - 5


def test_copies_and_conversions_have_no_marks(library: Library, new: int) -> None:
    assert waiting(library, record_edit.duplicate_record(library, new).result) == []
    assert waiting(library, convert_records(library, [new], F2024, 2025).result[0].new) == []
    assert waiting(library, new)


def test_a_notice_says_that_something_waits(library: Library, new: int) -> None:
    (found,) = (item for item in library.audit.findings(new) if item.code == "carried.unconfirmed")
    assert (found.severity, str(found.path)) == (Severity.NOTICE, "fields.project_name")
    assert "2024年度" in found.message
    confirm(library, new)
    assert all(item.code != "carried.unconfirmed" for item in library.audit.findings(new))


def test_what_was_carried_is_known_even_where_it_was_renamed(library: Library, new: int) -> None:
    assert carried_already(library, 2024, 2025) == {1}
    record_edit.set_values(library, new, {field_path("project_name"): "别名", field_path("project_code"): ""})
    confirm(library, new)
    assert carried_already(library, 2024, 2025) == {1}
    assert carried_already(library, 2024, 2026) == frozenset()
    record_edit.delete_records(library, [new])
    assert carried_already(library, 2024, 2025) == frozenset()


def test_a_project_of_the_same_code_or_name_is_there_already(library: Library) -> None:
    names = {"project_name": "2024年某项目", "project_code": "5101"}
    record_edit.set_values(library, 1, {field_path(key): text for key, text in names.items()})
    record = filled_record(9, 3)
    other = {**record.fields, "project_name": "改了名", "project_code": "5101", "unit": "别的局"}
    added = record_edit.add_records(library, [replace(record, form=F2025, year=2025, fields=other)]).result
    assert carried_already(library, 2024, 2025) == {1}
    record_edit.set_values(library, added[0], {field_path("project_code"): ""})
    assert carried_already(library, 2024, 2025) == frozenset()
    record_edit.set_values(library, added[0], {field_path("project_name"): "2025年某项目"})
    assert carried_already(library, 2024, 2025) == frozenset()  # in another unit
    unit_edit.rename_unit(library, library.tree.units(2025)[0].id, library.tree.units(2024)[0].name)
    assert carried_already(library, 2024, 2025) == {1}


def test_marks_are_kept_in_the_file(library: Library, new: int) -> None:
    marks = waiting(library, new)
    library.close()
    with Library.open(library.path, FORMS, read_only=True) as again:
        assert waiting(again, new) == marks
        assert carried_already(again, 2024, 2025) == {1}
