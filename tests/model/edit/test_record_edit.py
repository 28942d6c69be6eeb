"""The operations that people know by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.errors import FormProblem, InputProblem
from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.store.operation import Operation
from tests.support.large_library import filled_record
from tests.support.library import FORMS

F2024, F2025 = "sichuan-project-2024", "sichuan-project-2025"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A unit with one record, whose indicators are named a to e."""
    with Library.create(tmp_path / "x.perfdesk", FORMS) as library:
        unit = unit_edit.add_unit(library, 2024, "某县教育局").result
        record_edit.add_record(library, unit, F2024, 2024, fields={"project_name": "营养改善"})
        begun = library.record(1).with_rows("indicators", named("abcde"))
        library.transact(Operation.TYPE, lambda transaction: transaction.put(begun))
        yield library


def names(library: Library, record: int = 1) -> str:
    return "".join(row["level3"] or "-" for row in library.record(record).rows("indicators"))


def named(rows: Iterable[str]) -> list[Row]:
    return [Row({"level3": name}) for name in rows]


# Values and rows


def test_values_are_typed_and_cleared(library: Library) -> None:
    record_edit.set_values(
        library, 1, {field_path("goal"): "目标", ValuePath("indicators", 2, "weight"): "10"}
    )
    assert library.record(1).fields["goal"] == "目标"
    assert library.record(1).rows("indicators")[2].values == {"level3": "c", "weight": "10"}
    record_edit.set_values(
        library, 1, {field_path("goal"): "", ValuePath("indicators", 2, "weight"): ""}, Operation.CLEAR
    )
    assert "goal" not in library.record(1).fields
    assert library.record(1).rows("indicators")[2].values == {"level3": "c"}
    assert library.undo_history.undo_name == "清除"


@pytest.mark.parametrize(
    ("index", "expected"),
    [(0, "XYabcde"), (2, "abXYcde"), (5, "abcdeXY")],
)
def test_rows_are_inserted(library: Library, index: int, expected: str) -> None:
    record_edit.insert_rows(library, 1, "indicators", index, named("XY"))
    assert names(library) == expected


def test_an_inserted_row_is_blank_where_nothing_else_is_said(library: Library) -> None:
    record_edit.insert_rows(library, 1, "indicators", 1)
    assert names(library) == "a-bcde"


def test_inserted_copies_of_a_row_are_rows_of_their_own(library: Library) -> None:
    row = library.record(1).rows("indicators")[0]
    record_edit.insert_rows(library, 1, "indicators", 1, [row, row])
    record_edit.set_values(library, 1, {ValuePath("indicators", 1, "level3"): "X"})
    assert names(library) == "aXabcde"


@pytest.mark.parametrize(
    ("indices", "expected"),
    [([0], "bcde"), ([4], "abcd"), ([3, 1, 1], "ace"), ([], "abcde")],
)
def test_rows_are_deleted(library: Library, indices: list[int], expected: str) -> None:
    record_edit.delete_rows(library, 1, "indicators", indices)
    assert names(library) == expected


def test_a_form_never_runs_out_of_rows(library: Library) -> None:
    record_edit.delete_rows(library, 1, "indicators", range(5))
    assert names(library) == "-"
    library.undo_history.undo()
    assert names(library) == "abcde"


def test_a_row_that_the_form_always_prints_comes_back_blank(library: Library) -> None:
    unit = unit_edit.add_unit(library, 2025, "某县教育局").result
    record = record_edit.add_record(library, unit, F2025, 2025).result
    levels = [(row["level1"], row["level2"]) for row in library.record(record).rows("indicators")]
    record_edit.set_values(library, record, {ValuePath("indicators", 0, "level3"): "要删的"})
    record_edit.delete_rows(library, record, "indicators", [0])
    rows = library.record(record).rows("indicators")
    assert [(row["level1"], row["level2"]) for row in rows] == levels
    assert names(library, record) == "-" * len(levels)


@pytest.mark.parametrize(
    ("indices", "expected"),
    [([0], "aabcde"), ([4], "abcdee"), ([3, 1], "abcdbde")],
)
def test_rows_are_copied_after_the_last_of_them(library: Library, indices: list[int], expected: str) -> None:
    record_edit.duplicate_rows(library, 1, "indicators", indices)
    assert names(library) == expected


@pytest.mark.parametrize(
    ("indices", "target", "expected"),
    [
        ([0], 2, "bacde"),
        ([0], 5, "bcdea"),
        ([4], 0, "eabcd"),
        ([1, 3], 0, "bdace"),
        ([3, 1], 5, "acebd"),
        ([1, 2], 2, "abcde"),
        ([0, 4], 3, "bcaed"),
    ],
)
def test_rows_are_moved_before_another(
    library: Library, indices: list[int], target: int, expected: str
) -> None:
    before = {row.id: row for row in library.record(1).rows("indicators")}
    record_edit.move_rows(library, 1, "indicators", indices, target)
    assert names(library) == expected
    assert all(row is before[row.id] for row in library.record(1).rows("indicators"))


def test_moving_rows_to_where_they_are_is_no_step(library: Library) -> None:
    undo_name = library.undo_history.undo_name
    assert not record_edit.move_rows(library, 1, "indicators", [1, 2], 1)
    assert library.undo_history.undo_name == undo_name


def test_a_paste_of_values_and_rows_is_one_step(library: Library) -> None:
    cells = {ValuePath("indicators", 3, "level3"): "D", ValuePath("indicators", 4, "level3"): "E"}
    changes = record_edit.paste(library, 1, cells, "indicators", 5, named("XY"))
    assert names(library) == "abcDEXY"
    assert (changes.records, changes.rows) == (frozenset({1}), frozenset({1}))
    assert library.undo_history.undo_name == "粘贴"
    library.undo_history.undo()
    assert names(library) == "abcde"


def test_fixed_rows_cannot_be_added_deleted_or_moved(library: Library) -> None:
    sentence = "“预算执行情况.*”的行由报表格式规定，不能增加、删除或移动"
    with pytest.raises(InputProblem, match=sentence):
        record_edit.insert_rows(library, 1, "budget", 0)
    with pytest.raises(InputProblem, match=sentence):
        record_edit.delete_rows(library, 1, "budget", [0])
    with pytest.raises(InputProblem, match=sentence):
        record_edit.duplicate_rows(library, 1, "budget", [0])
    with pytest.raises(InputProblem, match=sentence):
        record_edit.move_rows(library, 1, "budget", [0], 2)
    with pytest.raises(InputProblem, match=sentence):
        record_edit.paste(library, 1, {}, "budget", 5, named("X"))


# Units


def test_a_unit_has_a_name_of_its_own_within_its_year(library: Library) -> None:
    assert unit_edit.add_unit(library, 2025, " 某县教育局\n").result == 2
    with pytest.raises(InputProblem, match="2024年度已有单位“某县教育局”。请换一个名称"):
        unit_edit.add_unit(library, 2024, "某县教育局 ")
    with pytest.raises(InputProblem, match="单位名称不能为空"):
        unit_edit.add_unit(library, 2024, "　")
    other = unit_edit.add_unit(library, 2024, "某县财政局").result
    with pytest.raises(InputProblem, match="已有单位"):
        unit_edit.rename_unit(library, other, "某县教育局")
    unit_edit.rename_unit(library, other, "某县财政局")
    assert [unit.name for unit in library.tree.units(2024)] == ["某县教育局", "某县财政局"]


def test_a_renamed_unit_leaves_its_forms_as_they_are(library: Library) -> None:
    unit_edit.rename_unit(library, 1, "某县教体局")
    assert library.tree.all_units()[0].name == "某县教体局"
    assert library.record(1).fields["unit"] == "某县教育局"


def test_a_renamed_unit_is_renamed_in_its_forms_on_request(library: Library) -> None:
    own = record_edit.add_record(library, 1, F2024, 2024, fields={"unit": "某县实验小学"}).result
    unit_edit.rename_unit(library, 1, "某县教体局", unit_edit.printing_unit(library, 1))
    assert library.record(1).fields["unit"] == "某县教体局"
    assert library.record(own).fields["unit"] == "某县实验小学"
    library.undo_history.undo()
    assert (library.tree.all_units()[0].name, library.record(1).fields["unit"]) == (
        "某县教育局",
        "某县教育局",
    )


def test_a_unit_is_deleted_with_its_records(library: Library) -> None:
    unit_edit.delete_units(library, [1])
    assert (library.tree.years(), library.tree.all_records()) == ((), ())
    with pytest.raises(KeyError):
        library.record(1)


# Records


def test_a_new_record_begins_as_its_form_does(library: Library) -> None:
    record = library.record(record_edit.add_record(library, 1, F2024, 2024).result)
    begun = new_record(FORMS[F2024], 2024, "某县教育局")
    assert (record.form, record.year, record.fields) == (F2024, 2024, {"unit": "某县教育局"})
    for block in ("budget", "indicators"):
        kept = [(row.line, row.values) for row in record.rows(block)]
        assert kept == [(row.line, row.values) for row in begun.rows(block)]


def test_a_record_of_an_unknown_form_is_not_made(library: Library) -> None:
    with pytest.raises(FormProblem, match="没有编号为“x”的报表格式"):
        record_edit.add_record(library, 1, "x", 2024)
    with pytest.raises(FormProblem, match="没有编号为“x”的报表格式"):
        record_edit.add_records(library, [filled_record(1, 2), replace(filled_record(2, 2), form="x")])
    assert len(library.tree.all_records()) == 1
    assert len(library.tree.all_units()) == 1


def test_imported_records_find_or_make_their_unit(library: Library) -> None:
    def of(unit: str, year: int = 2024) -> Record:
        return replace(filled_record(1, 2), year=year).with_value(field_path("unit"), unit)

    imported = [
        of("某县教育局"),
        of("某县 医保局"),
        of(" 某县教育局 "),
        of("某县教育局", 2023),
        of(""),
        of("　"),
    ]
    changes = record_edit.add_records(library, imported)
    assert changes.result == (2, 3, 4, 5, 6, 7)
    tree = {
        (unit.year, unit.name): [r.id for r in library.tree.records(unit.id)]
        for unit in library.tree.all_units()
    }
    assert tree == {
        (2023, "某县教育局"): [5],
        (2024, "某县教育局"): [1, 2, 4],
        (2024, "某县 医保局"): [3],
        (2024, "（未填单位）"): [6, 7],
    }
    assert library.record(4).fields["unit"] == " 某县教育局 ", "the form stays as it was typed"
    library.undo_history.undo()
    assert [unit.name for unit in library.tree.all_units()] == ["某县教育局"]


def test_imported_records_get_the_rows_that_their_form_always_has(library: Library) -> None:
    bare = Record(F2024, 2024, {"project_name": "只有名称"})
    (record_id,) = record_edit.add_records(library, [bare]).result
    lines = [row.line for row in library.record(record_id).rows("budget")]
    assert lines == ["total", "fiscal", "special_account", "unit", "other"]
    assert len(library.record(record_id).rows("indicators")) == 1


def test_a_renamed_record_prints_its_new_name(library: Library) -> None:
    record_edit.rename_record(library, 1, " 新名称 ")
    assert (library.tree.summary(1).name, library.record(1).fields["project_name"]) == ("新名称", "新名称")


def test_a_copy_of_a_record_follows_it_under_a_name_of_its_own(library: Library) -> None:
    last = record_edit.add_record(library, 1, F2024, 2024).result
    copy = record_edit.duplicate_record(library, 1).result
    blank_copy = record_edit.duplicate_record(library, last).result
    assert [(record.id, record.name) for record in library.tree.records(1)] == [
        (1, "营养改善"),
        (copy, "营养改善（副本）"),
        (last, ""),
        (blank_copy, ""),
    ]
    record_edit.set_values(library, copy, {ValuePath("indicators", 0, "level3"): "X"})
    assert (names(library, 1), names(library, copy)) == ("abcde", "Xbcde")


def test_records_are_deleted_and_their_unit_stays(library: Library) -> None:
    other = record_edit.add_record(library, 1, F2024, 2024).result
    assert record_edit.delete_records(library, [1, other, 1]).removed == frozenset({1, other})
    assert [unit.name for unit in library.tree.all_units()] == ["某县教育局"]


def test_records_move_within_their_unit(library: Library) -> None:
    for _ in range(3):
        record_edit.add_record(library, 1, F2024, 2024)

    def order() -> list[int]:
        return [record.id for record in library.tree.records(1)]

    moves = [(1, 2, [2, 3, 1, 4]), (4, 0, [4, 2, 3, 1]), (4, 3, [2, 3, 1, 4]), (3, 1, [2, 3, 1, 4])]
    for record, position, expected in moves:
        record_edit.move_record(library, record, 1, position)
        assert order() == expected
    record_edit.move_record(library, 2, 1)
    assert order() == [3, 1, 4, 2]
    record_edit.delete_records(library, [1])
    record_edit.move_record(library, 2, 1, 1)
    assert order() == [3, 2, 4]


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [
        ([1, 2], 4, [3, 1, 2, 4]),
        ([2, 4], 1, [2, 4, 1, 3]),
        ([2, 1], None, [3, 4, 2, 1]),
        ([2, 3], 3, [1, 2, 3, 4]),
        ([4, 3, 4], 3, [1, 2, 4, 3]),
        ([1, 3], 1, [1, 3, 2, 4]),
    ],
)
def test_several_records_move_as_one_step(
    library: Library, moved: list[int], before: int | None, expected: list[int]
) -> None:
    for _ in range(3):
        record_edit.add_record(library, 1, F2024, 2024)
    record_edit.move_records(library, moved, 1, record_edit.place_before(library, 1, before, moved))
    assert [record.id for record in library.tree.records(1)] == expected
    if expected != [1, 2, 3, 4]:
        library.undo_history.undo()
        assert [record.id for record in library.tree.records(1)] == [1, 2, 3, 4]


def test_several_records_move_to_another_unit(library: Library) -> None:
    other = unit_edit.add_unit(library, 2024, "某县财政局").result
    there = record_edit.add_record(library, other, F2024, 2024).result
    second = record_edit.add_record(library, 1, F2024, 2024).result
    record_edit.move_records(library, [second, 1], other, there)
    assert [record.id for record in library.tree.records(other)] == [second, 1, there]
    assert library.tree.records(1) == ()


def test_a_record_moved_to_another_unit_keeps_what_it_prints(library: Library) -> None:
    finance = unit_edit.add_unit(library, 2024, "某县财政局").result
    changes = record_edit.move_record(library, 1, finance)
    assert (changes.tree, changes.rows) == (True, frozenset())
    assert library.tree.summary(1).unit_id == finance
    assert library.record(1).fields["unit"] == "某县教育局"


def test_a_record_moved_to_another_year_is_of_that_year(library: Library) -> None:
    deadline = {
        ValuePath("indicators", 0, key): text
        for key, text in {
            "nature": "≤",
            "target": "12月底",
            "actual": "2024年12月1日",
            "weight": "90",
        }.items()
    }
    record_edit.set_values(library, 1, deadline)
    in_time = library.scores(1).indicators["indicators"][0]
    earlier = unit_edit.add_unit(library, 2023, "某县教育局").result
    changes = record_edit.move_record(library, 1, earlier, 0)
    assert changes.records == frozenset({1}), "the year is printed"
    late = library.scores(1).indicators["indicators"][0]
    assert (library.record(1).year, library.tree.summary(1).year) == (2023, 2023)
    assert in_time.value == 90
    assert late.value is None
    library.undo_history.undo()
    assert library.record(1).year == 2024
    assert library.scores(1).indicators["indicators"][0].value == 90


def test_many_values_at_once_are_as_one_by_one() -> None:
    rows = (Row({"level3": "甲", "unit": "个"}), Row({"level3": "乙"}))
    record = Record(form="any", year=2024, fields={"goal": "旧"}, blocks={"indicators": rows})
    values = {
        ValuePath.parse("fields.goal"): "新",
        ValuePath.parse("indicators[0].level3"): "丙",
        ValuePath.parse("indicators[0].unit"): "",
    }
    changed = record.with_values(values)
    assert changed.fields == {"goal": "新"}
    assert changed.rows("indicators")[0].values == {"level3": "丙"}
    assert changed.rows("indicators")[1] is rows[1]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [(">=", "≥"), ("<=", "≤"), ("=", "＝"), ("＞＝", "≥"), ("≥", "≥"), ("定性", "定性"), ("大约", "大约")],
)
def test_a_sign_is_stored_as_the_form_offers_it(library: Library, typed: str, stored: str) -> None:
    nature = ValuePath("indicators", 0, "nature")
    record_edit.set_values(library, 1, {nature: typed})
    assert library.record(1).get(nature) == stored
    record_edit.paste(
        library, 1, {ValuePath("indicators", 1, "nature"): typed}, "indicators", 5, [Row({"nature": typed})]
    )
    rows = library.record(1).rows("indicators")
    assert (rows[1]["nature"], rows[-1]["nature"]) == (stored, stored)


def test_indicators_pasted_over_the_template_leave_no_unused_row_of_their_levels(library: Library) -> None:
    unit = unit_edit.add_unit(library, 2025, "某县教育局").result
    record = record_edit.add_record(library, unit, F2025, 2025).result
    template = [(row["level1"], row["level2"]) for row in library.record(record).rows("indicators")]
    cells = {
        ValuePath("indicators", at, key): text
        for at in range(2)
        for key, text in (("level1", template[0][0]), ("level2", template[0][1]), ("level3", f"指标{at}"))
    }
    record_edit.paste(library, record, cells)
    rows = library.record(record).rows("indicators")
    assert names(library, record).startswith("指标0指标1")
    assert [(row["level1"], row["level2"]) for row in rows] == [template[0], *template]
    library.undo_history.undo()
    assert [(row["level1"], row["level2"]) for row in library.record(record).rows("indicators")] == template
