"""Reads the projects that a department's form scores over (部门整体), cached until they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from perfdesk.model.form.definition import FormDefinition, Forms
from perfdesk.model.library.record_cache import Scored
from perfdesk.model.scoring.department_input import DepartmentInputs
from perfdesk.model.scoring.project_fact import ProjectFact, project_fact
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.store.store import Store

_NONE: Mapping[int, Scored | None] = {}
_UNSEEN: tuple[Scored | None, ProjectFact | None] = None, None


class DepartmentProjects:
    """Knows, for each unit (of one year), its projects' facts and the records that score over them.

    A fact is the same object until :meth:`update`, and what the facts of a unit add up to for a form is
    cached: only what a new fact adds is computed.
    """

    def __init__(self, store: Store, forms: Forms, cached: Callable[[int], Scored | None]) -> None:
        self._store = store
        self._forms = forms
        self._cached = cached
        self._facts: dict[int, ProjectFact] = {}
        self._uncommitted: dict[
            int, tuple[Scored | None, ProjectFact | None]
        ] = {}  # of a transaction under way
        self._inputs: dict[tuple[int, str], DepartmentInputs] = {}  # by unit and form
        self._roles: dict[str, bool] = {}  # whether a form scores over projects, by id

    def dependents(self, unit_ids: Iterable[int]) -> dict[int, int]:
        """The records of these units that score over the unit's projects, each with its unit."""
        return {
            record_id: unit_id
            for unit_id in unit_ids
            for record_id, form in self._store.forms_in(unit_id)
            if self._scores_over(form)
        }

    def inputs(
        self, unit_id: int, form: FormDefinition, changed: Mapping[int, Scored | None] = _NONE
    ) -> DepartmentInputs:
        """The inputs that a unit's projects give a form that scores over them, in their order.

        ``changed`` are records as a transaction leaves them.
        """
        rule = form.scoring.formulas
        assert rule is not None
        key = unit_id, form.id
        inputs = DepartmentInputs(rule, self._facts_of(unit_id, rule.forms, changed), self._inputs.get(key))
        # Cached also where the transaction then fails: its facts are no longer those of the unit, and
        # are taken away again.
        self._inputs[key] = inputs
        return inputs

    def update(self, records: Mapping[int, Scored | None]) -> None:
        """Take these records as a transaction left them; where it read no fact of one, forget the old."""
        for record_id, scored in records.items():
            seen, fact = self._uncommitted.pop(record_id, _UNSEEN)
            self._facts.pop(record_id, None)
            if fact is not None and seen is scored:
                self._facts[record_id] = fact

    def _facts_of(
        self, unit_id: int, forms: tuple[str, ...], changed: Mapping[int, Scored | None]
    ) -> Iterator[ProjectFact]:
        for record_id, form in self._store.forms_in(unit_id):
            if form in forms:
                now = changed.get(record_id)
                yield self._fact(record_id) if now is None else self._fresh_fact(record_id, now)

    def _fresh_fact(self, record_id: int, now: Scored) -> ProjectFact:
        """The fact of a record inside a transaction; the same for all forms that ask."""
        seen, fact = self._uncommitted.get(record_id, _UNSEEN)
        if fact is None or seen is not now:
            fact = self._fact_of(now)
            self._uncommitted[record_id] = now, fact
        return fact

    def _scores_over(self, form: str) -> bool:
        if form not in self._roles:
            self._roles[form] = form in self._forms and scores_over_projects(self._forms[form])
        return self._roles[form]

    def _fact(self, record_id: int) -> ProjectFact:
        fact = self._facts.get(record_id)
        if fact is None:
            scored = self._cached(record_id) or Scored(self._store.record(record_id), None)
            fact = self._facts[record_id] = self._fact_of(scored)
        return fact

    def _fact_of(self, scored: Scored) -> ProjectFact:
        definition = self._forms[scored.record.form]
        scores = scored.scores
        if scores is None:
            scores = score_record(definition, scored.record)
        return project_fact(definition, scored.record, scores)


def scores_over_projects(definition: FormDefinition) -> bool:
    """Whether a form's scores follow from the projects of its unit."""
    rule = definition.scoring.formulas
    return rule is not None and any(source.source is not None for source in rule.inputs)
