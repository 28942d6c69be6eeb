"""The sum of the points typed into a column (复核分合计)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from perfdesk.model.form.definition import Block, CellLayout, FormDefinition
from perfdesk.model.language.computed_kind import FormContext, FormKind, Shown, available, points
from perfdesk.model.value.value import parse_points


class _Sum(FormKind):
    key = "sum"
    title = "某一列分数之和"
    takes_of = True
    of_remark = "哪个表的哪一列，如 `indicators.review_score`"

    def of_problem(self, written: str, block: Block | None, blocks: Iterable[Block]) -> str:
        known = {f"{one.key}.{column.key}" for one in blocks for column in one.columns}
        if written in known:
            return ""
        return f"没有“{written}”这一列，应写作“表.列”，{available(known)}"

    def described(self, definition: FormDefinition, block: Block | None, layout: CellLayout) -> str:
        table, key = layout.of.split(".")
        return f"{definition.block(table).column(key).label}之和"

    def shown(self, context: FormContext) -> Shown | None:
        table, key = context.layout.of.split(".")
        typed = (parse_points(row[key]) for row in context.record.rows(table))
        readable = [number for number in typed if number is not None]
        return points(sum(readable, Decimal(0)) if readable else None)


KINDS = (_Sum(),)
