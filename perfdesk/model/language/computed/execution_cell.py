"""Budget execution (预算执行): rate, points and weight, in the budget table or as a row of its own."""

from __future__ import annotations

from perfdesk.model.form.definition import Block, BlockKind, FormDefinition, ScoringRule
from perfdesk.model.language.computed_kind import (
    ComputedKind,
    Explained,
    FormContext,
    FormKind,
    RowContext,
    RowKind,
    Shown,
    points,
    scored,
)
from perfdesk.model.language.source import CellSource
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Rate, Scores
from perfdesk.model.value.value import display_percent


def _percent(rate: Rate, decimals: int) -> Shown:
    return Shown("" if rate.value is None else display_percent(rate.value, decimals))


class _Execution(ComputedKind):
    """What every kind of execution needs."""

    def has_rule(self, scoring: ScoringRule, block: Block | None) -> bool:
        rule = scoring.execution
        return rule is not None and (block is None or rule.block == block.key)


class _Scoring(_Execution):
    """What shows the points of execution, or stands for them."""

    source_name = "execution.score"

    def explained(
        self, definition: FormDefinition, record: Record, scores: Scores, source: CellSource
    ) -> Explained | None:
        score = scores.execution
        return None if score is None else Explained("预算执行得分", score.explanation, score=score)


class _FormScore(_Scoring, FormKind):
    key = "execution_score"
    title = "预算执行得分"
    remark = "预算执行率作为指标中的一行时"

    def shown(self, context: FormContext) -> Shown | None:
        return scored(context.scores.execution) if context.scores.execution else None


class _FormRate(_Scoring, FormKind):
    key = "execution_rate"
    title = "预算执行率"
    remark = "预算执行率作为指标中的一行时"

    def shown(self, context: FormContext) -> Shown | None:
        rule = context.definition.scoring.execution
        if rule is None:
            return None
        at = [line.key for line in context.definition.block(rule.block).lines].index(rule.line)
        return _percent(context.scores.rates[rule.block][at], rule.rate_display_decimals)


class _FormWeight(_Execution, FormKind):
    key = "execution_weight"
    title = "预算执行分值"
    remark = "预算执行率作为指标中的一行时"

    def shown(self, context: FormContext) -> Shown | None:
        rule = context.definition.scoring.execution
        return points(rule.weight if rule else None)


class _RowRate(_Execution, RowKind):
    key = "rate"
    title = "执行率"
    blocks = (BlockKind.BUDGET,)
    takes_blank = True
    source_name = "rate"

    def shown(self, context: RowContext) -> Shown | None:
        rate, rule = context.rate, context.definition.scoring.execution
        if rate is None or rule is None:
            return None
        shown = _percent(rate, rule.rate_display_decimals)
        is_scored = context.row.line == rule.line
        return shown if shown.text or is_scored else Shown(context.layout.blank, edit_text="")

    def explained(
        self, definition: FormDefinition, record: Record, scores: Scores, source: CellSource
    ) -> Explained | None:
        name = definition.block(source.block).lines[source.row].name
        return Explained(f"预算执行率（{name}）", scores.rates[source.block][source.row].explanation)


class _RowScore(_Scoring, RowKind):
    key = "score"
    title = "得分"
    blocks = (BlockKind.BUDGET,)

    def shown(self, context: RowContext) -> Shown | None:
        return scored(context.scores.execution) if context.scores.execution else None

    def source(self, block: Block, index: int, layout: object) -> CellSource | None:
        return CellSource(self.source_name)


class _RowWeight(_Execution, RowKind):
    key = "weight"
    title = "分值"
    blocks = (BlockKind.BUDGET,)

    def shown(self, context: RowContext) -> Shown | None:
        rule = context.definition.scoring.execution
        return points(rule.weight) if rule else None


KINDS = (_FormRate(), _FormScore(), _FormWeight(), _RowRate(), _RowWeight(), _RowScore())
