"""The total and its grade."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdesk.model.form.definition import Grade, Group, Rounding, TotalRule
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.score import Explanation, Outcome, Score, Total
from perfdesk.model.scoring.total import ScoredBlock, total
from tests.model.scoring.sample import indicator_rule

RULE = TotalRule(
    full=Decimal(100),
    rounding=Rounding(2),
    grades=tuple(
        Grade(label, Decimal(least)) for label, least in (("优", 90), ("良", 80), ("中", 60), ("差", 0))
    ),
    clause="合计条款",
)
WHY = Explanation("")


def score(value: str | None, weight: str = "10") -> Score:
    points = None if value is None else Decimal(value)
    outcome = Outcome.WAITING if points is None else Outcome.COMPUTED
    return Score(Decimal(weight), points, None, points, outcome, WHY)


BLANK = Score(None, None, None, None, Outcome.BLANK, WHY)


def added(execution: Score | None, rows: list[tuple[str, str, Score]]) -> Total:
    """The total of rows given as level1, level3 and score."""
    block = ScoredBlock(
        rule=indicator_rule(),
        label="绩效指标",
        rows=[Row({"level1": level1, "level3": level3}) for level1, level3, _ in rows],
        scores=[item for *_, item in rows],
    )
    return total(RULE, execution, "预算执行情况", [block])


def test_the_total_is_the_sum_and_shows_each_level() -> None:
    result = added(
        score("10"),
        [
            ("产出指标", "人数", score("20", "20")),
            ("产出指标", "质量", score("10")),
            ("产出指标", "进度", score("16.6", "20")),
            ("效益指标", "负担", score("20", "20")),
            ("满意度指标", "满意度", score("10")),
            ("成本指标", "标准", score("10")),
        ],
    )
    assert (result.value, result.so_far, result.waiting, result.grade) == (
        Decimal("96.6"),
        Decimal("96.6"),
        0,
        "优",
    )
    assert result.explanation.text == (
        "合计＝各项得分之和\n"
        "预算执行情况 10＋产出指标 46.6＋效益指标 20＋满意度指标 10＋成本指标 10 ＝ 96.6\n"
        "等级：优\n"
        "依据：合计条款"
    )


def test_a_missing_score_leaves_the_total_open_and_says_where() -> None:
    result = added(
        score(None),
        [
            ("产出指标", "人数", score("50", "50")),
            ("产出指标", "", score(None)),
            ("效益指标", "负担", score(None, "30")),
        ],
    )
    assert (result.value, result.so_far, result.waiting, result.grade) == (None, Decimal(50), 3, None)
    assert result.explanation.steps == (
        "已有得分：产出指标 50 ＝ 50",
        "缺 3 项得分：",
        "预算执行情况",
        "绩效指标第 2 行",
        "绩效指标第 3 行“负担”",
    )


def test_blank_rows_do_not_count_and_keep_their_place() -> None:
    result = added(score("10"), [("产出指标", "", BLANK), ("产出指标", "人数", score(None, "90"))])
    assert result.waiting == 1
    assert result.explanation.steps[-1] == "绩效指标第 2 行“人数”"


@pytest.mark.parametrize("rows", [[], [("产出指标", "", BLANK)]])
def test_without_any_indicator_there_is_no_total(rows: list[tuple[str, str, Score]]) -> None:
    result = added(score("10"), rows)
    assert (result.value, result.so_far, result.waiting) == (None, Decimal(10), 0)
    assert "还没有填写绩效指标" in result.explanation.steps


def test_a_form_without_indicators_totals_its_execution() -> None:
    assert total(RULE, score("9.18"), "预算执行情况", []).value == Decimal("9.18")


def test_a_form_without_execution_totals_its_indicators() -> None:
    result = added(None, [("产出指标", "人数", score("90", "90"))])
    assert result.value == 90
    assert result.explanation.steps[0] == "产出指标 90 ＝ 90"


def test_a_level_left_blank_belongs_to_the_one_above_and_levels_gather() -> None:
    result = added(
        None,
        [
            ("", "甲", score("1")),
            ("产出指标", "乙", score("2")),
            ("", "丙", score("3")),
            ("效益指标", "丁", score("4")),
            ("产出指标", "戊", score("5", "50")),
        ],
    )
    assert result.explanation.steps[0] == "绩效指标 1＋产出指标 10＋效益指标 4 ＝ 15"


def test_weights_that_do_not_add_up_are_pointed_out() -> None:
    result = added(score("10"), [("产出指标", "人数", score("60", "88"))])
    assert result.explanation.steps[-1] == "绩效指标权重合计 88，应为 90"


def test_more_than_the_full_score_is_shown_and_pointed_out() -> None:
    result = added(score("10"), [("产出指标", "人数", score("95", "95"))])
    assert result.value == 105
    assert result.explanation.steps[-1] == "合计超过满分 100，请核对权重"


@pytest.mark.parametrize(
    ("points", "grade"),
    [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("60", "中"), ("59.99", "差"), ("0", "差")],
)
def test_grades_begin_at_their_least_total(points: str, grade: str) -> None:
    assert added(None, [("产出指标", "人数", score(points, "100"))]).grade == grade


def test_the_total_is_rounded_as_the_form_says() -> None:
    result = added(None, [("产出指标", "甲", score("33.333")), ("产出指标", "乙", score("33.332"))])
    assert result.value == Decimal("66.67")


@pytest.mark.parametrize("written", ["产出指标", "产出指标 ", "　产出指标", "产出"])
def test_the_points_of_a_group_count_however_its_level_is_written(written: str) -> None:
    rows = [Row({"level1": written, "level3": "人数"}), Row({"level3": "质量"})]
    block = ScoredBlock(
        indicator_rule(),
        "绩效指标",
        rows,
        [score("30", "30"), score("20", "20")],
        [Group("产出指标", "", Decimal(50))],
    )
    steps = total(RULE, None, "", [block]).explanation.steps
    assert not [step for step in steps if "产出指标权重合计" in step]


def test_a_group_whose_weights_are_others_is_told() -> None:
    rows = [Row({"level1": "产出指标 ", "level3": "人数"})]
    block = ScoredBlock(
        indicator_rule(), "绩效指标", rows, [score("30", "30")], [Group("产出指标", "", Decimal(50))]
    )
    assert "产出指标权重合计 30，应为 50" in total(RULE, None, "", [block]).explanation.steps
