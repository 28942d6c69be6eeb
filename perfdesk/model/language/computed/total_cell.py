"""The total of a form (合计), the points it could have (满分) and its grade (等级)."""

from __future__ import annotations

from perfdesk.model.form.definition import Block, FormDefinition, ScoringRule
from perfdesk.model.language.computed_kind import Explained, FormContext, FormKind, Shown, points
from perfdesk.model.language.source import CellSource
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Scores
from perfdesk.model.value.value import display_score


class _Total(FormKind):
    key = "total"
    title = "合计"
    source_name = "total"

    def has_rule(self, scoring: ScoringRule, block: Block | None) -> bool:
        return scoring.total is not None

    def shown(self, context: FormContext) -> Shown | None:
        return points(context.scores.total.value if context.scores.total else None)

    def explained(
        self, definition: FormDefinition, record: Record, scores: Scores, source: CellSource
    ) -> Explained | None:
        total = scores.total
        if total is None:
            return None
        if total.value is None:
            value = f"目前 {display_score(total.so_far)} 分"
        else:
            value = f"{display_score(total.value)} 分" + (f"　{total.grade}" if total.grade else "")
        return Explained("合计", total.explanation, value, whole=True)

    def guide_place(self, source: CellSource) -> str:
        return "total"


class _Grade(_Total):
    key = "grade"
    title = "等级"

    def shown(self, context: FormContext) -> Shown | None:
        return Shown((context.scores.total and context.scores.total.grade) or "", printed=True)


class _Full(FormKind):
    key = "full"
    title = "满分"

    def has_rule(self, scoring: ScoringRule, block: Block | None) -> bool:
        return scoring.total is not None

    def shown(self, context: FormContext) -> Shown | None:
        rule = context.definition.scoring.total
        return points(rule.full if rule else None)


KINDS = (_Total(), _Full(), _Grade())
