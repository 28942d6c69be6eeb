"""Execution rates and their points, with the numbers of published forms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdesk.model.form.definition import ExecutionRule, Rounding, RoundingMode
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.execution import execution
from perfdesk.model.scoring.score import Outcome, Rate, Score
from tests.model.scoring.sample import BUDGET, budget_line, execution_rule

TWO_DECIMALS = execution_rule()
WHOLE_PERCENT = execution_rule(rate=Rounding(0))
WHOLE_POINTS = execution_rule(score=Rounding(0))
WHOLE_POINTS_DOWN = execution_rule(score=Rounding(0, RoundingMode.DOWN))
BANDED = execution_rule(
    bands=((Decimal(1), Decimal(10)), (Decimal("0.8"), Decimal(7)), (Decimal("0.6"), Decimal(5)))
)
TWENTY_POINTS = execution_rule(weight=20)


def scored(rule: ExecutionRule, adjusted: str, executed: str, money_unit: str = "万元") -> tuple[Rate, Score]:
    (rate,), score = execution(rule, BUDGET, [budget_line(adjusted, executed)], money_unit)
    return rate, score


@pytest.mark.parametrize(
    ("adjusted", "executed", "points"),
    [
        ("1.70", "1.70", "10"),
        ("137.07", "48.13", "3.51"),
        ("6.15", "6.15", "10"),
        ("11.98", "11.98", "10"),
        ("3.01", "3.01", "10"),
        ("23.49", "21.57", "9.18"),
        ("20.38", "6", "2.94"),
        ("3", "0.005", "0.02"),
    ],
)
def test_the_sichuan_forms_round_the_points_to_two_decimals(
    adjusted: str, executed: str, points: str
) -> None:
    rate, score = scored(TWO_DECIMALS, adjusted, executed)
    assert score.value == score.computed == Decimal(points)
    assert score.outcome is Outcome.COMPUTED
    assert rate.value == Decimal(executed) / Decimal(adjusted)


@pytest.mark.parametrize(
    ("adjusted", "executed", "rate", "points"),
    [
        ("1.5", "0.85", "0.57", "5.7"),
        ("140", "135.22", "0.97", "9.7"),
        ("10000", "4988", "0.5", "5"),
    ],
)
def test_the_2023_form_rounds_the_rate_to_a_whole_percent_first(
    adjusted: str, executed: str, rate: str, points: str
) -> None:
    computed, score = scored(WHOLE_PERCENT, adjusted, executed)
    assert computed.value == Decimal(rate)
    assert score.value == Decimal(points)


def test_a_rounded_rate_shows_both_rates() -> None:
    _, score = scored(WHOLE_PERCENT, "1.5", "0.85")
    assert score.explanation.steps[:2] == ("0.85 ÷ 1.5 = 56.67%，取 57%", "57% × 10 = 5.70")


@pytest.mark.parametrize(
    ("rule", "adjusted", "executed", "points"),
    [
        (TWO_DECIMALS, "10000", "7927", "7.93"),
        (WHOLE_POINTS, "168", "143.72", "9"),
        (WHOLE_POINTS, "1000", "862", "9"),
        (WHOLE_POINTS_DOWN, "1000", "991", "9"),
        (TWENTY_POINTS, "137.07", "48.13", "7.02"),
        (BANDED, "5", "5", "10"),
        (BANDED, "5", "4.99", "7"),
        (BANDED, "5", "4", "7"),
        (BANDED, "5", "3", "5"),
        (BANDED, "5", "2.99", "0"),
    ],
)
def test_other_provinces_round_or_band_as_their_forms_say(
    rule: ExecutionRule, adjusted: str, executed: str, points: str
) -> None:
    _, score = scored(rule, adjusted, executed)
    assert score.value == Decimal(points)


def test_a_tie_is_rounded_up_though_the_rate_itself_never_ends() -> None:
    # 0.0115 ÷ 3 never ends; 0.0115 × 30 ÷ 3 is 0.115 exactly.
    _, score = scored(execution_rule(weight=30), "3", "0.0115")
    assert score.value == Decimal("0.12")


def test_a_budget_of_zero_gives_rate_zero_and_no_points() -> None:
    rate, score = scored(TWO_DECIMALS, "0.00", "0.00")
    assert rate.value == 0
    assert score.value == 0
    assert score.outcome is Outcome.COMPUTED
    assert score.explanation.steps[0] == "调整后预算数为 0，执行率按 0 计"


def test_money_spent_without_a_budget_is_pointed_out() -> None:
    rate, score = scored(TWO_DECIMALS, "0", "1.5")
    assert rate.value == 0
    assert score.value == 0
    assert "调整后预算数为 0 而预算执行数为 1.5，请核对" in score.explanation.steps


def test_a_rate_above_one_is_kept_and_the_points_are_capped() -> None:
    rate, score = scored(TWO_DECIMALS, "10", "12")
    assert rate.value == Decimal("1.2")
    assert score.value == 10
    assert score.explanation.steps == (
        "12 ÷ 10 = 120.00%",
        "预算执行数大于调整后预算数，请核对",
        "120.00% × 10，以满分为限 = 10.00",
    )


def test_money_taken_back_gives_a_negative_rate_and_no_points() -> None:
    rate, score = scored(TWO_DECIMALS, "10", "-1")
    assert rate.value == Decimal("-0.1")
    assert score.value == 0


def test_a_negative_budget_has_no_rate() -> None:
    rate, score = scored(TWO_DECIMALS, "-10", "-1")
    assert rate.value is None
    assert rate.explanation.steps == ("调整后预算数 -10 是负数，请核对。",)
    assert score.outcome is Outcome.WAITING


@pytest.mark.parametrize(
    ("adjusted", "executed", "reason"),
    [
        ("", "", "未填调整后预算数、预算执行数。"),
        ("1.7", "", "未填预算执行数。"),
        ("—", "1.7", "未填调整后预算数。"),
        ("1.7", "#DIV/0!", "预算执行数“#DIV/0!”是表格软件的出错值，请填实际金额（万元）。"),
        ("约2万", "1.7", "调整后预算数“约2万”不是金额，请填数字（万元）。"),
        ("1.7", "100%", "预算执行数“100%”不是金额，请填数字（万元）。"),
    ],
)
def test_what_is_blank_or_unreadable_waits_and_says_why(adjusted: str, executed: str, reason: str) -> None:
    rate, score = scored(TWO_DECIMALS, adjusted, executed)
    assert rate.value is None
    assert score.value is None
    assert score.outcome is Outcome.WAITING
    assert rate.explanation.steps == score.explanation.steps == (reason,)


def test_amounts_with_a_unit_are_converted_and_the_explanation_shows_it() -> None:
    rate, score = scored(TWO_DECIMALS, "4万元", "20000元")
    assert rate.value == Decimal("0.5")
    assert score.explanation.steps[:2] == ("20000元 折合 2 万元", "2 ÷ 4 = 50.00%")


def test_the_points_explain_themselves() -> None:
    _, score = scored(TWO_DECIMALS, "137.07", "48.13")
    assert score.explanation.text == (
        "预算执行得分＝预算执行率×10\n"
        "48.13 ÷ 137.07 = 35.11%\n"
        "35.11% × 10 = 3.51\n"
        "执行率低于 90%，须说明原因\n"
        "依据：执行条款"
    )


def test_every_line_has_its_rate_and_only_the_total_scores() -> None:
    rows = [budget_line("2", "1"), budget_line("", "", "fiscal"), budget_line("4", "3", "unit")]
    rates, score = execution(TWO_DECIMALS, BUDGET, rows, "万元")
    assert [rate.value for rate in rates] == [Decimal("0.5"), None, Decimal("0.75")]
    assert score.value == 5


def test_a_table_without_the_total_line_waits() -> None:
    rates, score = execution(TWO_DECIMALS, BUDGET, [Row(line="fiscal")], "万元")
    assert len(rates) == 1
    assert score.outcome is Outcome.WAITING
    assert score.explanation.steps == ("表中没有“总额”这一行。",)
