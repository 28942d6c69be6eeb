"""Lists the years, units and records of a library with what is computed of each."""

from __future__ import annotations

from collections.abc import Iterator

from perfdesk.model.store.store import Store
from perfdesk.model.store.tree import RecordSummary, UnitSummary
from perfdesk.model.summary.summary_line import SummaryLine, line_from


class LibraryTree:
    """Reads years, units (单位) and records; every method may raise ``LibraryProblem``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def years(self) -> tuple[int, ...]:
        """The years that have units, rising."""
        return tuple(dict.fromkeys(unit.year for unit in self._store.units()))

    def units(self, year: int) -> tuple[UnitSummary, ...]:
        """The units of a year, in order."""
        return tuple(unit for unit in self.all_units() if unit.year == year)

    def all_units(self) -> tuple[UnitSummary, ...]:
        """The units of all years, by year and in order."""
        return self._store.unit_summaries()

    def records(self, *units: int) -> tuple[RecordSummary, ...]:
        """The records of units, in the order of the tree."""
        return self._store.record_summaries(units)

    def all_records(self) -> tuple[RecordSummary, ...]:
        """The records of all units, in the order of the tree."""
        return self._store.record_summaries()

    def reading_ahead(self) -> Iterator[None]:
        """Read what :meth:`all_records` gives next, a few units a step; nothing is changed meanwhile."""
        return self._store.reading_ahead()

    def summary(self, record_id: int) -> RecordSummary:
        """One record as the tree lists it; raises ``KeyError`` where there is none."""
        summary = self._store.record_summary(record_id)
        if summary is None:
            raise KeyError(record_id)
        return summary

    def summary_line(self, record_id: int) -> SummaryLine | None:
        """What a summary (汇总) reads of a record; ``None`` of a form that is no project's."""
        return line_from(self._store.checked.summary(record_id))

    def search(self, text: str) -> list[int]:
        """The records whose name, code or unit holds every word of the text, in the order of the tree."""
        return self._store.search(tuple(text.split()))
