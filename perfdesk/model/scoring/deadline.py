"""Scores indicators whose target is a date (时效指标): met on or before it, else left to a person."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from perfdesk.model.form.definition import IndicatorRule
from perfdesk.model.scoring.judgement import Judgement, left_to_bands
from perfdesk.model.scoring.met import is_late
from perfdesk.model.scoring.score import Explanation
from perfdesk.model.value.period import Bound, Period, parse_period
from perfdesk.model.value.value import display_score

_DAY = timedelta(days=1)


def deadline(rule: IndicatorRule, target: Period, actual_text: str, year: int, weight: Decimal) -> Judgement:
    """Judge the actual date against the target's; ``year`` is the form's.

    A deadline that was missed, or that cannot be read from what is typed, waits for a person.
    """

    def wait(reason: str) -> Judgement:
        return left_to_bands(rule, reason, weight, rule.date_clause)

    if target.bound is Bound.AFTER:
        return wait("指标值写的是某日之后，没有最后期限。")
    actual = parse_period(actual_text, year)
    if actual is None:
        return wait(f"指标值是日期，完成值“{actual_text.strip()}”不是日期。")
    due = _due(target)
    if actual.latest <= due:
        step = f"完成时间 {_written(actual)}，期限 {_day(due)}：按期完成，得 {display_score(weight)} 分"
        return Judgement(weight, Explanation("时效指标按期完成：得满分", (step,), rule.date_clause))
    if not is_late(target, actual):
        limit = _day(due) if due == target.last else f"{_day(due)}或{_day(target.last)}"
        return wait(f"完成时间 {_written(actual)}，期限 {limit}：不能判断是否按期完成，请写明日期。")
    least = (actual.earliest - target.last).days
    sure = actual.earliest == actual.latest and due == target.last
    late = f"逾期 {least} 天" if sure else f"至少逾期 {least} 天"
    return wait(f"完成时间 {_written(actual)}，期限 {_day(target.last)}：{late}。")


def _due(target: Period) -> date:
    """The last day that surely meets the target: 6月前 may be meant for the end of May."""
    if target.bound is Bound.BEFORE and target.first != target.last:
        return target.first - _DAY
    return target.last


def _written(period: Period) -> str:
    match period.bound:
        case Bound.BEFORE:
            return f"{_day(period.last)}前"
        case Bound.AFTER:
            return f"{_day(period.last)}后"
        case Bound.WITHIN if period.first == period.last:
            return _day(period.last)
        case Bound.WITHIN:
            return f"{_day(period.first)}至{_day(period.last)}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
