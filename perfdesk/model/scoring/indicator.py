"""One indicator (绩效指标): the rules' judgement beside a person's own score (手工评分)."""

from __future__ import annotations

from decimal import Decimal

from perfdesk.model.form.definition import IndicatorRule
from perfdesk.model.form.known_keys import ACTUAL, MANUAL_SCORE, REASON, WEIGHT
from perfdesk.model.record.levels import is_unused
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.band import banded, chosen_band
from perfdesk.model.scoring.judgement import ZERO, Judgement, Wording
from perfdesk.model.scoring.score import Explanation, Outcome, Score
from perfdesk.model.scoring.target import judge
from perfdesk.model.value.value import display_score, is_blank, parse_points

_EMPTY = Score(None, None, None, None, Outcome.BLANK, Explanation("本行没有填写指标，不计分"))


def indicator_score(rule: IndicatorRule, wording: Wording, row: Row, year: int) -> Score:
    """Score one row of an indicator block; ``year`` is the form's, for dates that name none.

    A row with nothing but its levels is ``BLANK``, and so is one whose weight is the form's mark for
    rows that do not score (其中). What no rule decides is ``WAITING``, never guessed. A manual score
    wins and counts between 0 and the weight, or the most of the band (档) that the actual value
    names; ``Score.manual`` holds it as typed.
    """
    if is_unused(row):
        return _EMPTY
    if rule.unscored and row[WEIGHT].strip() == rule.unscored:
        return _unscored(wording, row)
    weight = parse_points(row[WEIGHT])
    if weight is None or weight < 0:
        return _without_weight(wording, row)
    return scored(rule, wording, row, judge(rule, wording, row, year, weight), weight)


def scored(rule: IndicatorRule, wording: Wording, row: Row, judged: Judgement, weight: Decimal) -> Score:
    """The score of a row that the rules judge so: theirs, or the manual one."""
    manual = parse_points(row[MANUAL_SCORE])
    if manual is None:
        return _computed(wording, row, judged, weight)
    value = min(max(manual, ZERO), weight)
    limits: tuple[str, ...] = ()
    band = chosen_band(rule, row[ACTUAL]) if judged.points is None else None
    if band is not None:
        value, limits = banded(rule, band, value, weight)
    explanation = Explanation(
        "手工评分（优先于自动计分）",
        (*_manual_steps(wording, row, manual, value, weight), *limits, *_beside(judged, value)),
        judged.explanation.clause,
    )
    return Score(weight, judged.points, manual, value, Outcome.MANUAL, explanation)


def _unscored(wording: Wording, row: Row) -> Score:
    reason = f"{wording.weight}写的是“{row[WEIGHT].strip()}”，本行不单独计分"
    return Score(None, None, None, None, Outcome.BLANK, Explanation(reason))


def _without_weight(wording: Wording, row: Row) -> Score:
    label, text = wording.weight, row[WEIGHT].strip()
    if is_blank(text):
        step = f"未填{label}，请填写本指标的分值。"
    else:
        step = f"{label}“{text}”不是不小于 0 的分数，请改正。"
    manual = parse_points(row[MANUAL_SCORE])
    return Score(None, None, manual, None, Outcome.WAITING, Explanation(f"没有{label}，不能计分", (step,)))


def _computed(wording: Wording, row: Row, judged: Judgement, weight: Decimal) -> Score:
    text = row[MANUAL_SCORE].strip()
    if not is_blank(text):
        ignored = (
            f"{wording.manual_score}栏填的“{text}”不是分数，没有采用；"
            f"请填 0～{display_score(weight)} 之间的数，或清空。"
        )
        judged = judged.preceded_by(ignored)
    if judged.points is None:
        return Score(weight, None, None, None, Outcome.WAITING, judged.explanation)
    judged = judged.followed_by(*_reason_step(wording, row, judged.points, weight))
    return Score(weight, judged.points, None, judged.points, Outcome.COMPUTED, judged.explanation)


def _manual_steps(
    wording: Wording, row: Row, manual: Decimal, value: Decimal, weight: Decimal
) -> tuple[str, ...]:
    typed, full = display_score(manual), display_score(weight)
    if manual > weight:
        first = f"填写 {typed} 分，高于{wording.weight} {full}，按 {full} 分计"
    elif manual < 0:
        first = f"填写 {typed} 分，低于 0，按 0 分计"
    else:
        first = f"填写 {typed} 分，{wording.weight} {full}"
    return (first, *_reason_step(wording, row, value, weight))


def _beside(judged: Judgement, value: Decimal) -> tuple[str, ...]:
    """The judgement of the rules beside a manual score, and how far it lies from it."""
    rule, steps = judged.explanation.rule, judged.explanation.steps
    if judged.points is None:
        return (rule, *steps[:-1])  # the last step asks for the score that is there now
    gap = value - judged.points
    if not gap:
        distance = "与手工评分相同"
    else:
        distance = f"手工评分{'高' if gap > 0 else '低'} {display_score(abs(gap))} 分"
    return (f"自动计分：{rule}", *steps, f"自动计分 {display_score(judged.points)} 分，{distance}")


def _reason_step(wording: Wording, row: Row, value: Decimal, weight: Decimal) -> tuple[str, ...]:
    if value >= weight or not wording.reason or row[REASON].strip():
        return ()
    return (f"得分低于{wording.weight}，须填写{wording.reason}",)
