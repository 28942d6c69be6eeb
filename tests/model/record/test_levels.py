"""Which level each row belongs to."""

from __future__ import annotations

import pytest

from perfdesk.model.record.levels import RowLevels, joins_above, levels_of, same_level, with_levels
from perfdesk.model.record.record import Row


def row(level1: str = "", level2: str = "", name: str = "") -> Row:
    return Row(
        {
            key: text
            for key, text in zip(("level1", "level2", "level3"), (level1, level2, name), strict=True)
            if text
        }
    )


def test_a_row_that_names_no_level_belongs_to_the_one_above() -> None:
    rows = [row("产出指标", "数量指标"), row(), row("", "质量指标"), row("　")]
    assert levels_of(rows) == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("产出指标", "质量指标"),
    ]


def test_another_first_level_leaves_the_second_behind() -> None:
    assert levels_of([row("产出指标", "数量指标"), row("效益指标"), row("", "社会效益指标")]) == [
        ("产出指标", "数量指标"),
        ("效益指标", ""),
        ("效益指标", "社会效益指标"),
    ]


@pytest.mark.parametrize("again", ["产出指标", "产出指标 ", "产出", "产 出指标"])
def test_the_same_first_level_named_again_keeps_the_second(again: str) -> None:
    levels = levels_of([row("产出指标", "数量指标"), row(again)])
    assert levels[1] == RowLevels(again.strip(), "数量指标")


def test_rows_before_any_level_have_none() -> None:
    assert levels_of([row(), row("", "数量指标"), row("效益指标")]) == [
        ("", ""),
        ("", "数量指标"),
        ("效益指标", ""),
    ]
    assert levels_of([]) == []


def test_names_of_one_level() -> None:
    assert same_level("产出", "产出指标 ")
    assert not same_level("产出指标", "效益指标")
    assert not same_level("", "产出指标")


def test_rows_are_named_only_where_those_above_say_otherwise() -> None:
    rows = [row("产出指标", "数量指标"), row(name="甲"), row(name="乙")]
    levels = [RowLevels("产出指标", "数量指标"), RowLevels("产出指标", "数量指标"), RowLevels("效益指标", "")]
    named = list(with_levels(rows, levels))
    assert named[0] is rows[0]
    assert named[1] is rows[1]
    assert named[2].values == {"level1": "效益指标", "level3": "乙"}
    assert levels_of(named) == levels


@pytest.mark.parametrize(
    ("text", "above", "joins"),
    [("产出", "产出", True), ("产出 ", "产出", True), ("", "", False), ("", "产出", False)],
)
def test_cells_that_say_the_same_are_printed_as_one(text: str, above: str, joins: bool) -> None:
    assert joins_above(text, above) is joins
