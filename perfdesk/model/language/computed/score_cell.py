"""The score of a row (得分) by the rule of its block, its weight, and what part of the weight it is."""

from __future__ import annotations

from perfdesk.model.form.definition import Block, BlockKind, FormDefinition, Rounding, ScoringRule
from perfdesk.model.language.computed_kind import (
    BLANK,
    ComputedKind,
    Explained,
    RowContext,
    RowKind,
    Shown,
    points,
    scored,
)
from perfdesk.model.language.source import CellSource
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Scores
from perfdesk.model.value.value import rounded

_SHARE = Rounding(decimals=2)


class _Scored(ComputedKind):
    """What needs a rule that scores the rows."""

    def has_rule(self, scoring: ScoringRule, block: Block | None) -> bool:
        formulas = (scoring.formulas,) if scoring.formulas else ()
        return block is not None and block.key in {rule.block for rule in (*scoring.indicators, *formulas)}


class _Score(_Scored, RowKind):
    key = "score"
    title = "得分"
    blocks = (BlockKind.INDICATORS, BlockKind.ROWS)
    source_name = "score"

    def shown(self, context: RowContext) -> Shown | None:
        if context.score is None:
            return None
        values = context.layout.values
        return scored(context.score, context.row[values[0]] if values else "")

    def explained(
        self, definition: FormDefinition, record: Record, scores: Scores, source: CellSource
    ) -> Explained | None:
        score = scores.indicators[source.block][source.row]
        return Explained("得分", score.explanation, score=score)


class _Share(_Scored, RowKind):
    key = "share"
    title = "得分系数"
    remark = "得分÷分值"
    blocks = (BlockKind.INDICATORS,)

    def shown(self, context: RowContext) -> Shown | None:
        score = context.score
        if score is None:
            return None
        if score.value is None or not score.weight:
            return BLANK
        return points(rounded(score.value / score.weight, _SHARE))


class _Weight(_Scored, RowKind):
    key = "weight"
    title = "分值"
    remark = "扣分项印 `otherwise`"
    blocks = (BlockKind.ROWS,)

    def shown(self, context: RowContext) -> Shown | None:
        if context.score is None:
            return None
        weight = context.score.weight
        return points(weight) if weight else Shown(context.layout.otherwise, printed=True)


KINDS = (_Weight(), _Score(), _Share())
