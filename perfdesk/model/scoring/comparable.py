"""Scores a quantitative indicator: brings target and actual (指标值, 完成值) to one unit first."""

from __future__ import annotations

from decimal import Decimal

from perfdesk.model.form.definition import IndicatorRule
from perfdesk.model.scoring.judgement import Judgement, Wording, left_to_person
from perfdesk.model.scoring.met import all_meet
from perfdesk.model.scoring.quantitative import met, quantitative
from perfdesk.model.value.measure import PERCENT, measure_of
from perfdesk.model.value.value import Comparison, Quantity, display_score, parse_quantity, unit_text


def compare(
    rule: IndicatorRule,
    wording: Wording,
    comparison: Comparison | None,
    target: Quantity,
    actual_text: str,
    unit_cell: str,
    weight: Decimal,
) -> Judgement:
    """Judge an actual value as typed against a target; what does not compare waits, with the reason.

    ``unit_cell`` is the row's 度量单位, which holds for a number that has no unit of its own.
    ``comparison`` is ``None`` where the row names none: then only an equal number surely meets it.
    """

    def wait(reason: str) -> Judgement:
        return left_to_person(reason, weight, rule.clause)

    def asked() -> str:
        return f"{comparison or ''}{display_score(target.number)}{target.unit or unit}"

    column = unit_text(unit_cell)
    unit = column or target.unit
    if measure_of(unit) == measure_of(PERCENT):
        unit = PERCENT
    actual = parse_quantity(actual_text, unit)
    if actual is None:
        return wait(f"{wording.actual}“{actual_text}”不是单一的数值，不能与{wording.target} {asked()} 比较。")
    wanted = target.counted_in(unit) if target.unit else target.number
    if wanted is None:
        return wait(
            f"{wording.target}的单位是“{target.unit}”，{wording.unit}是“{column}”，两处不一致，请改正一处。"
        )
    number = actual.counted_in(unit) if actual.unit else actual.number
    if number is None:
        return wait(
            f"{wording.actual}“{actual_text}”与{wording.target} {asked()} 的单位不同，不能比较，请统一单位。"
        )
    if not actual.unit and wanted != target.number:
        return wait(
            f"{wording.target}的单位是“{target.unit}”，{wording.unit}是“{column}”，"
            f"{wording.actual}“{actual_text}”没有写单位，请写明。"
        )
    if unit == PERCENT and not actual.unit and 0 < number <= 1 < wanted:
        return wait(
            f"{wording.actual}“{actual_text}”没有写％，请写明是 {display_score(number)}% "
            f"还是 {display_score(number * 100)}%。"
        )
    if comparison is None:
        if number != wanted or actual.operator not in (None, Comparison.EQUAL):
            return wait(f"未填{wording.nature}，不知道{wording.actual}应高于还是低于{wording.target}。")
        comparison = Comparison.EQUAL
    if actual.operator not in (None, Comparison.EQUAL):
        if not all_meet(comparison, wanted, number, actual.operator):
            return wait(
                f"{wording.actual}“{actual_text}”是一个范围，不能判断是否达到"
                f"{wording.target} {asked()}，请填实际数。"
            )
        step = f"{actual.operator}{display_score(number)}{unit} 都在 {asked()} 之内"
        return met(rule, comparison, wanted, number, step, weight)
    judged = quantitative(rule, comparison, wanted, number, unit, weight)
    if number == actual.number:
        return judged
    return judged.preceded_by(f"{actual} 折合 {display_score(number)}{unit}")
