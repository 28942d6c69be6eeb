"""Budget execution (预算执行率) of every budget line, and the points it earns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.form.definition import Block, ExecutionRule
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.score import Explanation, Outcome, Rate, Score
from perfdesk.model.value.value import (
    display_number,
    display_percent,
    display_score,
    is_blank,
    is_spreadsheet_error,
    parse_money,
    parse_quantity,
    rounded,
)

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


class _Amounts(NamedTuple):
    """The two amounts of one line in the form's money unit; ``converted`` describes other units."""

    spent: Decimal
    budget: Decimal
    converted: tuple[str, ...]


def execution(
    rule: ExecutionRule, block: Block, rows: Sequence[Row], money_unit: str
) -> tuple[tuple[Rate, ...], Score]:
    """The rate of each row of the budget block, in order, and the score of the rule's own line.

    A line with a blank or unreadable amount has no rate; a budget of zero gives rate 0 and no points.
    Amounts typed with a unit are converted to ``money_unit``.
    """
    words = _Words(
        spent=block.column(rule.numerator).label,
        budget=block.column(rule.denominator).label,
        unit=money_unit,
    )
    lines = [words.read(rule, row) for row in rows]
    rates = tuple(_rate(rule, words, line) for line in lines)
    for row, line, rate in zip(rows, lines, rates, strict=True):
        if row.line == rule.line:
            return rates, _score(rule, line, rate)
    steps = (f"表中没有“{_line_name(block, rule.line)}”这一行。",)
    return rates, _waiting(rule, Explanation("预算执行得分暂不能计算", steps, rule.clause))


class _Words(NamedTuple):
    """What the form calls the two amounts, and its money unit."""

    spent: str
    budget: str
    unit: str

    def read(self, rule: ExecutionRule, row: Row) -> _Amounts | str:
        """Both amounts, or the sentence that says what is wrong with them."""
        typed = ((self.budget, row[rule.denominator].strip()), (self.spent, row[rule.numerator].strip()))
        if blank := [label for label, text in typed if is_blank(text)]:
            return f"未填{'、'.join(blank)}。"
        amounts: list[Decimal] = []
        converted: list[str] = []
        for label, text in typed:
            if is_spreadsheet_error(text):
                return f"{label}“{text}”是表格软件的出错值，请填实际金额（{self.unit}）。"
            quantity, amount = parse_quantity(text), parse_money(text, self.unit)
            if quantity is None or amount is None:
                return f"{label}“{text}”不是金额，请填数字（{self.unit}）。"
            if amount != quantity.number:
                converted.append(f"{text} 折合 {display_score(amount)} {self.unit}")
            amounts.append(amount)
        budget, spent = amounts
        if budget < 0:
            return f"{self.budget} {display_score(budget)} 是负数，请核对。"
        return _Amounts(spent, budget, tuple(converted))


def _rate(rule: ExecutionRule, words: _Words, amounts: _Amounts | str) -> Rate:
    title = f"预算执行率＝{words.spent}÷{words.budget}"
    if isinstance(amounts, str):
        return Rate(None, Explanation("预算执行率暂不能计算", (amounts,), rule.clause))
    steps = list(amounts.converted)
    spent, budget = display_score(amounts.spent), display_score(amounts.budget)
    if amounts.budget == 0:
        steps.append(f"{words.budget}为 0，执行率按 0 计")
        if amounts.spent != 0:
            steps.append(f"{words.budget}为 0 而{words.spent}为 {spent}，请核对")
        return Rate(_ZERO, Explanation(title, tuple(steps), rule.clause))
    rate = amounts.spent / amounts.budget
    decimals = rule.rate_display_decimals
    if rule.rate_rounding is not None:  # what is rounded is shown finer than what comes of it
        decimals = max(decimals, rule.rate_rounding.decimals + 2)
    step = f"{spent} ÷ {budget} = {display_percent(rate, decimals)}"
    if rule.rate_rounding is not None:
        rate = rounded(rate * _HUNDRED, rule.rate_rounding) / _HUNDRED
        step += f"，取 {_shown(rule, rate)}"
    steps.append(step)
    if rate > 1:
        steps.append(f"{words.spent}大于{words.budget}，请核对")
    elif rate < 0:
        steps.append(f"{words.spent}是负数，请核对")
    return Rate(rate, Explanation(title, tuple(steps), rule.clause))


def _score(rule: ExecutionRule, amounts: _Amounts | str, rate: Rate) -> Score:
    if rate.value is None or isinstance(amounts, str):
        return _waiting(rule, Explanation("预算执行得分暂不能计算", rate.explanation.steps, rule.clause))
    shown = _shown(rule, rate.value)
    steps = list(rate.explanation.steps)
    if rule.bands:
        title = "预算执行得分：按执行率分档"
        points = next((points for least, points in rule.bands if rate.value >= least), _ZERO)
        result = _capped(points, rule.weight)
        steps.append(f"执行率 {shown}，得 {display_score(result)} 分")
    else:
        title = f"预算执行得分＝预算执行率×{display_score(rule.weight)}"
        points = _unrounded(rule, rate.value, amounts)
        result = _capped(rounded(_capped(points, rule.weight), rule.score_rounding), rule.weight)
        given = display_number(result, rule.score_rounding.decimals)
        limit = "，以满分为限" if points > rule.weight else "，不足 0 分按 0 分计" if points < 0 else ""
        steps.append(f"{shown} × {display_score(rule.weight)}{limit} = {given}")
    if rule.reason_below is not None and rate.value < rule.reason_below:
        steps.append(f"执行率低于 {_percent(rule.reason_below)}，须说明原因")
    return Score(
        weight=rule.weight,
        computed=result,
        manual=None,
        value=result,
        outcome=Outcome.COMPUTED,
        explanation=Explanation(title, tuple(steps), rule.clause),
    )


def _unrounded(rule: ExecutionRule, rate: Decimal, amounts: _Amounts) -> Decimal:
    """Rate × weight; divided last where the rate is not rounded, so that a tie stays a tie."""
    if rule.rate_rounding is not None or amounts.budget == 0:
        return rate * rule.weight
    return amounts.spent * rule.weight / amounts.budget


def _waiting(rule: ExecutionRule, explanation: Explanation) -> Score:
    return Score(rule.weight, None, None, None, Outcome.WAITING, explanation)


def _capped(points: Decimal, weight: Decimal) -> Decimal:
    return min(max(points, _ZERO), weight)


def _shown(rule: ExecutionRule, rate: Decimal) -> str:
    """A rate at the decimals it counts with."""
    rounding = rule.rate_rounding
    return display_percent(rate, rounding.decimals if rounding else rule.rate_display_decimals)


def _percent(rate: Decimal) -> str:
    return f"{display_score(rate * _HUNDRED)}%"


def _line_name(block: Block, key: str) -> str:
    return next((line.name for line in block.lines if line.key == key), key)
