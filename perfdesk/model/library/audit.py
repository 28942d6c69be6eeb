"""Reads what 审核 found of the records of a library, in themselves and beside one another."""

from __future__ import annotations

from collections.abc import Callable

from perfdesk.model.checks.finding import NO_FINDINGS, Finding, by_severity, findings_from
from perfdesk.model.form.definition import Forms
from perfdesk.model.library.record_cache import Scored
from perfdesk.model.library.unit_comparison import UnitComparison
from perfdesk.model.store.store import Store


class Audit:
    """Reads the findings that are stored in the file; ``read`` gives a record with what is computed of it."""

    def __init__(self, store: Store, forms: Forms, read: Callable[[int], Scored]) -> None:
        self._store = store
        self._comparison = UnitComparison(store, forms)
        self._read = read

    def findings(self, record_id: int) -> tuple[Finding, ...]:
        """What is found of a record, in itself and beside the others of its unit, gravest first.

        Raises ``KeyError`` where there is no such record; one of an unknown form has no findings.
        """
        scored = self._read(record_id)
        if scored.checked is not None:
            own = scored.checked.findings
        else:
            own = findings_from(self._store.checked.findings(record_id) or NO_FINDINGS, record_id)
        return by_severity((*own, *self._comparison.findings(scored.record)))

    def all_findings(self) -> dict[int, tuple[Finding, ...]]:
        """What is found of every record, by id and in the order of the tree."""
        stored, summaries = self._store.checked.all_findings(), self._store.record_summaries()
        across = self._comparison.all_findings(summaries)
        return {
            summary.id: by_severity(
                (*findings_from(stored.get(summary.id, NO_FINDINGS), summary.id), *across.get(summary.id, ()))
            )
            for summary in summaries
        }

    def errors(self) -> dict[int, int]:
        """How many errors the records have that have any, by id."""
        return self._store.checked.errors()
