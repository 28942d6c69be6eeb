"""A person's own score beside the computed one; weights; rows that are not used."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdesk.model.record.record import Row
from perfdesk.model.scoring.indicator import indicator_score
from perfdesk.model.scoring.judgement import Wording
from perfdesk.model.scoring.score import Outcome, Score
from tests.model.scoring.sample import WORDING, indicator, indicator_rule

RULE = indicator_rule()


def scored(row: Row) -> Score:
    return indicator_score(RULE, WORDING, row, 2024)


@pytest.mark.parametrize(
    "row",
    [
        Row(),
        Row({"level1": "效益指标", "level2": "生态效益指标"}),
        Row({"level1": "产出指标", "level2": "成本指标", "level3": "……", "target": "/", "actual": "—"}),
    ],
)
def test_a_row_with_nothing_but_its_levels_is_blank(row: Row) -> None:
    score = scored(row)
    assert score.outcome is Outcome.BLANK
    assert score.value is None


def test_what_is_computed_counts() -> None:
    score = scored(indicator("＝", "5", "人数", "4", "20"))
    assert (score.outcome, score.weight, score.computed) == (Outcome.COMPUTED, Decimal(20), Decimal(16))
    assert score.value == Decimal(16)
    assert score.manual is None
    assert (
        score.explanation.text == "定量指标（＝）未完成：按完成比例得分\n4 ÷ 5 × 20 = 16.00\n依据：定量条款"
    )


def test_what_cannot_be_computed_waits() -> None:
    score = scored(indicator("定性", "优良", "", "优", "10"))
    assert (score.outcome, score.computed, score.value) == (Outcome.WAITING, None, None)


def test_a_manual_score_wins_and_the_computed_one_stays() -> None:
    score = scored(indicator("＝", "5", "人数", "4", "20", manual="20"))
    assert (score.outcome, score.computed, score.manual) == (Outcome.MANUAL, Decimal(16), Decimal(20))
    assert score.value == Decimal(20)
    assert score.explanation.text == (
        "手工评分（优先于自动计分）\n"
        "填写 20 分，权重 20\n"
        "自动计分：定量指标（＝）未完成：按完成比例得分\n"
        "4 ÷ 5 × 20 = 16.00\n"
        "自动计分 16 分，手工评分高 4 分\n"
        "依据：定量条款"
    )


def test_a_manual_score_says_how_far_it_lies_below_or_that_it_is_the_same() -> None:
    below = scored(indicator("≤", "137.07", "万元", "48.13", "10", manual="8"))
    assert "自动计分 10 分，手工评分低 2 分" in below.explanation.steps
    same = scored(indicator("≥", "90", "%", "95%", "10", manual="10分"))
    assert "自动计分 10 分，与手工评分相同" in same.explanation.steps


def test_a_manual_score_of_a_waiting_indicator_keeps_the_bands_in_sight() -> None:
    score = scored(indicator("定性", "上半年完成", "", "8月完成 ", "20", manual="16.6"))
    assert (score.outcome, score.computed, score.value) == (Outcome.MANUAL, None, Decimal("16.6"))
    assert score.explanation.steps == (
        "填写 16.6 分，权重 20",
        "不能自动计分：等待人工评分",
        "完成时间 2024年8月1日至2024年8月31日，期限 2024年6月30日：至少逾期 32 天。",
        "全部或基本达成（100%～80%）：20～16 分",
        "部分达成（80%～60%）：16～12 分",
        "未达成（60%～0%）：12～0 分",
    )


@pytest.mark.parametrize(
    ("manual", "value", "step"),
    [("25", "20", "填写 25 分，高于权重 20，按 20 分计"), ("-1", "0", "填写 -1 分，低于 0，按 0 分计")],
)
def test_a_manual_score_outside_the_weight_is_held_to_it(manual: str, value: str, step: str) -> None:
    score = scored(indicator("定性", "优", "", "优", "20", manual=manual))
    assert score.value == Decimal(value)
    assert score.manual == Decimal(manual)
    assert score.explanation.steps[0] == step


def test_a_manual_score_that_is_no_number_is_not_used_and_says_so() -> None:
    step = "得分栏填的“约15”不是分数，没有采用；请填 0～20 之间的数，或清空。"
    computed = scored(indicator("＝", "5", "人数", "4", "20", manual="约15"))
    assert (computed.outcome, computed.value) == (Outcome.COMPUTED, Decimal(16))
    assert computed.explanation.steps == (step, "4 ÷ 5 × 20 = 16.00")
    waiting = scored(indicator("定性", "优", "", "优", "20", manual="约15"))
    assert waiting.outcome is Outcome.WAITING
    assert waiting.explanation.steps[0] == step


def test_a_mark_for_not_applicable_is_no_manual_score() -> None:
    assert scored(indicator("＝", "5", "人数", "4", "20", manual="/")).explanation.steps == (
        "4 ÷ 5 × 20 = 16.00",
    )


@pytest.mark.parametrize("manual", ["", "15"])
def test_points_below_the_weight_ask_for_a_reason_until_there_is_one(manual: str) -> None:
    step = "得分低于权重，须填写未完成原因分析"
    asked = scored(indicator("＝", "5", "人数", "4", "20", manual=manual, reason=""))
    assert step in asked.explanation.steps
    given = scored(indicator("＝", "5", "人数", "4", "20", manual=manual, reason="一人去世"))
    assert step not in given.explanation.steps
    no_column = indicator_score(
        RULE, Wording(), indicator("＝", "5", "人数", "4", "20", manual, reason=""), 2024
    )
    assert step not in no_column.explanation.steps


@pytest.mark.parametrize(
    ("weight", "step"),
    [
        ("", "未填权重，请填写本指标的分值。"),
        ("/", "未填权重，请填写本指标的分值。"),
        ("20%", "权重“20%”不是不小于 0 的分数，请改正。"),
        ("-5", "权重“-5”不是不小于 0 的分数，请改正。"),
    ],
)
def test_without_a_weight_there_is_no_score(weight: str, step: str) -> None:
    score = scored(indicator("≥", "90", "%", "95%", weight, manual="10"))
    assert (score.outcome, score.weight, score.computed, score.value) == (Outcome.WAITING, None, None, None)
    assert score.manual == Decimal(10)
    assert score.explanation.rule == "没有权重，不能计分"
    assert score.explanation.steps == (step,)


def test_a_weight_of_zero_is_a_weight() -> None:
    score = scored(indicator("≥", "90", "%", "95%", "0"))
    assert (score.outcome, score.value) == (Outcome.COMPUTED, Decimal(0))


def test_the_form_names_its_columns() -> None:
    wording = Wording(target="年度指标值", actual="实际完成值", weight="分值")
    score = indicator_score(RULE, wording, indicator("", "≥99%", "", "", "10"), 2023)
    assert score.explanation.steps[0] == "未填实际完成值。"
