"""Adds up what a unit's projects give to the inputs of its department's form; a change costs one project."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from typing import NamedTuple, overload

from perfdesk.model.form.definition import FormulaRule, InputRule, InputSource
from perfdesk.model.scoring.project_fact import ProjectFact
from perfdesk.model.scoring.project_input import ProjectInput, project_input
from perfdesk.model.scoring.score import InputOrigin

# Sums are exact, so that adding and taking away in any order gives what adding from the start would give.
_EXACT = Context(prec=400)

_Parts = tuple[ProjectInput | None, ...]  # what one project adds, an entry for each source


class InputSum(NamedTuple):
    """An input from all projects so far; ``read`` and ``open`` count projects read and incomplete ones."""

    number: Decimal = Decimal(0)
    read: int = 0
    open: int = 0
    shown: int = 0  # projects that have origins

    def plus(self, part: ProjectInput | None, sign: int = 1) -> InputSum:
        """This sum with one project's part added, or taken away for -1."""
        if part is None:
            return self
        return InputSum(
            (_EXACT.add if sign > 0 else _EXACT.subtract)(self.number, part.number),
            self.read + sign,
            self.open + sign * (not part.known),
            self.shown + sign * bool(part.origins),
        )


class InputOrigins(Sequence[InputOrigin]):
    """Where the numbers of one input come from, project by project; put together when looked at."""

    def __init__(self, parts: Collection[_Parts], at: int) -> None:
        self._parts = parts
        self._at = at

    def __iter__(self) -> Iterator[InputOrigin]:
        for parts in self._parts:
            part = parts[self._at]
            if part is not None:
                yield from part.origins

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, at: int) -> InputOrigin: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[InputOrigin]: ...
    def __getitem__(self, at: int | slice) -> InputOrigin | Sequence[InputOrigin]:
        return tuple(self)[at]


class DepartmentInputs:
    """The inputs of one form that come from the projects of one unit; never changed once made.

    Where ``previous`` has the same :class:`ProjectFact` of a project, what that adds is taken over from
    it, and the sums change by the others alone.
    """

    def __init__(
        self, rule: FormulaRule, facts: Iterable[ProjectFact], previous: DepartmentInputs | None = None
    ) -> None:
        self.facts: Mapping[int, ProjectFact] = {fact.record_id: fact for fact in facts}
        self._rules = tuple(input_rule for input_rule in rule.inputs if input_rule.source is not None)
        earlier: Mapping[int, ProjectFact] = {} if previous is None else previous.facts
        cached: Mapping[int, _Parts] = {}
        sums = [InputSum() for _ in self._rules]
        if previous is not None:
            cached, sums = previous._parts, list(previous._sums)
        parts: dict[int, _Parts] = {}
        for record_id, fact in self.facts.items():
            if earlier.get(record_id) is fact:
                parts[record_id] = cached[record_id]
            else:
                parts[record_id] = mine = tuple(_part(input_rule, fact) for input_rule in self._rules)
                _add(sums, mine, cached.get(record_id))
        for record_id in earlier.keys() - parts.keys():
            _add(sums, (), cached[record_id])
        self._parts: Mapping[int, _Parts] = parts
        self._sums: tuple[InputSum, ...] = tuple(sums)
        self._places = {input_rule.line: at for at, input_rule in enumerate(self._rules)}

    def of(self, rule: InputRule) -> tuple[InputSum, InputOrigins]:
        """One input of the form that has a source: its sum, and where that comes from."""
        at = self._places[rule.line]
        return self._sums[at], InputOrigins(self._parts.values(), at)


def _part(rule: InputRule, fact: ProjectFact) -> ProjectInput | None:
    """What a project adds; ``None`` where the input does not read its form."""
    source: InputSource | None = rule.source
    assert source is not None
    return project_input(rule, source, fact) if fact.form in source.forms else None


def _add(sums: list[InputSum], new: _Parts, old: _Parts | None) -> None:
    for at, total in enumerate(sums):
        added = new[at] if new else None
        taken = old[at] if old else None
        if added != taken:
            sums[at] = total.plus(added).plus(taken, -1)
