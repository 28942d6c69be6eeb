"""What a summary reads of one project, stored beside it in the file: its money, and where it loses points."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.form.definition import ExecutionRule, FormDefinition
from perfdesk.model.form.known_keys import INITIAL
from perfdesk.model.record.levels import levels_of
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Scores
from perfdesk.model.value.value import Quantity, is_blank, parse_money

MONEY_UNIT = "万元"
"""The unit of every amount in a summary."""

EXECUTION_PART = "预算执行"
"""What the points of budget execution are called among the lost: each form names its own part differently."""

_ZERO = Decimal(0)


class SummaryLine(NamedTuple):
    """One project's numbers; what is not known is ``None``. ``rate`` counts 1 as 100%.

    ``lost`` holds the points lost by part of the form: the budget, then each first level (一级指标).
    """

    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    lost: Mapping[str, Decimal]


def summary_line(definition: FormDefinition, record: Record, scores: Scores) -> SummaryLine | None:
    """The line of a filled form; ``None`` where the form is no project's."""
    rule = definition.scoring.execution
    if definition.scoring.formulas is not None or rule is None:
        return None
    at = next((at for at, row in enumerate(record.rows(rule.block)) if row.line == rule.line), None)
    row = Row() if at is None else record.rows(rule.block)[at]

    def amount(key: str) -> Decimal | None:
        number = None if is_blank(row[key]) else parse_money(row[key], definition.money_unit)
        return None if number is None else Quantity(number, definition.money_unit).counted_in(MONEY_UNIT)

    return SummaryLine(
        initial=amount(definition.checks.initial or INITIAL),
        adjusted=amount(rule.denominator),
        executed=amount(rule.numerator),
        rate=None if at is None else scores.rates[rule.block][at].value,
        lost=_lost(definition, rule, record, scores),
    )


def _lost(
    definition: FormDefinition, rule: ExecutionRule, record: Record, scores: Scores
) -> Mapping[str, Decimal]:
    lost: dict[str, Decimal] = {}
    if scores.execution is not None and scores.execution.value is not None and rule.weight:
        lost[EXECUTION_PART] = rule.weight - scores.execution.value
    for block, of_rows in scores.indicators.items():
        label = definition.block(block).label
        for levels, score in zip(levels_of(record.rows(block)), of_rows, strict=True):
            level = levels.level1 or label
            if score.lost is not None:
                lost[level] = lost.get(level, _ZERO) + score.lost
    return lost


def line_text(line: SummaryLine | None) -> str:
    """The line as the file stores it, JSON; ``""`` for none."""
    if line is None:
        return ""
    numbers = [None if number is None else str(number) for number in line[:4]]
    lost = {part: str(points) for part, points in line.lost.items()}
    return json.dumps([*numbers, lost], ensure_ascii=False, separators=(",", ":"))


def line_from(text: str) -> SummaryLine | None:
    """The line of a text of :func:`line_text`."""
    if not text:
        return None
    *numbers, lost = json.loads(text)
    initial, adjusted, executed, rate = (None if number is None else Decimal(number) for number in numbers)
    return SummaryLine(
        initial, adjusted, executed, rate, {part: Decimal(points) for part, points in lost.items()}
    )
