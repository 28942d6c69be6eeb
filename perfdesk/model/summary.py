"""The summary (汇总) of many projects: money, execution, scores, and where points are lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from perfdesk.errors import FormProblem
from perfdesk.model.definition import ExecutionRule, FormDefinition
from perfdesk.model.library import Library
from perfdesk.model.record import Record, Row
from perfdesk.model.scoring.score import Scores
from perfdesk.model.tree import CODE_FIELD, NAME_FIELD
from perfdesk.model.value import Quantity, is_blank, parse_money

MONEY_UNIT = "万元"
"""The unit of every amount in a summary."""

_ZERO = Decimal(0)
_INITIAL = "initial"


class SummaryRow(NamedTuple):
    """One project; what is not known is ``None``. ``rate`` counts 1 as 100%.

    ``problems`` counts the errors and warnings of 审核. ``lost`` holds the points lost by part of the
    form: the budget, then each first level (一级指标).
    """

    record_id: int
    unit: str
    name: str
    code: str
    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    total: Decimal | None
    grade: str
    problems: int
    lost: Mapping[str, Decimal]


class Summary(NamedTuple):
    """Projects of one year, of one unit or of several."""

    title: str
    year: int
    rows: tuple[SummaryRow, ...]

    @property
    def several_units(self) -> bool:
        """Whether the rows name more than one unit."""
        return len({row.unit for row in self.rows}) > 1

    @property
    def initial(self) -> Decimal | None:
        """The sum of the initial budgets that are known."""
        return _sum(row.initial for row in self.rows)

    @property
    def adjusted(self) -> Decimal | None:
        """The sum of the adjusted budgets that are known."""
        return _sum(row.adjusted for row in self.rows)

    @property
    def executed(self) -> Decimal | None:
        """The sum of the spending that is known."""
        return _sum(row.executed for row in self.rows)

    @property
    def rate(self) -> Decimal | None:
        """Spending over budget, of the projects that have both."""
        both = [(row.executed, row.adjusted) for row in self.rows if None not in (row.executed, row.adjusted)]
        spent, budget = _sum(spent for spent, _ in both), _sum(budget for _, budget in both)
        return spent / budget if spent is not None and budget else None

    @property
    def problems(self) -> int:
        """The errors and warnings of all projects together."""
        return sum(row.problems for row in self.rows)

    @property
    def lost(self) -> dict[str, Decimal]:
        """The points that all projects together lost by part, the most first."""
        points: dict[str, Decimal] = {}
        for row in self.rows:
            for part, lost in row.lost.items():
                points[part] = points.get(part, _ZERO) + lost
        return dict(sorted(points.items(), key=lambda item: -item[1]))


def summarised(library: Library, title: str, year: int, record_ids: Iterable[int]) -> Summary:
    """The summary of records of one year; forms that are no project's, and unknown ones, are left out."""
    units = {unit.id: unit.name for unit in library.all_units()}
    rows = []
    for record_id in record_ids:
        try:
            definition = library.definition(record_id)
        except FormProblem:
            continue
        if definition.scoring.formulas is None and definition.scoring.execution is not None:
            listed = library.summary(record_id)
            unit, problems = units[listed.unit_id], listed.errors + listed.warnings
            rows.append(
                _row(definition, library.record(record_id), library.scores(record_id), unit, problems)
            )
    return Summary(title, year, tuple(rows))


def _row(definition: FormDefinition, record: Record, scores: Scores, unit: str, problems: int) -> SummaryRow:
    rule = definition.scoring.execution
    assert rule is not None
    at = next((at for at, row in enumerate(record.rows(rule.block)) if row.line == rule.line), None)
    row = Row() if at is None else record.rows(rule.block)[at]

    def amount(key: str) -> Decimal | None:
        number = None if is_blank(row[key]) else parse_money(row[key], definition.money_unit)
        return None if number is None else Quantity(number, definition.money_unit).counted_in(MONEY_UNIT)

    total = scores.total
    return SummaryRow(
        record_id=record.id,
        unit=unit,
        name=record.fields.get(NAME_FIELD, "").strip() or "（未命名项目）",
        code=record.fields.get(CODE_FIELD, "").strip(),
        initial=amount(_INITIAL),
        adjusted=amount(rule.denominator),
        executed=amount(rule.numerator),
        rate=None if at is None else scores.rates[rule.block][at].value,
        total=None if total is None else total.value,
        grade=(total and total.grade) or "",
        problems=problems,
        lost=_lost(definition, rule, record, scores),
    )


def _lost(
    definition: FormDefinition, rule: ExecutionRule, record: Record, scores: Scores
) -> Mapping[str, Decimal]:
    lost: dict[str, Decimal] = {}
    if scores.execution is not None and scores.execution.value is not None:
        lost[definition.block(rule.block).label] = rule.weight - scores.execution.value
    for block, of_rows in scores.indicators.items():
        level = definition.block(block).label
        for row, score in zip(record.rows(block), of_rows, strict=True):
            # A row that names no level belongs to the level above it, as merged cells do.
            level = row["level1"].strip() or level
            if score.value is not None and score.weight is not None:
                lost[level] = lost.get(level, _ZERO) + score.weight - score.value
    return lost


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known = [number for number in numbers if number is not None]
    return sum(known, _ZERO) if known else None
