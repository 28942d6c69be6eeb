"""Computes the status of records by their forms and stores it in the file, so that the tree opens at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from perfdesk.model.store.change import Change, RecordImage, RowImage
from perfdesk.model.store.record_text import values_text
from perfdesk.model.store.store import Store
from perfdesk.model.store.tree import RecordStatus
from perfdesk.model.summary.fingerprint import fingerprint
from perfdesk.model.summary.summary_line import line_text, summary_line

_AT_A_TIME = 8  # records, about 20 ms of work


class RecordStatuses:
    """Computes and stores what the tree shows of records; :meth:`update` belongs inside a transaction."""

    def __init__(self, store: Store, forms: Forms) -> None:
        self._store = store
        self._forms = forms

    def refreshed(
        self,
        compute: Callable[[], AbstractContextManager[None]],
        projects: Callable[[int], DepartmentInputs | None],
        compare: Callable[[Mapping[int, Scored | None]], object],
        write_history: Callable[[Sequence[Change]], object],
    ) -> Iterator[frozenset[int]]:
        """Compute again what another definition or version computed, a few records in a transaction each.

        Yields those records. ``compute`` begins a transaction, ``projects`` gives what a record scores over,
        ``compare`` compares it with the others of its unit, ``write_history`` writes down the rows that its
        form has no line for any more. Where it is not gone through to its end, the rest is done the next
        time.
        """
        stored = {**self._store.fingerprints(), **dict.fromkeys(self._store.unscored_forms(), "")}
        outdated = [
            form for form, state in stored.items() if form in self._forms and state != self._computed_by(form)
        ]
        for form in outdated:
            record_ids = self._store.records_with(form)
            for start in range(0, len(record_ids), _AT_A_TIME):
                some = set(record_ids[start : start + _AT_A_TIME])
                with compute():
                    some -= {
                        record_id for record_id in some if self._store.image(RecordImage, record_id) is None
                    }
                    for record_id in some:
                        write_history(self._complete(record_id))
                        scored, _ = self.update(self._store.record(record_id), None, projects(record_id))
                        compare({record_id: scored})
                yield frozenset(some)
            with compute():
                self._store.write_fingerprint(form, self._computed_by(form))

    def _complete(self, record_id: int) -> list[Change]:
        """Give a record each fixed line of its form once and in order; the rows that went, for the history.

        Lines may be missing where a file was recovered, or where the user's own form has others now.
        """
        removed: list[Change] = []
        record = self._store.record(record_id)
        for block in self._forms[record.form].blocks:
            rows, lines = record.rows(block.key), [line.key for line in block.lines]
            if lines and [row.line for row in rows] != lines:
                by_line = {row.line: row.id for row in rows}
                for image in self._store.rows_of(record_id):
                    if image.block == block.key:
                        if by_line.get(image.line) == image.id and image.line in lines:
                            self._store.update(image._replace(position=lines.index(image.line)))
                        else:
                            self._store.delete(image)
                            removed.append(Change(image, None))
                for index, line in enumerate(lines):
                    if line not in by_line:
                        self._store.insert(RowImage(0, record_id, block.key, index, line, values_text({})))
        return removed

    def update(
        self, record: Record, before: Scored | None, projects: DepartmentInputs | None = None
    ) -> tuple[Scored, bool]:
        """Store the status of a record; the record with its scores, and whether the tree shows a change.

        ``before`` is the record with its scores as they were before; ``projects`` is what the projects
        give that it scores over.
        """
        old = self._store.record_status(record.id)
        definition = self._forms.get(record.form)
        scores, checked = None, None
        if definition is None:
            status = _unscored(record, old)
        else:
            scores = _scores(definition, record, before, projects)
            checked = check_record(definition, record, scores, before.checked if before else None)
            status = _status_of(record, scores, state_of(definition, record, scores))
            status = status._replace(
                errors=count(checked.findings, Severity.ERROR),
                warnings=count(checked.findings, Severity.WARNING),
                fingerprint=fingerprint(definition, record, scores),
                across=old.across if old else 0,
            )
        if old is None:
            # Restored where its form is unknown, a record is computed once the form is known again.
            stored = self._store.fingerprints()
            if definition is None or record.form not in stored:
                computed_by = "" if definition is None else self._computed_by(definition.id)
                if stored.get(record.form) != computed_by:
                    self._store.write_fingerprint(record.form, computed_by)
        if status != old:
            self._store.write_status(record.id, status)
        if definition is not None and scores is not None and checked is not None:
            summary = line_text(summary_line(definition, record, scores))
            self._store.checked.write(record.id, findings_text(checked.findings), summary)
        return Scored(record, scores, checked), old is None or self._shows(record.id, old, status)

    def _shows(self, record_id: int, old: RecordStatus, new: RecordStatus) -> bool:
        """Whether the tree shows the change: a fingerprint only where an output carried it."""
        if new._replace(fingerprint=old.fingerprint) != old:
            return True
        return new != old and self._store.has_output(record_id, (old.fingerprint, new.fingerprint))

    def update_with_texts(
        self,
        record: Record,
        before: Scored | None,
        put: Callable[[Record], Record] | None,
        projects: DepartmentInputs | None = None,
    ) -> tuple[Scored, bool]:
        """As :meth:`update`, once the record's texts that follow its numbers (常用语) say them.

        ``put`` writes a record with other texts; without it texts stay as they are.
        """
        scored, changed = self.update(record, before, projects)
        if put is None or scored.scores is None:
            return scored, changed
        updated = refilled(self._forms[record.form], record, scored.scores)
        if updated is record:
            return scored, changed
        scored, again = self.update(put(updated), scored, projects)
        return scored, changed or again

    def _computed_by(self, form: str) -> str:
        """What the status of records depends on beside them: definitions, and how this version computes."""
        rule = self._forms[form].scoring.formulas
        read = [name for name in sorted(rule.forms) if name in self._forms] if rule else []
        fingerprints = [self._forms[name].fingerprint for name in (form, *read)]
        return "/".join((*fingerprints, __version__))


def _scores(
    definition: FormDefinition, record: Record, before: Scored | None, projects: DepartmentInputs | None
) -> Scores:
    if before is None or before.scores is None or before.record.year != record.year:
        return score_record(definition, record, projects=projects)
    return score_record(definition, record, (before.record, before.scores), projects)


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
