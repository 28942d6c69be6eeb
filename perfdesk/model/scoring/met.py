"""Says whether an indicator is met (完成值 against 指标值), for scoring and for all who ask afterwards."""

from __future__ import annotations

from decimal import Decimal

from perfdesk.model.scoring.score import Score
from perfdesk.model.value.period import Bound, Period
from perfdesk.model.value.value import Comparison

UPWARD = frozenset({Comparison.AT_LEAST, Comparison.MORE, Comparison.EQUAL})
"""The natures (指标性质) of which more is better, or at least no worse."""


def meets(comparison: Comparison, target: Decimal, actual: Decimal) -> bool:
    """Whether ``actual`` stands to ``target`` as asked; a target of ＝ 0 is met by anything up to 0."""
    match comparison:
        case Comparison.AT_LEAST:
            return actual >= target
        case Comparison.MORE:
            return actual > target
        case Comparison.EQUAL:
            return actual == target or (target == 0 and actual < 0)
        case Comparison.AT_MOST:
            return actual <= target
        case Comparison.LESS:
            return actual < target


def falls_short(comparison: Comparison, target: Decimal, actual: Decimal) -> bool:
    """Whether the target is surely missed: of ＝, more than asked is for a person to judge."""
    beyond = comparison is Comparison.EQUAL and actual > target
    return not meets(comparison, target, actual) and not beyond


def all_meet(comparison: Comparison, target: Decimal, end: Decimal, range_: Comparison) -> bool:
    """Whether every number that stands in ``range_`` to ``end`` (≥95) meets the target."""
    upward = range_ in (Comparison.AT_LEAST, Comparison.MORE)
    match comparison:
        case Comparison.AT_LEAST:
            return upward and end >= target
        case Comparison.MORE:
            return upward and (end > target or (end == target and range_ is Comparison.MORE))
        case Comparison.AT_MOST:
            return not upward and end <= target
        case Comparison.LESS:
            return not upward and (end < target or (end == target and range_ is Comparison.LESS))
        case Comparison.EQUAL:
            return not upward and target == 0 and end <= 0


def is_late(due: Period, done: Period) -> bool:
    """Whether what was done surely comes after its deadline (时效); one that only begins is never missed."""
    return due.bound is not Bound.AFTER and done.earliest > due.last


def is_met(score: Score) -> bool | None:
    """Whether a scored indicator was met: by the rules, and where they cannot tell, by the person's score.

    ``None`` where nobody has decided.
    """
    points = score.value if score.computed is None else score.computed
    return None if points is None or score.weight is None else points >= score.weight
