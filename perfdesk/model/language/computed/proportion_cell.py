"""What part of a total the amount of a row is (占比), as a percent.

The total is the column's amount in the line that the form names, or the sum of the column.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdesk.model.form.definition import Block, BlockKind, CellLayout, Field, FormDefinition, ValueKind
from perfdesk.model.language.computed_kind import BLANK, Explained, RowContext, RowKind, Shown, available
from perfdesk.model.language.source import CellSource
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Explanation, Scores
from perfdesk.model.value.value import (
    display_percent,
    display_score,
    display_typed,
    is_blank,
    parse_money,
    parse_points,
)

_DECIMALS = 2  # where the form does not say with how many it shows its execution rate


class _NoProportionError(Exception):
    """There is no proportion; the message is why, as a Chinese sentence."""


class _Parts(NamedTuple):
    """The amount of a row and the total, each as the form shows it."""

    amount: Decimal
    total: Decimal
    shown_amount: str
    shown_total: str


class _Proportion(RowKind):
    key = "proportion"
    title = "占比"
    remark = "本行的数占合计的百分之几；合计没有填或为 0 的空着"
    blocks = (BlockKind.BUDGET, BlockKind.INDICATORS, BlockKind.ROWS)
    takes_of = True
    of_remark = "哪一列占哪一行的，如 `executed/total`；只写列，如 `executed`，是占这一列之和的"
    source_name = "proportion"

    def of_problem(self, written: str, block: Block | None, blocks: Iterable[Block]) -> str:
        assert block is not None  # cells of repeated rows alone may be of this kind
        column, _, line = written.partition("/")
        columns, lines = {one.key for one in block.columns}, {one.key for one in block.lines}
        if column not in columns:
            return f"“{written}”应写作“列/行”或“列”，没有“{column}”这一列，{available(columns)}"
        if "/" in written and line not in lines:
            return f"“{written}”应写作“列/行”或“列”，没有“{line}”这一行，{available(lines)}"
        return ""

    def described(self, definition: FormDefinition, block: Block | None, layout: CellLayout) -> str:
        assert block is not None
        column, _, line = layout.of.partition("/")
        return f"{block.column(column).label}占{_line_name(block, line)}的百分比"

    def based_on(self, layout: CellLayout, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        line = layout.of.partition("/")[2]
        return tuple(row for row in rows if row.line == line) if line else rows

    def shown(self, context: RowContext) -> Shown | None:
        rows = context.record.rows(context.block.key)
        try:
            parts = _parts(context.definition, context.block, rows, context.index, context.layout.of)
        except _NoProportionError:
            return BLANK
        return Shown(_percent(context.definition, parts))

    def explained(
        self, definition: FormDefinition, record: Record, scores: Scores, source: CellSource
    ) -> Explained | None:
        block = definition.block(source.block)
        column, _, line = source.of.partition("/")
        title = f"{block.column(column).label}占比"
        try:
            parts = _parts(definition, block, record.rows(block.key), source.row, source.of)
        except _NoProportionError as problem:
            return Explained(title, Explanation("占比暂不能计算", (str(problem),)))
        step = f"本行 {parts.shown_amount} ÷ 合计 {parts.shown_total} = {_percent(definition, parts)}"
        return Explained(title, Explanation(f"占比＝本行÷{_line_name(block, line)}", (step,)))

    def guide_place(self, source: CellSource) -> str:
        return source.block


def _parts(definition: FormDefinition, block: Block, rows: tuple[Row, ...], index: int, of: str) -> _Parts:
    """The amount of the row at ``index`` and its total; raises :class:`_NoProportionError`."""
    key, _, line = of.partition("/")
    column, unit = block.column(key), definition.money_unit
    amount = _amount(rows[index], column, unit)
    if amount is None:
        raise _NoProportionError(f"本行未填{column.label}。")
    total = _total(tuple(row for row in rows if row.line == line) if line else rows, column, unit)
    if total is None:
        raise _NoProportionError(f"未填{_line_name(block, line)}的{column.label}。")
    if total <= 0:
        raise _NoProportionError(f"合计是 {display_score(total)}，不大于 0，不能计算占比。")
    shown = (display_typed(text, column, unit)[0] for text in (rows[index][key], format(total, "f")))
    return _Parts(amount, total, *shown)


@lru_cache(maxsize=8)  # asked for by every row of the same rows
def _total(rows: tuple[Row, ...], column: Field, money_unit: str) -> Decimal | None:
    """The sum of a column, to which a blank adds nothing; ``None`` where all are blank."""
    amounts = [_amount(row, column, money_unit) for row in rows]
    filled = [amount for amount in amounts if amount is not None]
    return sum(filled, Decimal(0)) if filled else None


def _amount(row: Row, column: Field, money_unit: str) -> Decimal | None:
    """The number typed into a column, ``None`` for a blank; raises :class:`_NoProportionError` for text."""
    text = row[column.key]
    if is_blank(text):
        return None
    amount = parse_money(text, money_unit) if column.kind is ValueKind.MONEY else parse_points(text)
    if amount is None:
        raise _NoProportionError(f"{column.label}“{text.strip()}”不是数字，请改正。")
    return amount


def _percent(definition: FormDefinition, parts: _Parts) -> str:
    rule = definition.scoring.execution
    return display_percent(parts.amount / parts.total, rule.rate_display_decimals if rule else _DECIMALS)


def _line_name(block: Block, line: str) -> str:
    """What the form calls the total: the line's name, or 各行之和 without one."""
    return next((f"“{one.name}”" for one in block.lines if one.key == line), "各行之和")


KINDS = (_Proportion(),)
