"""A line of the table that `./dev bench` prints, and the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench import workload
from bench.timing import Sample
from perfdesk.exchange.listing.terminal_text import table as aligned
from perfdesk.exchange.listing.terminal_text import text_width

_COLUMNS = ("项目", "本程序", "对照", "比值", "目标", "结论")


@dataclass(frozen=True, slots=True)
class Result:
    """One measured figure beside its floor and its goal; numbers in ``unit``.

    ``most`` is the greatest ratio of ours to the floor that is good, or, where there is no floor,
    the greatest figure of ours; ``least`` the least number of times that ours must be faster.
    Without either, the line is for information.
    """

    name: str
    ours: float
    floor: float | None = None
    unit: str = "ms"
    most: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float:
        """Ours as a multiple of the floor; with ``least``, the floor as a multiple of ours."""
        if self.floor is None:
            return self.ours
        return self.floor / self.ours if self.least is not None else self.ours / self.floor

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; ``None`` where there is none."""
        if self.most is not None:
            return self.ratio <= self.most
        return self.ratio >= self.least if self.least is not None else None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A figure that cannot be measured on this machine, and why."""

    name: str
    reason: str


Row = Result | Skipped


def compared(
    name: str, ours: Sample, floor: Sample, most: float, *, p99: bool = False, unit: str = "ms"
) -> list[Row]:
    """The medians of both, and their p99 where asked, against the same goal."""
    rows: list[Row] = [Result(f"{name}，中位数" if p99 else name, ours.median, floor.median, unit, most)]
    if p99:
        rows.append(Result(f"{name}，p99", ours.p99, floor.p99, unit, most))
    return rows


def grown(name: str, small: Sample, large: Sample, unit: str = "ms") -> Result:
    """How a median grows from a small library to a large one."""
    name = f"{name}：{workload.LARGE} 个项目，对照 {workload.SMALL} 个项目"
    return Result(name, large.median, small.median, unit)


def table(rows: Sequence[Row]) -> str:
    """The lines as a table whose columns line up in a terminal."""
    heading, *lines = aligned([_COLUMNS, *map(_cells, rows)]).splitlines()
    rule = "─" * max(map(text_width, [heading, *lines]))
    return "\n".join((heading, rule, *lines))


def _cells(row: Row) -> tuple[str, ...]:
    if isinstance(row, Skipped):
        return row.name, "—", "—", "—", "—", f"未测：{row.reason}"
    goal = verdict = ""
    if row.most is not None:
        goal = f"≤ {row.most:g}" + ("" if row.floor is not None else f" {row.unit}")
    elif row.least is not None:
        goal = f"快 {row.least:g} 倍以上"
    if row.met is not None:
        verdict = "达到" if row.met else "未达到"
    floor = "—" if row.floor is None else f"{row.floor:.2f} {row.unit}"
    ratio = "—" if row.floor is None else f"{row.ratio:.2f}"
    return row.name, f"{row.ours:.2f} {row.unit}", floor, ratio, goal, verdict
