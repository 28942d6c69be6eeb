"""What holds of every score: never below zero, never above the weight, never less for doing better."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.form.definition import (
    Grade,
    IndicatorRule,
    Rounding,
    RoundingMode,
    ShortfallRule,
    TotalRule,
)
from perfdesk.model.scoring.execution import execution
from perfdesk.model.scoring.indicator import indicator_score
from perfdesk.model.scoring.quantitative import quantitative
from perfdesk.model.scoring.score import Outcome
from perfdesk.model.scoring.total import ScoredBlock, total
from perfdesk.model.value.value import Comparison
from tests.model.scoring.sample import BUDGET, WORDING, budget_line, execution_rule, indicator, indicator_rule

UPWARD = (Comparison.AT_LEAST, Comparison.MORE)
DOWNWARD = (Comparison.AT_MOST, Comparison.LESS)
SHORTFALLS = [rule for rule in ShortfallRule if rule is not ShortfallRule.PERSON]


def decimals(least: int, most: int, places: int = 3) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=least, max_value=most, places=places)


numbers = decimals(-1000, 1000)
weights = decimals(0, 100)
rules = st.builds(
    indicator_rule,
    at_least=st.sampled_from(SHORTFALLS),
    at_most=st.sampled_from(SHORTFALLS),
    decimals=st.integers(0, 3),
    threshold=st.sampled_from(["0", "0.5", "0.6", "0.999"]),
)
typed = st.one_of(
    numbers.map(lambda number: f"{number:f}"),
    st.sampled_from(
        ["", "/", "95%", "≥95%", "完成", "优", "#DIV/0!", "2024年12月31日前", "12月", "4万元", "64人", "0"]
    ),
    st.text(max_size=8),
)


@given(rules, st.sampled_from(list(Comparison)), numbers, numbers, weights, st.sampled_from(["", "%", "人"]))
def test_points_lie_between_zero_and_the_weight(
    rule: IndicatorRule, sign: Comparison, target: Decimal, actual: Decimal, weight: Decimal, unit: str
) -> None:
    points = quantitative(rule, sign, target, actual, unit, weight).points
    assert points is None or 0 <= points <= weight


@given(rules, st.sampled_from(UPWARD), decimals(0, 1000), numbers, numbers, weights)
def test_more_never_earns_less_where_more_is_better(
    rule: IndicatorRule, sign: Comparison, target: Decimal, one: Decimal, other: Decimal, weight: Decimal
) -> None:
    low, high = sorted((one, other))
    less = quantitative(rule, sign, target, low, "%", weight).points
    more = quantitative(rule, sign, target, high, "%", weight).points
    assert less is not None
    assert more is not None
    assert less <= more


@given(rules, st.sampled_from(DOWNWARD), decimals(0, 1000), numbers, numbers, weights)
def test_less_never_earns_less_where_less_is_better(
    rule: IndicatorRule, sign: Comparison, target: Decimal, one: Decimal, other: Decimal, weight: Decimal
) -> None:
    low, high = sorted((one, other))
    less = quantitative(rule, sign, target, low, "元", weight).points
    more = quantitative(rule, sign, target, high, "元", weight).points
    assert less is not None
    assert more is not None
    assert less >= more


@given(
    st.sampled_from(["≥", "＞", "＝", "≤", "＜", "定性", "", "其他"]),
    typed,
    st.sampled_from(["", "%", "人", "万元", "工作日"]),
    typed,
    typed,
    typed,
)
def test_whatever_is_typed_a_row_scores_within_its_weight_or_waits(
    nature: str, target: str, unit: str, actual: str, weight: str, manual: str
) -> None:
    score = indicator_score(
        indicator_rule(), WORDING, indicator(nature, target, unit, actual, weight, manual), 2024
    )
    assert score.explanation.rule
    assert (score.value is None) == (score.outcome in (Outcome.WAITING, Outcome.BLANK))
    for points in (score.value, score.computed):
        if points is not None:
            assert score.weight is not None
            assert 0 <= points <= score.weight


@given(
    decimals(0, 1000, 6),
    decimals(-10, 2000, 6),
    decimals(-10, 2000, 6),
    st.sampled_from([None, Rounding(0), Rounding(2)]),
    st.builds(Rounding, st.integers(0, 2), st.sampled_from(list(RoundingMode))),
    st.integers(1, 30),
)
def test_execution_earns_between_zero_and_its_weight_and_more_for_more(
    budget: Decimal,
    one: Decimal,
    other: Decimal,
    rate: Rounding | None,
    score_rounding: Rounding,
    weight: int,
) -> None:
    rule = execution_rule(rate=rate, score=score_rounding, weight=weight)
    low, high = sorted((one, other))
    points = []
    for spent in (low, high):
        _, score = execution(rule, BUDGET, [budget_line(f"{budget:f}", f"{spent:f}")], "万元")
        assert score.value is not None
        assert 0 <= score.value <= weight
        points.append(score.value)
    assert points == sorted(points)


@given(st.lists(st.tuples(weights, numbers), min_size=1, max_size=12))
def test_the_total_lies_between_zero_and_the_sum_of_the_weights(rows: list[tuple[Decimal, Decimal]]) -> None:
    rule = TotalRule(Decimal(100), Rounding(2), (Grade("差", Decimal(0)),))
    typed_rows = [indicator("≥", "500", "人", f"{actual:f}", f"{weight:f}") for weight, actual in rows]
    scores = [indicator_score(indicator_rule(), WORDING, row, 2024) for row in typed_rows]
    result = total(rule, None, "", [ScoredBlock(indicator_rule(), "绩效指标", typed_rows, scores)])
    assert result.value is not None
    assert 0 <= result.value <= sum(weight for weight, _ in rows) + Decimal("0.005")
