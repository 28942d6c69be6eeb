"""One value of a row by another (到位率, 完成率), as a percent."""

from __future__ import annotations

from collections.abc import Iterable

from perfdesk.model.form.definition import Block, BlockKind, CellLayout, FormDefinition
from perfdesk.model.form.known_keys import UNIT
from perfdesk.model.language.computed_kind import BLANK, RowContext, RowKind, Shown, available
from perfdesk.model.value.value import display_percent, parse_quantity, unit_text

_DECIMALS = 2


class _Ratio(RowKind):
    key = "ratio"
    title = "两列之比"
    remark = "到位率、完成率"
    blocks = (BlockKind.BUDGET, BlockKind.INDICATORS)
    takes_of = True
    of_remark = "哪一列除以哪一列，如 `arrived/planned`"

    def of_problem(self, written: str, block: Block | None, blocks: Iterable[Block]) -> str:
        known = {column.key for column in block.columns} if block else set()
        parts = written.split("/")
        if len(parts) == 2 and known.issuperset(parts):
            return ""
        return f"“{written}”应写作“列/列”，如 actual/target，{available(known)}"

    def described(self, definition: FormDefinition, block: Block | None, layout: CellLayout) -> str:
        return "÷".join(block.column(key).label for key in layout.of.split("/")) if block else self.title

    def shown(self, context: RowContext) -> Shown | None:
        row = context.row
        part, whole = (parse_quantity(row[key], row[UNIT]) for key in context.layout.of.split("/"))
        if part is None or whole is None:
            return Shown("", printed=True)
        unit = whole.unit or unit_text(row[UNIT])
        share, base = part.counted_in(unit) if part.unit else part.number, whole.number
        if share is None or base <= 0:
            return BLANK
        return Shown(display_percent(share / base, _DECIMALS))


KINDS = (_Ratio(),)
