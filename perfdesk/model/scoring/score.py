"""The shape of scores: numbers, where they come from, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfdesk.model.form.path import Path


class Explanation(NamedTuple):
    """Why a number is what it is, in Chinese.

    ``rule`` names the rule, ``steps`` put the numbers in, line by line, ``clause`` is the
    form's own wording of the rule or its source.
    """

    rule: str
    steps: tuple[str, ...] = ()
    clause: str = ""

    @property
    def text(self) -> str:
        """All of it as lines of plain text."""
        parts = [self.rule, *self.steps]
        if self.clause:
            parts.append(f"依据：{self.clause}")
        return "\n".join(parts)


class Outcome(StrEnum):
    """How a score came about."""

    BLANK = "blank"  # the row holds nothing to score
    WAITING = "waiting"  # a person must enter it: nothing can be computed
    COMPUTED = "computed"
    MANUAL = "manual"  # a person entered it; the computed score stays visible


@dataclass(frozen=True, slots=True)
class Score:
    """One score in points; ``value`` is what counts (the manual one wins)."""

    weight: Decimal | None
    computed: Decimal | None
    manual: Decimal | None
    value: Decimal | None
    outcome: Outcome
    explanation: Explanation

    @property
    def lost(self) -> Decimal | None:
        """The points below the weight (扣分); ``None`` while either is not known."""
        return None if self.weight is None or self.value is None else self.weight - self.value


class Rate(NamedTuple):
    """The execution rate (预算执行率) of one budget line; 1 is 100%. ``None``: not computable."""

    value: Decimal | None
    explanation: Explanation


class Total(NamedTuple):
    """The total (合计) and its grade.

    ``value`` is ``None`` while a score is missing; ``so_far`` adds what is known, and
    ``waiting`` counts the scores that are missing.
    """

    value: Decimal | None
    so_far: Decimal
    waiting: int
    grade: str | None
    explanation: Explanation


class InputOrigin(NamedTuple):
    """One number an input was summed from: in which record, and at which path where it has one.

    ``number`` is what it adds; ``problem``: it adds nothing yet, because of what ``text`` says.
    """

    record_id: int
    text: str
    number: Decimal | None
    path: Path | None = None
    problem: bool = False


@dataclass(frozen=True, slots=True)
class InputValue:
    """A named number of a form's formulas.

    ``summed`` is over the projects of the same unit and year (``projects`` of them give something
    for it), ``typed`` from a person, and ``value`` is what counts: the typed one wins. ``problem`` says in
    Chinese what is still to do. Two are equal that say the same, whatever single numbers it came from.
    """

    key: str
    label: str
    unit: str
    summed: Decimal | None
    typed: Decimal | None
    value: Decimal | None
    origins: Sequence[InputOrigin] = field(compare=False)
    problem: str
    from_projects: bool
    projects: int = 0
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """All computed values of one record.

    ``rates`` holds, by budget block, one rate a line; ``indicators``, by indicator block, one
    score a row, both in row order. ``execution`` and ``total`` are ``None`` where the form has none.
    Rows that score by formulas are in ``indicators`` too, and ``inputs`` holds the numbers they ask for.
    """

    rates: Mapping[str, tuple[Rate, ...]]
    execution: Score | None
    indicators: Mapping[str, tuple[Score, ...]]
    total: Total | None
    inputs: Mapping[str, tuple[InputValue, ...]] = field(default_factory=dict)

    def explanation_at(self, path: Path) -> Explanation | None:
        """The explanation of the number that the value at ``path`` feeds, if it feeds one."""
        if path.index is None:
            return None
        if path.block in self.indicators:
            return self.indicators[path.block][path.index].explanation
        if path.block in self.rates:
            return self.rates[path.block][path.index].explanation
        return None
