"""Computes the status of records by their forms and stores it in the file, so that the tree opens at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager

from perfdesk import __version__
from perfdesk.model.checks.finding import Severity, count, findings_text
from perfdesk.model.checks.record_check import check_record
from perfdesk.model.checks.state import State, state_of
from perfdesk.model.form.definition import FormDefinition, Forms
from perfdesk.model.form.known_keys import CODE_FIELD, NAME_FIELD
from perfdesk.model.library.record_cache import Scored
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.department_input import DepartmentInputs
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Scores
from perfdesk.model.snippet.snippet import refilled
from perfdesk.model.store.change import RecordImage
from perfdesk.model.store.store import Store
from perfdesk.model.store.tree import RecordStatus
from perfdesk.model.summary.fingerprint import fingerprint
from perfdesk.model.summary.summary_line import line_text, summary_line

_AT_A_TIME = 8  # records, about 20 ms of work


class RecordStatuses:
    """Computes and stores what the tree shows of records; :meth:`keep` belongs inside a transaction."""

    def __init__(self, store: Store, forms: Forms) -> None:
        self._store = store
        self._forms = forms

    def refreshed(
        self,
        compute: Callable[[], AbstractContextManager[None]],
        projects: Callable[[int], DepartmentInputs | None],
        settle: Callable[[Mapping[int, Scored | None]], object],
    ) -> Iterator[frozenset[int]]:
        """Keep anew what another definition or program version computed, a few records in a transaction each.

        Yields those records. ``compute`` begins a transaction, ``projects`` tells what a record scores over,
        ``settle`` compares it with the others of its unit. Where it is not gone through to its end, the rest
        is done the next time.
        """
        kept = self._store.fingerprints()
        for form in [form for form, mark in kept.items() if form in self._forms and mark != self._mark(form)]:
            record_ids = self._store.records_with(form)
            for start in range(0, len(record_ids), _AT_A_TIME):
                some = set(record_ids[start : start + _AT_A_TIME])
                with compute():
                    some -= {number for number in some if self._store.image(RecordImage, number) is None}
                    for number in some:
                        scored, _ = self.keep(self._store.record(number), None, projects(number))
                        settle({number: scored})
                yield frozenset(some)
            with compute():
                self._store.keep_fingerprint(form, self._mark(form))

    def keep(
        self, record: Record, known: Scored | None, projects: DepartmentInputs | None = None
    ) -> tuple[Scored, bool]:
        """Store the status of a record; the record with its scores, and whether the tree shows a change.

        ``known`` is the record with its scores as they were before; ``projects`` is what the projects
        tell that it scores over.
        """
        old = self._store.record_status(record.id)
        definition = self._forms.get(record.form)
        scores, checked = None, None
        if definition is None:
            status = _unscored(record, old)
        else:
            scores = _scores(definition, record, known, projects)
            checked = check_record(definition, record, scores, known.checked if known else None)
            status = _status_of(record, scores, state_of(definition, record, scores))
            status = status._replace(
                errors=count(checked.findings, Severity.ERROR),
                warnings=count(checked.findings, Severity.WARNING),
                fingerprint=fingerprint(definition, record, scores),
                across=old.across if old else 0,
            )
        if old is None:
            # Restored where its form is unknown, a record is computed once the form is known again.
            kept = self._store.fingerprints()
            if definition is None or record.form not in kept:
                mark = "" if definition is None else self._mark(definition.id)
                if kept.get(record.form) != mark:
                    self._store.keep_fingerprint(record.form, mark)
        if status != old:
            self._store.write_status(record.id, status)
        if definition is not None and scores is not None and checked is not None:
            summary = line_text(summary_line(definition, record, scores))
            self._store.checked.keep(record.id, findings_text(checked.findings), summary)
        return Scored(record, scores, checked), old is None or self._shows(record.id, old, status)

    def _shows(self, record_id: int, old: RecordStatus, new: RecordStatus) -> bool:
        """Whether the tree shows the change: a fingerprint only where it tells on what has left."""
        if new._replace(fingerprint=old.fingerprint) != old:
            return True
        return new != old and self._store.has_left(record_id, (old.fingerprint, new.fingerprint))

    def settle(
        self,
        record: Record,
        known: Scored | None,
        put: Callable[[Record], Record] | None,
        projects: DepartmentInputs | None = None,
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
        """What the status of records depends on beside them: definitions, and how this version computes."""
        rule = self._forms[form].scoring.formulas
        read = [name for name in sorted(rule.forms) if name in self._forms] if rule else []
        marks = [self._forms[name].fingerprint for name in (form, *read)]
        return "/".join((*marks, __version__))


def _scores(
    definition: FormDefinition, record: Record, known: Scored | None, projects: DepartmentInputs | None
) -> Scores:
    if known is None or known.scores is None or known.record.year != record.year:
        return score_record(definition, record, projects=projects)
    return score_record(definition, record, (known.record, known.scores), projects)


def _status_of(record: Record, scores: Scores, state: State) -> RecordStatus:
    total = scores.total
    return RecordStatus(
        name=record.fields.get(NAME_FIELD, ""),
        code=record.fields.get(CODE_FIELD, ""),
        total=None if total is None else total.value,
        grade=None if total is None else total.grade,
        state=state,
    )


def _unscored(record: Record, old: RecordStatus | None) -> RecordStatus:
    if old is not None:
        return old
    name, code = record.fields.get(NAME_FIELD, ""), record.fields.get(CODE_FIELD, "")
    return RecordStatus(name, code, None, None, State.DRAFT)
