"""The projects behind the forms that score over them (部门整体): what they tell, kept until they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from perfdesk.model.definition import FormDefinition, Forms
from perfdesk.model.scoring.project_fact import ProjectFact, project_fact
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.standing import Scored
from perfdesk.model.store.store import Store

_NONE: Mapping[int, Scored | None] = {}


class Department:
    """Knows, for each unit (of one year), its projects' facts and the records that score over them.

    A fact is the same object until :meth:`forget`: what was computed from it can be kept with it.
    """

    def __init__(self, store: Store, forms: Forms, known: Callable[[int], Scored | None]) -> None:
        self._store = store
        self._forms = forms
        self._known = known
        self._facts: dict[int, ProjectFact] = {}

    def dependents(self, unit_ids: Iterable[int]) -> dict[int, int]:
        """The records of these units that score over the unit's projects, each with its unit."""
        return {
            record_id: unit_id
            for unit_id in unit_ids
            for record_id, form in self._store.forms_in(unit_id)
            if self._scores_over(form)
        }

    def projects(self, unit_id: int, changed: Mapping[int, Scored | None] = _NONE) -> tuple[ProjectFact, ...]:
        """The facts of a unit's projects, in order; ``changed`` are records as a transaction leaves them."""
        facts = []
        for record_id, form in self._store.forms_in(unit_id):
            if form in self._forms and not self._scores_over(form):
                now = changed.get(record_id)
                facts.append(self._fact(record_id) if now is None else self._fact_of(now))
        return tuple(facts)

    def forget(self, record_ids: Iterable[int]) -> None:
        """Compute the facts of these records anew when they are next asked for."""
        for record_id in record_ids:
            self._facts.pop(record_id, None)

    def _scores_over(self, form: str) -> bool:
        return form in self._forms and scores_over_projects(self._forms[form])

    def _fact(self, record_id: int) -> ProjectFact:
        fact = self._facts.get(record_id)
        if fact is None:
            known = self._known(record_id) or Scored(self._store.record(record_id), None)
            fact = self._facts[record_id] = self._fact_of(known)
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
    return rule is not None and any(item.source is not None for item in rule.inputs)
