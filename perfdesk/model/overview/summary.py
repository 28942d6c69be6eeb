"""The summary (汇总) of many projects: money, execution, scores, and where points are lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.library.library import Library
from perfdesk.model.store.tree import RecordSummary

_ZERO = Decimal(0)


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


def summary_rows(library: Library, records: Iterable[RecordSummary]) -> Iterator[SummaryRow | None]:
    """The row of each record, ``None`` for a form that is no project's and for an unknown one."""
    units = {unit.id: unit.name for unit in library.tree.all_units()}
    for record in records:
        line = library.tree.summary_line(record.id)
        yield (
            None
            if line is None
            else SummaryRow(
                record_id=record.id,
                unit=units[record.unit_id],
                name=record.name.strip() or "（未命名项目）",
                code=record.code.strip(),
                total=record.total,
                grade=record.grade or "",
                problems=record.errors + record.warnings,
                **line._asdict(),
            )
        )


def summarised(library: Library, title: str, year: int, records: Iterable[RecordSummary]) -> Summary:
    """The summary of the records of one year that are projects."""
    return Summary(title, year, tuple(row for row in summary_rows(library, records) if row is not None))


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    available = [number for number in numbers if number is not None]
    return sum(available, _ZERO) if available else None
