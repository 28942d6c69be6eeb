"""Compares each record with the others of its unit, and counts the warnings that come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from perfdesk.model.checks.across import ComparisonKeys, across_findings, comparison_keys_of
from perfdesk.model.checks.explanation import explanations_in, with_explanations
from perfdesk.model.checks.finding import Finding, Severity, count
from perfdesk.model.form.annotation import EXPLANATIONS
from perfdesk.model.form.definition import Forms
from perfdesk.model.form.known_keys import CODE_FIELD, NAME_FIELD
from perfdesk.model.library.record_cache import Scored
from perfdesk.model.record.record import Record
from perfdesk.model.store.change import RecordImage
from perfdesk.model.store.store import Store
from perfdesk.model.store.tree import RecordSummary

_NO_KEYS: ComparisonKeys = {}


class UnitComparison:
    """Stores comparison keys and counts warnings; for use inside a transaction of the store, but for reading.

    What one operation costs does not grow with the unit: keys are looked up, and a record that was not
    touched is looked at again only where it has become alike to another, or is no longer.
    """

    def __init__(self, store: Store, forms: Forms) -> None:
        self._store = store
        self._forms = forms

    def findings(self, record: Record) -> tuple[Finding, ...]:
        """What is found of a record beside the others of its unit; nothing where its form is unknown."""
        definition = self._forms.get(record.form)
        alike = self._store.comparison.alike(record.id) if definition is not None else {}
        if definition is None or not alike:
            return ()
        name, code = record.fields.get(NAME_FIELD, ""), record.fields.get(CODE_FIELD, "")
        return _explained(across_findings(record.id, name, code, definition, alike), record)

    def all_findings(self, summaries: Iterable[RecordSummary]) -> dict[int, tuple[Finding, ...]]:
        """The same of every record of these, by id; only records with findings are in it."""
        found: dict[int, tuple[Finding, ...]] = {}
        alike = self._store.comparison.all_alike()
        explained_ids = set(self._store.records_with_rows(EXPLANATIONS.key)) if alike else set()
        for summary in summaries:
            definition = self._forms.get(summary.form)
            if summary.id in alike and definition is not None:
                others = alike[summary.id]
                of_one = tuple(across_findings(summary.id, summary.name, summary.code, definition, others))
                if summary.id in explained_ids:
                    of_one = _explained(of_one, self._store.record(summary.id))
                found[summary.id] = of_one
        return found

    def update(self, records: Mapping[int, Scored | None]) -> set[int]:
        """Take records as they are now, ``None`` where deleted; the ids whose count of warnings changed."""
        moves: Counter[tuple[int, int]] = Counter()
        for record_id, scored in records.items():
            moves.update(self._update_keys(record_id, None if scored is None else scored.record))
        touched = {record_id: scored.record for record_id, scored in records.items() if scored is not None}
        for (unit_id, fingerprint), more in moves.items():
            now = self._store.comparison.count(unit_id, fingerprint) if more else 0
            if (now > 1) != (now - more > 1):
                for record_id in self._store.comparison.records_with(unit_id, fingerprint):
                    if record_id not in touched:
                        touched[record_id] = self._store.record(record_id)
        return set(self._counted(touched.values()))

    def _update_keys(self, record_id: int, record: Record | None) -> Counter[tuple[int, int]]:
        """Store the comparison keys of a record; by how many records each key of a unit grew."""
        old_unit, old = self._store.comparison.of_record(record_id)
        if record is None:
            unit_id, new = 0, _NO_KEYS
        else:
            image = self._store.image(RecordImage, record_id)
            assert image is not None
            definition = self._forms.get(record.form)
            unit_id, new = (
                image.unit_id,
                old if definition is None else comparison_keys_of(record, definition),
            )
        if (unit_id, new) == (old_unit, old):
            return Counter()
        self._store.comparison.write(record_id, unit_id, new)
        moves = Counter((unit_id, fingerprint) for fingerprint in new.values())
        moves.subtract((old_unit, fingerprint) for fingerprint in old.values())
        return moves

    def _counted(self, records: Iterable[Record]) -> Iterator[int]:
        """Count the warnings of these records; the ids of those for whom it is another number now."""
        for record in records:
            warnings = count(self.findings(record), Severity.WARNING)
            if self._store.write_across(record.id, warnings):
                yield record.id


def _explained(findings: Iterable[Finding], record: Record) -> tuple[Finding, ...]:
    return with_explanations(findings, record, explanations_in(record.rows(EXPLANATIONS.key)))
