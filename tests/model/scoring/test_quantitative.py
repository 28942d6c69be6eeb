"""Quantitative indicators: met, missed by each rule, targets of zero and below."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdesk.model.form.definition import IndicatorRule, ShortfallRule
from perfdesk.model.scoring.judgement import Judgement
from perfdesk.model.scoring.quantitative import quantitative
from perfdesk.model.value.value import Comparison
from tests.model.scoring.sample import indicator_rule

SICHUAN = indicator_rule()
SICHUAN_2023 = indicator_rule(at_least=ShortfallRule.PERCENT)
QINGHAI = indicator_rule(ShortfallRule.THRESHOLD, ShortfallRule.THRESHOLD, threshold="0.6")
INVERSE = indicator_rule(at_most=ShortfallRule.PROPORTIONAL)
NOTHING = indicator_rule(ShortfallRule.NOTHING, ShortfallRule.NOTHING)
PERSON = indicator_rule(ShortfallRule.PERSON, ShortfallRule.PERSON)


def judged(
    rule: IndicatorRule, sign: str, target: str, actual: str, weight: str, unit: str = ""
) -> Judgement:
    return quantitative(rule, Comparison(sign), Decimal(target), Decimal(actual), unit, Decimal(weight))


@pytest.mark.parametrize(
    ("sign", "target", "actual"),
    [
        ("≥", "90", "95"),
        ("≥", "1", "1"),
        ("＞", "90", "91"),
        ("＝", "100", "100"),
        ("≤", "50", "6.15"),
        ("≤", "1", "0"),
        ("＜", "3", "2.9"),
        ("≥", "-3", "-2"),
        ("≤", "-3", "-4"),
    ],
)
def test_what_is_met_earns_the_full_weight(sign: str, target: str, actual: str) -> None:
    for rule in (SICHUAN, SICHUAN_2023, QINGHAI, INVERSE, NOTHING, PERSON):
        assert judged(rule, sign, target, actual, "12.5").points == Decimal("12.5")


@pytest.mark.parametrize(
    ("rule", "sign", "target", "actual", "weight", "points", "step"),
    [
        (SICHUAN, "＝", "5", "4", "20", "16", "4 ÷ 5 × 20 = 16.00"),
        (SICHUAN, "≥", "47.5", "32.18", "10", "6.77", "32.18 ÷ 47.5 × 10 = 6.77"),
        (SICHUAN, "＞", "90", "90", "10", "10", "90 ÷ 90 × 10 = 10.00"),
        (SICHUAN, "≥", "5", "-1", "10", "0", "(-1) ÷ 5 × 10 = -2.00，不足 0 分按 0 分计"),
        (SICHUAN, "≤", "2.5", "2.77", "10", "8.92", "[1 － (2.77 － 2.5) ÷ 2.5] × 10 = 8.92"),
        (SICHUAN, "≤", "2.5", "5", "10", "0", "[1 － (5 － 2.5) ÷ 2.5] × 10 = 0.00"),
        (SICHUAN, "≤", "2.5", "6", "10", "0", "[1 － (6 － 2.5) ÷ 2.5] × 10 = -4.00，不足 0 分按 0 分计"),
        (SICHUAN, "＜", "3", "3", "10", "10", "[1 － (3 － 3) ÷ 3] × 10 = 10.00"),
        (INVERSE, "≤", "2.5", "5", "10", "5", "2.5 ÷ 5 × 10 = 5.00"),
    ],
)
def test_what_is_missed_earns_a_share(
    rule: IndicatorRule, sign: str, target: str, actual: str, weight: str, points: str, step: str
) -> None:
    result = judged(rule, sign, target, actual, weight)
    assert result.points == Decimal(points)
    assert result.explanation.steps == (step,)
    assert result.explanation.rule.startswith(f"定量指标（{sign}）未完成：")
    assert result.explanation.clause == "定量条款"


def test_the_2023_form_takes_the_percent_itself() -> None:
    result = judged(SICHUAN_2023, "≥", "99", "57", "10", unit="%")
    assert result.points == Decimal("5.7")
    assert result.explanation.steps == ("57% × 10 = 5.70",)
    assert judged(SICHUAN_2023, "≥", "99", "0", "10", unit="%").points == 0


def test_the_2023_form_scores_a_missed_count_by_its_share() -> None:
    assert judged(SICHUAN_2023, "≥", "5", "4", "20", unit="人").points == 16


@pytest.mark.parametrize(
    ("sign", "target", "actual", "points"),
    [
        ("≥", "100", "80", "5"),
        ("≥", "100", "60", "0"),
        ("≥", "100", "59.99", "0"),
        ("＝", "10", "9", "7.5"),
        ("≤", "100", "120", "5"),
        ("≤", "100", "140", "0"),
        ("≤", "100", "141", "0"),
    ],
)
def test_the_qinghai_form_scores_what_lies_above_sixty_percent(
    sign: str, target: str, actual: str, points: str
) -> None:
    assert judged(QINGHAI, sign, target, actual, "10").points == Decimal(points)


def test_the_qinghai_form_explains_both_sides_of_its_threshold() -> None:
    assert judged(QINGHAI, "≥", "100", "80", "10").explanation.steps == (
        "(80 ÷ 100 － 60%) ÷ (1 － 60%) × 10 = 5.00",
    )
    below = judged(QINGHAI, "≥", "100", "50", "10").explanation
    assert below.steps == ("完成率 50 ÷ 100 = 50.00%，低于 60%，得 0 分",)
    assert below.rule == "定量指标（≥）未完成：完成率低于 60% 不得分"


@pytest.mark.parametrize(
    ("sign", "actual", "points"),
    [
        ("＝", "0", "10"),
        ("＝", "-1", "10"),
        ("＝", "0.5", "0"),
        ("≥", "0", "10"),
        ("≥", "-1", "0"),
        ("＞", "0.1", "10"),
        ("＞", "0", "0"),
        ("≤", "0", "10"),
        ("≤", "1", "0"),
        ("＜", "-1", "10"),
        ("＜", "0", "0"),
    ],
)
def test_a_target_of_zero_is_met_or_earns_nothing(sign: str, actual: str, points: str) -> None:
    for rule in (SICHUAN, SICHUAN_2023, QINGHAI, INVERSE, NOTHING):
        assert judged(rule, sign, "0", actual, "10").points == Decimal(points)


def test_a_negative_target_that_is_missed_waits() -> None:
    for sign, actual in (("≥", "-6"), ("＝", "-6"), ("≤", "-4")):
        result = judged(SICHUAN, sign, "-5", actual, "10")
        assert result.points is None
        assert "指标值为负数，不能按比例计算" in result.explanation.steps[0]


def test_more_than_equal_earns_the_weight_and_asks_to_check() -> None:
    result = judged(SICHUAN, "＝", "5", "6", "20", unit="台")
    assert result.points == 20
    assert result.explanation.steps == (
        "完成值 6台 高于指标值 5台，请核对",
        "6 ÷ 5 × 20，以权重为限 = 20.00",
    )


def test_more_than_equal_is_left_to_a_person_where_no_formula_says_it() -> None:
    assert judged(NOTHING, "＝", "5", "6", "20").points is None
    assert judged(PERSON, "＝", "5", "6", "20").points is None


def test_forms_may_give_nothing_for_a_miss_or_leave_it_to_a_person() -> None:
    assert judged(NOTHING, "≥", "5", "4", "20").points == 0
    assert judged(NOTHING, "≤", "5", "6", "20").points == 0
    left = judged(PERSON, "≥", "5", "4", "20", unit="台")
    assert left.points is None
    assert left.explanation.steps == (
        "完成值 4台 未达到指标值 ≥5台，本表规定未完成时由填报人评分。",
        "改正后自动计分，也可以直接填写得分（0～20 分）。",
    )


@pytest.mark.parametrize(("actual", "asks"), [("1", False), ("1.29", False), ("1.3", True), ("8", True)])
def test_thirty_percent_over_the_target_asks_for_a_reason(actual: str, asks: bool) -> None:
    steps = judged(SICHUAN, "≥", "1", actual, "5", unit="次").explanation.steps
    assert any("须说明原因" in step for step in steps) is asks


def test_spending_far_less_than_allowed_is_no_over_completion() -> None:
    assert judged(SICHUAN, "≤", "50", "6.15", "10", unit="万元").explanation.steps == (
        "6.15万元 ≤ 50万元，得 10 分",
    )


def test_points_are_rounded_half_up_at_the_decimals_of_the_form() -> None:
    assert judged(SICHUAN, "≥", "3", "2", "10").points == Decimal("6.67")
    assert judged(SICHUAN, "≥", "8", "0.1", "1").points == Decimal("0.01")
    assert judged(indicator_rule(decimals=0), "≥", "4", "1", "10").points == 3
    assert judged(SICHUAN, "≥", "800", "799.9999", "9.996").points == Decimal("9.996")
