"""Rows that are inserted, moved, deleted and arranged stay at their levels, or join those they come to."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.levels import RowLevels, levels_of
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_order import arranged, with_inserted_rows, with_moved_rows, without_rows
from perfdesk.model.record.row_plan import new_record

FORMS = load_forms([FilePath(__file__).resolve().parents[3] / "resources" / "forms"])
FORM = FORMS["sichuan-project-2024"]
BLOCK = "indicators"


def record_of(*rows: tuple[str, str, str]) -> Record:
    """A record of rows (一级指标, 二级指标, 三级指标)."""
    filled = (
        Row({"level1": level1, "level2": level2, "level3": name}, id=index)
        for index, (level1, level2, name) in enumerate(rows, start=1)
    )
    return Record(form=FORM.id, year=2024, blocks={BLOCK: tuple(filled)})


def shown(record: Record) -> list[str]:
    """The second level and the name of each row."""
    rows = record.rows(BLOCK)
    return [f"{of.level2}{row['level3']}" for row, of in zip(rows, levels_of(rows), strict=True)]


MERGED = record_of(
    ("效益", "生态", "甲"), ("", "", "乙"), ("", "可持续", "丙"), ("", "", "丁"), ("满意度", "对象", "戊")
)


@pytest.mark.parametrize(
    ("indices", "target", "expected"),
    [
        ([1], 3, ["生态甲", "可持续丙", "可持续乙", "可持续丁", "对象戊"]),  # 下移 over the border
        ([2], 1, ["生态甲", "生态丙", "生态乙", "可持续丁", "对象戊"]),  # 上移 over the border
        ([1], 0, ["生态乙", "生态甲", "可持续丙", "可持续丁", "对象戊"]),
        ([0], 2, ["生态乙", "生态甲", "可持续丙", "可持续丁", "对象戊"]),
        ([0], 5, ["生态乙", "可持续丙", "可持续丁", "对象戊", "对象甲"]),
        ([4], 4, ["生态甲", "生态乙", "可持续丙", "可持续丁", "对象戊"]),
        ([0, 1], 5, ["可持续丙", "可持续丁", "对象戊", "对象甲", "对象乙"]),
        ([3], 5, ["生态甲", "生态乙", "可持续丙", "对象戊", "对象丁"]),
    ],
)
def test_a_moved_row_joins_the_group_it_arrives_in(
    indices: list[int], target: int, expected: list[str]
) -> None:
    moved = with_moved_rows(MERGED, BLOCK, set(indices), target)
    assert shown(moved) == expected
    assert [of.level1 for of in levels_of(moved.rows(BLOCK))] == [
        {"生态": "效益", "可持续": "效益", "对象": "满意度"}[name[:-1]] for name in expected
    ]


def test_no_move_of_one_row_splits_a_group() -> None:
    record = record_of(
        ("产出", "数量", "一"), ("产出", "数量", "二"), ("产出", "质量", "三"), ("效益", "社会", "四"),
        ("效益", "社会", "五"), ("效益", "生态", "六"),
    )  # fmt: skip
    for index in range(6):
        for target in range(7):
            names = [name[:-1] for name in shown(with_moved_rows(record, BLOCK, {index}, target))]
            groups = [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
            assert len(groups) == len(set(groups)), (index, target, names)


def test_deleting_the_row_that_names_a_level_leaves_the_rows_below_at_it() -> None:
    assert shown(without_rows(MERGED, BLOCK, {2})) == ["生态甲", "生态乙", "可持续丁", "对象戊"]
    assert shown(without_rows(MERGED, BLOCK, {0, 1})) == ["可持续丙", "可持续丁", "对象戊"]
    assert levels_of(without_rows(MERGED, BLOCK, {0, 1, 2}).rows(BLOCK))[0] == ("效益", "可持续")


def test_an_inserted_row_that_names_a_level_leaves_the_rows_below_at_theirs() -> None:
    new = Row({"level1": "产出", "level2": "数量", "level3": "新"})
    inserted = with_inserted_rows(MERGED, BLOCK, 1, [new])
    assert shown(inserted) == ["生态甲", "数量新", "生态乙", "可持续丙", "可持续丁", "对象戊"]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_unused_rows_are_arranged_around_those_just_filled(form: FormDefinition) -> None:
    for block in form.blocks:
        if not block.grows or not block.levels:
            continue
        first = RowLevels(block.levels[0].level1, block.levels[0].level2)
        empty = new_record(form, form.years[0])
        rows = list(empty.rows(block.key))
        filled = min(3, len(rows))
        for at in range(filled):
            values = {"level1": first.level1, "level2": first.level2, "level3": f"指标{at}"}
            rows[at] = Row(values, id=rows[at].id)
        arriving = empty.with_rows(block.key, rows)
        record = arranged(form, arriving, block.key, set(range(filled)))
        levels = levels_of(record.rows(block.key))
        order = [RowLevels(level.level1, level.level2) for level in block.levels]
        places = [order.index(level) for level in levels]
        assert places == sorted(places)
        assert sum(1 for row in record.rows(block.key) if row["level3"]) == filled
        assert levels.count(first) == max(filled, block.levels[0].rows)


def test_rows_of_levels_that_no_form_names_stay_where_they_are() -> None:
    record = record_of(("产出指标", "数量指标", "甲"), ("自拟", "自拟一", ""))
    assert arranged(FORM, record, BLOCK, {0}) == record
