"""The name of a fixed line (行名) as the form prints it."""

from __future__ import annotations

from perfdesk.model.form.definition import BlockKind
from perfdesk.model.language.computed_kind import RowContext, RowKind, Shown


class _Line(RowKind):
    key = "line"
    title = "行名"
    blocks = (BlockKind.BUDGET, BlockKind.ROWS)
    is_label = True

    def shown(self, context: RowContext) -> Shown | None:
        return Shown(context.block.lines[context.index].label, printed=True)


KINDS = (_Line(),)
