"""Records of one unit compared with one another: found, counted where the tree shows it, and kept so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.model.checks.finding import Severity, count
from perfdesk.model.edit import record_edit
from perfdesk.model.edit.finding_edit import explain
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from tests.model.checks.sample import faultless
from tests.support.library import FORMS

LONG = "2024年，按计划完成5个示范点和2个标杆点建设，并通过县级验收和公示。"
NAME = field_path("project_name")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "x.perfdesk", FORMS) as library:
        yield library


def add(library: Library, *forms: Mapping[str, str]) -> tuple[int, ...]:
    """Faultless forms with these values typed into them, and a code of their own."""
    records = []
    for number, values in enumerate(forms, start=len(library.tree.all_records())):
        record = replace(faultless(), id=0).with_value(field_path("project_code"), f"51{number}")
        for path, text in values.items():
            record = record.with_value(ValuePath.parse(path), text)
        records.append(record)
    return record_edit.add_records(library, records).result


def codes(library: Library) -> dict[int, list[str]]:
    """What is found across, by record; the same one by one and all at once, and counted where it is shown."""
    found = library.audit.all_findings()
    for number, findings in found.items():
        assert library.audit.findings(number) == findings
        listed = library.tree.summary(number)
        shown = count(findings, Severity.ERROR), count(findings, Severity.WARNING)
        assert (listed.errors, listed.warnings) == shown
    across = {
        number: [one.code for one in findings if one.code.startswith("across")]
        for number, findings in found.items()
    }
    return {number: listed for number, listed in across.items() if listed}


OTHER = {"fields.project_name": "另一个"}


def test_projects_of_one_name_in_one_unit(library: Library) -> None:
    add(library, {}, {"fields.goal": "完成另一项任务。"})
    assert codes(library) == {1: ["across.same-name"], 2: ["across.same-name"]}
    record_edit.rename_record(library, 2, "另一个")
    assert codes(library) == {}


def test_projects_of_one_name_in_two_units(library: Library) -> None:
    add(library, {}, {"fields.unit": "另一局"})
    assert codes(library) == {}


def test_the_same_form_twice_is_said_once_for_each(library: Library) -> None:
    same = {"fields.project_code": "51", "fields.goal": LONG}
    add(library, same, same)
    assert codes(library) == {1: ["across.same-form"], 2: ["across.same-form"]}
    record_edit.set_values(library, 2, {ValuePath("budget", 0, "executed"): "8"})
    assert codes(library)[1] == ["across.same-name", "across.same-code"]


def test_one_code_for_two_projects(library: Library) -> None:
    add(library, {"fields.project_code": "51"}, {"fields.project_code": "51", **OTHER})
    assert codes(library) == {1: ["across.same-code"], 2: ["across.same-code"]}
    (found,) = [one for one in library.audit.findings(1) if one.code == "across.same-code"]
    assert found.message == "项目编码 51 与项目“另一个”相同。请核对编码。"


def test_a_long_text_copied_from_another_project(library: Library) -> None:
    add(library, {"fields.goal": LONG}, {"fields.goal": f" {LONG}", **OTHER}, {"fields.project_name": "三"})
    assert codes(library) == {1: ["across.copied-text"], 2: ["across.copied-text"]}
    (found,) = [one for one in library.audit.findings(2) if one.code == "across.copied-text"]
    assert str(found.path) == "fields.goal"
    assert "与项目“城乡居民医保工作经费”一字不差" in found.message


def test_the_one_that_was_alike_is_counted_anew_with_the_edit_and_with_its_undo(library: Library) -> None:
    add(library, {}, OTHER)
    assert codes(library) == {}
    before = library.tree.summary(1).warnings
    changes = record_edit.rename_record(library, 2, "城乡居民医保工作经费")
    assert changes.summaries == {1, 2}
    assert library.tree.summary(1).warnings == before + 1
    changes = record_edit.rename_record(library, 2, "第三个")
    assert changes.summaries == {1, 2}
    assert codes(library) == {}
    assert library.undo_history.undo() is not None
    assert codes(library) == {1: ["across.same-form"], 2: ["across.same-form"]}


def test_a_third_changes_nothing_for_the_two(library: Library) -> None:
    add(library, {}, {"fields.goal": "完成另一项任务。"}, OTHER)
    assert len(codes(library)) == 2
    changes = record_edit.rename_record(library, 3, "城乡居民医保工作经费")
    assert 2 not in changes.summaries
    assert len(codes(library)) == 3


def test_several_that_come_at_once(library: Library) -> None:
    add(library, {})
    add(library, {"fields.goal": "甲任务。"}, {"fields.goal": "乙任务。"}, {"fields.goal": "丙任务。"})
    assert sorted(codes(library)) == [1, 2, 3, 4]
    record_edit.delete_records(library, [2, 3, 4])
    assert codes(library) == {}
    library.undo_history.undo()
    assert sorted(codes(library)) == [1, 2, 3, 4]


def test_a_record_takes_its_likeness_into_another_unit(library: Library) -> None:
    add(
        library,
        {},
        {"fields.goal": "完成另一项任务。"},
        {"fields.unit": "另一局", "fields.goal": "第三项任务。"},
    )
    assert sorted(codes(library)) == [1, 2]
    record_edit.move_record(library, 2, library.tree.summary(3).unit_id)
    assert sorted(codes(library)) == [2, 3]
    library.undo_history.undo()
    assert sorted(codes(library)) == [1, 2]


def test_an_explained_one_is_not_counted_and_stays_so(library: Library) -> None:
    add(library, {}, {"fields.goal": "完成另一项任务。"})
    (same,) = [one for one in library.audit.findings(1) if one.code == "across.same-name"]
    before = library.tree.summary(1).warnings
    assert explain(library, same, "分两批下达。").summaries == {1}
    assert library.tree.summary(1).warnings == before - 1
    assert codes(library)
    record_edit.rename_record(library, 2, "另一个")
    record_edit.rename_record(library, 2, "城乡居民医保工作经费")
    assert library.tree.summary(1).warnings == before - 1
    assert codes(library)


def test_no_mark_outlives_its_record(library: Library) -> None:
    add(library, {}, OTHER)
    record_edit.delete_records(library, [1, 2])
    with closing(sqlite3.connect(library.path)) as connection:
        assert connection.execute("SELECT * FROM mark").fetchall() == []
