"""The band (档) that a person chooses for a qualitative indicator, and the points it allows."""

from __future__ import annotations

from decimal import Decimal

from perfdesk.model.form.definition import IndicatorRule, QualitativeBand
from perfdesk.model.scoring.judgement import granted
from perfdesk.model.value.folding import folded_value
from perfdesk.model.value.value import display_score

_LEAST_LETTERS = 3  # of the beginning of a label, to be sure which is meant: 未达成, 部分达成


def chosen_band(rule: IndicatorRule, actual: str) -> QualitativeBand | None:
    """The band whose label the actual value (完成值) is, or begins it; ``None`` where that names none."""
    text = folded_value(actual)
    for band in rule.bands:
        if text and folded_value(band.label) == text:
            return band
    if len(text) < _LEAST_LETTERS:
        return None
    named = [band for band in rule.bands if folded_value(band.label).startswith(text)]
    return named[0] if len(named) == 1 else None


def banded(
    rule: IndicatorRule, band: QualitativeBand, value: Decimal, weight: Decimal
) -> tuple[Decimal, tuple[str, ...]]:
    """The points that count in a band, never above its most, and the step that says so.

    Points below the band are the person's to correct: a score is never raised.
    """
    least, most = (granted(rule, share * weight, weight) for share in (band.least, band.most))
    limits = f"“{band.label}”为 {display_score(least)}～{display_score(most)} 分"
    if value > most:
        return most, (f"{limits}，按 {display_score(most)} 分计",)
    if value < least:
        return value, (f"{limits}，得分低于本档，请核对",)
    return value, (f"{limits}，在本档之内",)
