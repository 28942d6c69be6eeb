"""Quantitative indicators (定量指标): met, or missed and scored by the form's rule."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfdesk.model.form.definition import IndicatorRule, ShortfallRule
from perfdesk.model.scoring.judgement import ZERO, Judgement, granted, left_to_person
from perfdesk.model.scoring.met import UPWARD, meets
from perfdesk.model.scoring.score import Explanation
from perfdesk.model.value.measure import PERCENT
from perfdesk.model.value.value import Comparison, display_number, display_percent, display_score

_ONE = Decimal(1)


def quantitative(
    rule: IndicatorRule, comparison: Comparison, target: Decimal, actual: Decimal, unit: str, weight: Decimal
) -> Judgement:
    """Judge two numbers that count the same ``unit``.

    Met: the full weight. Missed: the form's rule for ≥ ＞ ＝ or for ≤ ＜.
    """
    upward = comparison in UPWARD
    shortfall = rule.at_least if upward else rule.at_most
    if meets(comparison, target, actual):
        relation = Comparison.LESS if comparison is Comparison.EQUAL and actual < target else comparison
        step = f"{_signed(actual)}{unit} {relation} {_signed(target)}{unit}"
        return met(rule, comparison, target, actual, step, weight)
    if shortfall is ShortfallRule.PERSON:
        reason = f"{_missed(comparison, target, actual, unit)}，本表规定未完成时由填报人评分。"
        return left_to_person(reason, weight, rule.clause)
    if shortfall is ShortfallRule.NOTHING or target == 0:
        if comparison is Comparison.EQUAL and actual > target > 0:
            reason = f"{_missed(comparison, target, actual, unit)}，是否视为完成须由填报人判断。"
            return left_to_person(reason, weight, rule.clause)
        why = "" if target else "，指标值为 0，不能按比例计算"
        step = f"{_missed(comparison, target, actual, unit)}{why}，得 0 分"
        title = f"定量指标（{comparison}）未完成：不得分"
        return Judgement(ZERO, Explanation(title, (step,), rule.clause))
    if target < 0:
        reason = f"{_missed(comparison, target, actual, unit)}，指标值为负数，不能按比例计算。"
        return left_to_person(reason, weight, rule.clause)
    if comparison is Comparison.EQUAL and actual > target:
        return _beyond(rule, target, actual, unit, weight)
    if shortfall is ShortfallRule.THRESHOLD:
        return _from_threshold(rule, comparison, target, actual, weight)
    if shortfall is ShortfallRule.PERCENT and upward and unit == PERCENT:
        shown = f"{display_score(actual)}% × {display_score(weight)}"
        return _partial(rule, comparison, "按完成百分数得分", shown, actual * weight / 100, weight)
    if upward:
        return _partial(rule, comparison, "按完成比例得分", *_ratio(actual, target, weight), weight)
    if shortfall is ShortfallRule.REVERSE:
        t, a, w = display_score(target), _signed(actual), display_score(weight)
        shown = f"[1 － ({a} － {t}) ÷ {t}] × {w}"
        return _partial(
            rule, comparison, "按超出比例扣分", shown, (2 * target - actual) * weight / target, weight
        )
    return _partial(rule, comparison, "按指标值与完成值之比得分", *_ratio(target, actual, weight), weight)


def met(
    rule: IndicatorRule, comparison: Comparison, target: Decimal, actual: Decimal, step: str, weight: Decimal
) -> Judgement:
    """The full weight; ``step`` shows how the two numbers stand to each other.

    Less the form's deduction (扣分) where it has one and the target is far exceeded.
    """
    over = _over_completion(rule, target, actual) if comparison in UPWARD else []
    points, title = _after_deduction(rule, weight, over), f"定量指标（{comparison}）完成：得满分"
    if points != weight:
        title = f"定量指标（{comparison}）超额完成：按规定扣分"
    return Judgement(
        points, Explanation(title, (f"{step}，得 {display_score(weight)} 分", *over), rule.clause)
    )


def _ratio(part: Decimal, whole: Decimal, weight: Decimal) -> tuple[str, Decimal]:
    shown = f"{_signed(part)} ÷ {_signed(whole)} × {display_score(weight)}"
    return shown, part * weight / whole


def _from_threshold(
    rule: IndicatorRule, comparison: Comparison, target: Decimal, actual: Decimal, weight: Decimal
) -> Judgement:
    least = rule.threshold or ZERO
    done = actual if comparison in UPWARD else 2 * target - actual
    start = display_percent(least, 0)
    if comparison in UPWARD:
        completion = f"{_signed(actual)} ÷ {display_score(target)}"
    else:
        completion = f"[1 － ({_signed(actual)} － {display_score(target)}) ÷ {display_score(target)}]"
    if done < least * target:
        step = f"完成率 {completion} = {display_percent(done / target, 2)}，低于 {start}，得 0 分"
        title = f"定量指标（{comparison}）未完成：完成率低于 {start} 不得分"
        return Judgement(ZERO, Explanation(title, (step,), rule.clause))
    shown = f"({completion} － {start}) ÷ (1 － {start}) × {display_score(weight)}"
    points = (done - least * target) * weight / (target * (_ONE - least))
    return _partial(rule, comparison, f"完成率超过 {start} 的部分按比例得分", shown, points, weight)


def _partial(
    rule: IndicatorRule,
    comparison: Comparison,
    method: str,
    shown: str,
    points: Decimal,
    weight: Decimal,
) -> Judgement:
    given = granted(rule, points, weight)
    step = f"{shown} = {display_number(given if points >= 0 else points, rule.rounding.decimals)}"
    if points < 0:
        step += "，不足 0 分按 0 分计"
    return Judgement(given, Explanation(f"定量指标（{comparison}）未完成：{method}", (step,), rule.clause))


def _beyond(rule: IndicatorRule, target: Decimal, actual: Decimal, unit: str, weight: Decimal) -> Judgement:
    shown, _ = _ratio(actual, target, weight)
    steps = (
        f"完成值 {_signed(actual)}{unit} 高于指标值 {_signed(target)}{unit}，请核对",
        f"{shown}，以权重为限 = {display_number(weight, rule.rounding.decimals)}",
        *_over_completion(rule, target, actual),
    )
    points, title = _after_deduction(rule, weight, steps[2:]), "定量指标（＝）超过指标值：得满分"
    if points != weight:
        title = "定量指标（＝）超过指标值：按规定扣分"
    return Judgement(points, Explanation(title, steps, rule.clause))


def _over_completion(rule: IndicatorRule, target: Decimal, actual: Decimal) -> list[str]:
    share = rule.over_completion
    if share is None or target <= 0 or actual < target * (_ONE + share):
        return []
    over = display_percent((actual - target) / target, 2)
    deduction = rule.over_completion_deduction
    taken = f"，扣 {display_score(deduction)} 分" if deduction else ""
    return [f"超过指标值 {over}，达到 {display_percent(share, 0)} 以上的须说明原因{taken}"]


def _after_deduction(rule: IndicatorRule, weight: Decimal, over: Sequence[str]) -> Decimal:
    """The weight, less what the form takes off an indicator that is ``over`` its target."""
    if not over or not rule.over_completion_deduction:
        return weight
    return granted(rule, weight - rule.over_completion_deduction, weight)


def _missed(comparison: Comparison, target: Decimal, actual: Decimal, unit: str) -> str:
    return f"完成值 {_signed(actual)}{unit} 未达到指标值 {comparison}{_signed(target)}{unit}"


def _signed(number: Decimal) -> str:
    shown = display_score(number)
    return f"({shown})" if number < 0 else shown
