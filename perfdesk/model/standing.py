"""The standings of records: computed by their forms and kept in the file, so that the tree opens at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from perfdesk import __version__
from perfdesk.errors import FormProblem
from perfdesk.model.checks.finding import Severity, count, findings_text
from perfdesk.model.checks.record_check import Checked, check_record
from perfdesk.model.definition import FormDefinition, Forms
from perfdesk.model.fingerprint import fingerprint
from perfdesk.model.record import Record
from perfdesk.model.scoring.gathering import Gathering
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Scores
from perfdesk.model.snippet import refilled
from perfdesk.model.state import State, state_of
from perfdesk.model.store.store import Store
from perfdesk.model.tree import CODE_FIELD, NAME_FIELD, Standing


class Scored(NamedTuple):
    """A record with its scores and findings, ``None`` where they have not been computed."""

    record: Record
    scores: Scores | None
    checked: Checked | None = None


def known_form(forms: Forms, form: str) -> FormDefinition:
    """The definition that a record in the library names; raises ``FormProblem`` where it is unknown."""
    definition = forms.get(form)
    if definition is None:
        raise FormProblem(
            f"本项目的报表格式“{form}”不在本程序中，内容原样保留，不能显示和修改。"
            "请升级本程序，或把这个格式的文件夹放进格式文件夹后重新打开。"
        )
    return definition


class Standings:
    """Computes standings and keeps them; :meth:`keep` belongs inside a transaction of the store."""

    def __init__(self, store: Store, forms: Forms) -> None:
        self._store = store
        self._forms = forms

    def refresh(
        self,
        projects: Callable[[int], Gathering | None],
        settle: Callable[[Mapping[int, Scored | None]], object],
    ) -> None:
        """Compute the records anew whose standings are by another definition or program version.

        ``projects`` tells what a record scores over, ``settle`` compares it with the others of its unit.
        In one transaction of its own.
        """
        kept = self._store.fingerprints()
        stale = [form for form, mark in kept.items() if form in self._forms and mark != self._mark(form)]
        if not stale:
            return
        with self._store.transaction():
            for form in stale:
                for record_id in self._store.records_with(form):
                    scored, _ = self.keep(self._store.record(record_id), None, projects(record_id))
                    settle({record_id: scored})
                self._store.keep_fingerprint(form, self._mark(form))

    def keep(
        self, record: Record, known: Scored | None, projects: Gathering | None = None
    ) -> tuple[Scored, bool]:
        """Keep the standing of a record; the record with its scores, and whether the tree shows a change.

        ``known`` is the record with its scores as they were before; ``projects`` is what the projects
        tell that it scores over.
        """
        old = self._store.standing(record.id)
        definition = self._forms.get(record.form)
        checked = None
        if definition is None:
            scores, standing = None, _unscored(record, old)
        else:
            scores = _scores(definition, record, known, projects)
            checked = check_record(definition, record, scores, known.checked if known else None)
            standing = _standing_of(record, scores, state_of(definition, record, scores))
            standing = standing._replace(
                errors=count(checked.findings, Severity.ERROR),
                warnings=count(checked.findings, Severity.WARNING),
                fingerprint=fingerprint(definition, record, scores),
                across=old.across if old else 0,
            )
        if old is None:
            # Restored where its form is unknown, a record is computed once the form is known again.
            mark = "" if definition is None else self._mark(definition.id)
            if self._store.fingerprints().get(record.form) != mark:
                self._store.keep_fingerprint(record.form, mark)
        if standing != old:
            self._store.keep_standing(record.id, standing)
        if definition is not None and checked is not None:
            self._store.keep_findings(record.id, findings_text(checked.findings))
        return Scored(record, scores, checked), old is None or self._shows(record.id, old, standing)

    def _shows(self, record_id: int, old: Standing, new: Standing) -> bool:
        """Whether the tree shows the change: a fingerprint only where it tells on what has left."""
        if new._replace(fingerprint=old.fingerprint) != old:
            return True
        return new != old and self._store.has_left(record_id, (old.fingerprint, new.fingerprint))

    def settle(
        self,
        record: Record,
        known: Scored | None,
        put: Callable[[Record], Record] | None,
        projects: Gathering | None = None,
    ) -> tuple[Scored, bool]:
        """As :meth:`keep`, once the record's texts that follow its numbers (常用语) say them.

        ``put`` writes a record with other texts; without it texts stay as they are.
        """
        scored, changed = self.keep(record, known, projects)
        if put is None or scored.scores is None:
            return scored, changed
        told = refilled(self._forms[record.form], record, scored.scores)
        if told is record:
            return scored, changed
        scored, again = self.keep(put(told), scored, projects)
        return scored, changed or again

    def _mark(self, form: str) -> str:
        """What standings depend on beside the records: definitions, and this version's ways to compute."""
        rule = self._forms[form].scoring.formulas
        read = [name for name in sorted(rule.forms) if name in self._forms] if rule else []
        marks = [self._forms[name].fingerprint for name in (form, *read)]
        return "/".join((*marks, __version__))


def _scores(
    definition: FormDefinition, record: Record, known: Scored | None, projects: Gathering | None
) -> Scores:
    if known is None or known.scores is None or known.record.year != record.year:
        return score_record(definition, record, projects=projects)
    return score_record(definition, record, (known.record, known.scores), projects)


def _standing_of(record: Record, scores: Scores, state: State) -> Standing:
    total = scores.total
    return Standing(
        name=record.fields.get(NAME_FIELD, ""),
        code=record.fields.get(CODE_FIELD, ""),
        total=None if total is None else total.value,
        grade=None if total is None else total.grade,
        state=state,
    )


def _unscored(record: Record, old: Standing | None) -> Standing:
    if old is not None:
        return old
    name, code = record.fields.get(NAME_FIELD, ""), record.fields.get(CODE_FIELD, "")
    return Standing(name, code, None, None, State.DRAFT)
