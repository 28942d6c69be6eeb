"""What some provinces add: a deduction for far too much, caps of the total, points of a first level."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.form.definition import Grade, Group, Rounding, TotalCap, TotalRule
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.indicator import indicator_score
from perfdesk.model.scoring.score import Explanation, Outcome, Score, Total
from perfdesk.model.scoring.total import ScoredBlock, total
from tests.model.scoring.sample import WORDING, indicator, indicator_rule

DEDUCTING = replace(indicator_rule(), over_completion_deduction=Decimal(2))
CAPPED = TotalRule(
    full=Decimal(100),
    rounding=Rounding(2),
    grades=(Grade("优", Decimal(90)), Grade("良", Decimal(80)), Grade("差", Decimal(0))),
    caps=tuple(
        TotalCap(Decimal(below), Decimal(most))
        for below, most in (("0.5", 59), ("0.6", 69), ("0.7", 79), ("0.8", 89))
    ),
)
FULL_EXECUTION = Score(Decimal(10), Decimal(10), None, Decimal(10), Outcome.COMPUTED, Explanation(""))


@pytest.mark.parametrize(
    ("nature", "target", "actual", "points"),
    [
        ("≥", "10", "13", "18"),  # 30% over: two points off
        ("≥", "10", "12.9", "20"),
        ("＝", "10", "13", "18"),
        ("＞", "10", "20", "18"),
        ("≤", "10", "1", "20"),  # spending less is no over-completion
    ],
)
def test_a_target_far_exceeded_loses_fixed_points(nature: str, target: str, actual: str, points: str) -> None:
    score = indicator_score(DEDUCTING, WORDING, indicator(nature, target, "人", actual, "20"), 2024)
    assert score.value == Decimal(points)
    assert ("扣 2 分" in score.explanation.text) == (points == "18")


def test_the_deduction_never_goes_below_zero() -> None:
    score = indicator_score(DEDUCTING, WORDING, indicator("≥", "1", "人", "8", "1.5"), 2024)
    assert score.value == 0


def test_a_row_with_the_mark_for_no_points_does_not_score() -> None:
    rule = replace(indicator_rule(), unscored="—")
    row = indicator("≥", "40", "公里", "40", "—")
    assert indicator_score(rule, WORDING, row, 2023).outcome is Outcome.BLANK
    assert indicator_score(indicator_rule(), WORDING, row, 2023).outcome is Outcome.WAITING


def of(points: str, rate: str | None, rule: TotalRule = CAPPED) -> Total:
    row, why = Row({"level1": "产出指标"}), Explanation("")
    score = Score(Decimal(90), Decimal(points), None, Decimal(points), Outcome.COMPUTED, why)
    block = ScoredBlock(indicator_rule(), "绩效指标", [row], [score])
    known = None if rate is None else Decimal(rate)
    return total(rule, FULL_EXECUTION, "预算执行情况", [block], known)


@pytest.mark.parametrize(
    ("rate", "value", "grade"),
    [
        ("1", "98", "优"),
        ("0.8", "98", "优"),
        ("0.7999", "89", "良"),
        ("0.7", "89", "良"),
        ("0.65", "79", "差"),
        ("0.5", "69", "差"),
        ("0.4999", "59", "差"),
    ],
)
def test_a_low_execution_rate_caps_the_total(rate: str, value: str, grade: str) -> None:
    result = of("88", rate)
    assert (result.value, result.grade) == (Decimal(value), grade)
    assert ("合计不超过" in result.explanation.text) == (value != "98")


def test_a_total_below_the_cap_is_left_alone() -> None:
    assert of("40", "0.4").value == 50
    assert "不超过" not in of("40", "0.4").explanation.text


def test_without_a_rate_the_cap_is_not_known_and_the_total_waits() -> None:
    assert of("88", None).value is None
    assert of("88", None, CAPPED._replace(caps=())).value == 98


@given(st.decimals(0, 2, places=4), st.decimals(0, 2, places=4), st.decimals(0, 90, places=2))
def test_more_execution_never_caps_lower(one: Decimal, other: Decimal, points: Decimal) -> None:
    low, high = (of(str(points), str(rate)).value for rate in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert low <= high


def test_points_of_a_first_level_that_do_not_match_the_form_are_told() -> None:
    rows = [Row({"level1": "产出指标"}), Row({"level1": "效益指标"})]
    scores = [
        Score(Decimal(points), Decimal(points), None, Decimal(points), Outcome.COMPUTED, Explanation(""))
        for points in (55, 35)
    ]
    groups = (Group("产出指标", "产出指标（50分）", Decimal(50)), Group("效益指标", "效益指标", Decimal(35)))
    block = ScoredBlock(indicator_rule(), "绩效指标", rows, scores, groups)
    steps = total(CAPPED, FULL_EXECUTION, "预算执行情况", [block], Decimal(1)).explanation.steps
    assert "产出指标权重合计 55，应为 50" in steps
    assert not any("效益指标权重" in step for step in steps)
