"""What an indicator's nature and target (指标性质, 指标值) ask for, and so which rule judges it."""

from __future__ import annotations

from decimal import Decimal

from perfdesk.model.form.definition import IndicatorRule
from perfdesk.model.form.known_keys import ACTUAL, NATURE, TARGET, UNIT
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.comparable import compare
from perfdesk.model.scoring.deadline import deadline
from perfdesk.model.scoring.judgement import Judgement, Wording, left_to_bands, left_to_person
from perfdesk.model.value.folding import folded_value
from perfdesk.model.value.period import parse_period
from perfdesk.model.value.value import (
    Comparison,
    is_blank,
    is_spreadsheet_error,
    parse_comparison,
    parse_quantity,
)
from perfdesk.model.value.written_target import QUALITATIVE

_QUANTITATIVE = "定量"  # some forms say only this and leave the operator to the target


def judge(rule: IndicatorRule, wording: Wording, row: Row, year: int, weight: Decimal) -> Judgement:
    """Judge one indicator row, without a person's own score; ``year`` is the form's."""
    nature, target, actual = folded_value(row[NATURE]), folded_value(row[TARGET]), row[ACTUAL].strip()

    def wait(reason: str) -> Judgement:
        return left_to_person(reason, weight, rule.clause)

    asked = parse_comparison(nature)
    if asked is None and not is_blank(nature) and nature not in (QUALITATIVE, _QUANTITATIVE):
        choices = "、".join((*Comparison, QUALITATIVE))
        return wait(f"{wording.nature}“{nature}”不认识，请填 {choices} 之一。")
    quantity = None if QUALITATIVE in (nature, target) else parse_quantity(target, row[UNIT])
    if quantity is None:
        return _without_number(rule, wording, row, year, weight, asked)
    if asked and quantity.operator not in (None, asked):
        return wait(
            f"{wording.nature}是“{asked}”，{wording.target}写的是“{quantity}”，两处不一致，请改正一处。"
        )
    if problem := _no_value(wording.actual, actual):
        return wait(problem)
    return compare(rule, wording, asked or quantity.operator, quantity, actual, row[UNIT], weight)


def _without_number(
    rule: IndicatorRule, wording: Wording, row: Row, year: int, weight: Decimal, asked: Comparison | None
) -> Judgement:
    """Judge a target that is no number: a date, or what only a person can tell (据实, 优, 长效)."""
    target, actual = row[TARGET].strip(), row[ACTUAL].strip()
    named_qualitative = QUALITATIVE in (folded_value(row[NATURE]), folded_value(target))
    if not named_qualitative and (problem := _no_value(wording.target, target)):
        return left_to_person(problem, weight, rule.clause)
    period = parse_period(target, year)
    if asked and (period is None or asked in (Comparison.AT_LEAST, Comparison.MORE)):
        reason = (
            f"{wording.target}“{target}”不是单一的数值，不能按“{asked}”计算；"
            f"不用数值衡量的，{wording.nature}请填“{QUALITATIVE}”。"
        )
        return left_to_person(reason, weight, rule.clause)
    if problem := _no_value(wording.actual, actual):
        clause = rule.qualitative_clause if period is None else rule.date_clause
        return left_to_bands(rule, problem, weight, clause)
    if period is not None:
        return deadline(rule, period, actual, year, weight)
    named = "" if is_blank(target) or folded_value(target) == QUALITATIVE else f"“{target}”"
    reason = f"{wording.target}{named}没有可计算的数值，{wording.actual}“{actual}”是否达到由填报人评定。"
    return left_to_bands(rule, reason, weight, rule.qualitative_clause)


def _no_value(label: str, text: str) -> str:
    """Why a cell says nothing; ``""`` where it says something."""
    if is_blank(text):
        return f"未填{label}。"
    if is_spreadsheet_error(text):
        return f"{label}“{text}”是表格软件的出错值，请填实际内容。"
    return ""
