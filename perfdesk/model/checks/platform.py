"""平台预警: what the finance platform would flag red or yellow once the form is sent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfdesk.model.checks.finding import Finding, Severity
from perfdesk.model.checks.subject import Subject
from perfdesk.model.value.value import display_percent, display_score

_ZERO = Decimal(0)


def red(subject: Subject) -> Iterator[Finding]:
    """Indicators score far better than execution: (指标得分率－执行得分率)÷指标得分率."""
    most, block, execution = subject.checks.imbalance, subject.budget, subject.scores.execution
    total = subject.scores.total
    if most is None or block is None or execution is None or total is None or total.value is None:
        return
    weight = sum((rule.weight_total for rule in subject.definition.scoring.indicators), _ZERO)
    points = [score.value for scores in subject.scores.indicators.values() for score in scores]
    earned = sum((value for value in points if value is not None), _ZERO)
    if execution.value is None or not execution.weight or not weight or not earned:
        return
    indicators, spent = earned / weight, execution.value / execution.weight
    gap = (indicators - spent) / indicators
    if gap > most:
        yield Finding(
            "platform.red",
            Severity.WARNING,
            subject.record.id,
            block.path(block.total, block.rule.numerator),
            f"平台会标红：指标得分率 {display_percent(indicators, 2)}，预算执行得分率 "
            f"{display_percent(spent, 2)}，比前者低 {display_percent(gap, 2)}，"
            f"超过 {display_percent(most, 0)}。请核对指标得分与资金执行是否相称，或说明理由。",
        )


def yellow(subject: Subject) -> Iterator[Finding]:
    """No budget is left after adjustment, or much of it was not spent."""
    most, block = subject.checks.unspent, subject.budget
    if most is None or block is None:
        return
    limit, spent = block.total.adjusted, block.total.executed
    path = block.path(block.total, block.rule.denominator)
    label = block.label(block.rule.denominator)
    if limit is None:
        return
    if limit == 0:
        message = f"平台会标黄：{label}为 0。请核对项目是否取消，并备好说明。"
        yield Finding("platform.yellow", Severity.NOTICE, subject.record.id, path, message)
    elif limit > 0 and spent is not None and (limit - spent) / limit > most:
        message = (
            f"平台会标黄：{label} {display_score(limit)} {subject.definition.money_unit}，"
            f"有 {display_percent((limit - spent) / limit, 2)} 没有支出，超过 {display_percent(most, 0)}。"
            "请备好说明。"
        )
        yield Finding("platform.yellow", Severity.NOTICE, subject.record.id, path, message)
