"""What the rules say of one indicator: points, or why a person must decide; in the form's own words."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.form.definition import Block, IndicatorRule
from perfdesk.model.scoring.score import Explanation
from perfdesk.model.value.value import display_percent, display_score, rounded

ZERO = Decimal(0)


class Wording(NamedTuple):
    """What a form calls the columns that indicators score by; ``reason`` is ``""`` where it has none."""

    nature: str = "指标性质"
    target: str = "指标值"
    unit: str = "度量单位"
    actual: str = "完成值"
    weight: str = "权重"
    manual_score: str = "得分"
    reason: str = ""

    @classmethod
    def of(cls, block: Block) -> Wording:
        """The wording of a block of indicators."""
        return cls(**{column.key: column.label for column in block.columns if column.key in cls._fields})


class Judgement(NamedTuple):
    """``points`` is ``None`` where a person must enter the score."""

    points: Decimal | None
    explanation: Explanation

    def preceded_by(self, *steps: str) -> Judgement:
        """The same points, explained with more steps first."""
        return self._with_steps((*steps, *self.explanation.steps))

    def followed_by(self, *steps: str) -> Judgement:
        """The same points, explained with more steps at the end."""
        return self._with_steps((*self.explanation.steps, *steps)) if steps else self

    def _with_steps(self, steps: tuple[str, ...]) -> Judgement:
        return Judgement(self.points, Explanation(self.explanation.rule, steps, self.explanation.clause))


def granted(rule: IndicatorRule, points: Decimal, weight: Decimal) -> Decimal:
    """Points at the form's decimals, never above the weight nor below zero."""
    return min(rounded(min(max(points, ZERO), weight), rule.rounding), weight)


def left_to_person(reason: str, weight: Decimal, clause: str) -> Judgement:
    """A judgement that waits, because ``reason``: what is wrong and how to put it right."""
    ask = f"改正后自动计分，也可以直接填写得分（0～{display_score(weight)} 分）。"
    return Judgement(None, Explanation("暂不能计分：等待填写", (reason, ask), clause))


def left_to_bands(rule: IndicatorRule, reason: str, weight: Decimal, clause: str) -> Judgement:
    """A judgement that waits for a person to choose a band (档) of the qualitative rule."""
    bands = (
        f"{band.label}（{display_percent(band.most, 0)}～{display_percent(band.least, 0)}）："
        f"{display_score(granted(rule, band.most * weight, weight))}"
        f"～{display_score(granted(rule, band.least * weight, weight))} 分"
        for band in rule.bands
    )
    ask = f"请按完成情况填写得分（0～{display_score(weight)} 分）。"
    return Judgement(None, Explanation("不能自动计分：等待人工评分", (reason, *bands, ask), clause))
