"""What checks look at: a record with its form and scores, and one indicator row as it reads."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.form.check_rule import CheckRule
from perfdesk.model.form.definition import Block, BlockKind, ExecutionRule, FormDefinition, IndicatorRule
from perfdesk.model.form.known_keys import ACTUAL, NATURE, TARGET, UNIT
from perfdesk.model.form.path import Path
from perfdesk.model.record.levels import is_unused, row_name
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Outcome, Score, Scores
from perfdesk.model.value.folding import folded_value
from perfdesk.model.value.measure import MONEY, measure_of
from perfdesk.model.value.value import (
    Comparison,
    Quantity,
    parse_comparison,
    parse_money,
    parse_quantity,
    unit_text,
)


class BudgetLine(NamedTuple):
    """A row of the budget block that execution scores by; amounts in the form's money unit."""

    number: int  # counts the block's rows from 0
    row: Row
    name: str
    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None


class Budget(NamedTuple):
    """The budget block as checks read it; ``total`` is the line that scores."""

    rule: ExecutionRule
    block: Block
    lines: tuple[BudgetLine, ...]
    total: BudgetLine

    def path(self, line: BudgetLine, column: str) -> Path:
        """Where a value of a line stands."""
        return Path(self.block.key, line.number, column)

    def label(self, column: str) -> str:
        """What the form calls a column."""
        return self.block.column(column).label


class IndicatorForm(NamedTuple):
    """What is the same for all rows of an indicator block."""

    block: Block
    rule: IndicatorRule | None
    labels: Mapping[str, str]
    year: int
    checks: CheckRule
    unit_apart: bool  # the unit has a cell of its own


class IndicatorRow(NamedTuple):
    """One used indicator row: its texts, and what its target and actual mean."""

    form: IndicatorForm
    row: Row
    score: Score | None
    unit: str
    target: Quantity | None
    actual: Quantity | None
    comparison: Comparison | None

    @property
    def name(self) -> str:
        """What the sentences of findings call the row."""
        name = row_name(self.row) or "未命名"
        return f"指标“{name}”"

    @property
    def numbers(self) -> tuple[Decimal, Decimal] | None:
        """Target and actual in the row's unit; ``None`` where either is no number or they do not compare."""
        if self.target is None or self.actual is None:
            return None
        target, actual = (
            quantity.counted_in(self.unit) if quantity.unit else quantity.number
            for quantity in (self.target, self.actual)
        )
        return None if target is None or actual is None else (target, actual)

    def has(self, column: str) -> bool:
        """Whether the form has the column."""
        return column in self.form.labels


class Subject(NamedTuple):
    """A record with its form and scores; ``indicators`` are the used rows of each block, by index."""

    definition: FormDefinition
    record: Record
    scores: Scores
    budget: Budget | None
    indicators: Mapping[str, Mapping[int, IndicatorRow]]

    @property
    def checks(self) -> CheckRule:
        """What the form asks to be checked."""
        return self.definition.checks


def indicator_forms(definition: FormDefinition, year: int) -> tuple[IndicatorForm, ...]:
    """The indicator blocks of a form, as their rows are read in a year."""
    rules = {rule.block: rule for rule in definition.scoring.indicators}
    return tuple(
        IndicatorForm(
            block=block,
            rule=rules.get(block.key),
            labels={column.key: column.label for column in block.columns},
            year=year,
            checks=definition.checks,
            unit_apart=_unit_apart(definition, block),
        )
        for block in definition.blocks
        if block.kind is BlockKind.INDICATORS
    )


def indicator_row(form: IndicatorForm, row: Row, score: Score | None) -> IndicatorRow | None:
    """A row as it reads; ``None`` where it is not used."""
    if score.outcome is Outcome.BLANK if score is not None else is_unused(row):
        return None
    unit = unit_text(row[UNIT])
    target = parse_quantity(folded_value(row[TARGET]), unit)
    return IndicatorRow(
        form=form,
        row=row,
        score=score,
        unit=unit or (target.unit if target else ""),
        target=target,
        actual=parse_quantity(row[ACTUAL], unit or (target.unit if target else "")),
        comparison=parse_comparison(row[NATURE]) or (target.operator if target else None),
    )


def budget_of(definition: FormDefinition, record: Record) -> Budget | None:
    """The budget block that execution scores by; ``None`` where the form has none or its line is missing."""
    rule = definition.scoring.execution
    if rule is None:
        return None
    block = definition.block(rule.block)
    names = {line.key: line.name for line in block.lines}
    unit, initial = definition.money_unit, definition.checks.initial
    lines = tuple(
        BudgetLine(
            index,
            row,
            names.get(row.line, row.line),
            parse_money(row[initial], unit) if initial else None,
            parse_money(row[rule.denominator], unit),
            parse_money(row[rule.numerator], unit),
        )
        for index, row in enumerate(record.rows(block.key))
    )
    total = next((line for line in lines if line.row.line == rule.line), None)
    if total is None:
        return None
    return Budget(rule, block, lines, total)


def money(quantity: Quantity | None, unit: str, money_unit: str) -> Decimal | None:
    """A quantity in the form's money unit; ``None`` where it is no amount of money."""
    if quantity is None or measure_of(quantity.unit or unit).kind != MONEY:
        return None
    return Quantity(quantity.number, quantity.unit or unit).counted_in(money_unit)


def same(first: Decimal, second: Decimal) -> bool:
    """Whether two numbers agree at the decimals of the one that has fewer: 11.983 and 11.98 do."""
    decimals = min(_decimals(first), _decimals(second))
    return abs(first - second) * 2 < Decimal(1).scaleb(-decimals) if first != second else True


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _unit_apart(definition: FormDefinition, block: Block) -> bool:
    return any(
        cell.values == (UNIT,)
        for section in definition.sheet.sections
        for row in section.rows
        if row.repeat == block.key
        for cell in row.cells
    )
