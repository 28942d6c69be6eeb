"""Caches the records looked at last, with their scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Scores
from perfdesk.model.store.store import Store

if TYPE_CHECKING:
    from perfdesk.model.checks.record_check import Checked

_MOST = 64


class Scored(NamedTuple):
    """A record with its scores and findings, ``None`` where they have not been computed."""

    record: Record
    scores: Scores | None
    checked: Checked | None = None


class RecordCache:
    """Records by id as they were last read or changed; the one not used for longest is forgotten."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cached: dict[int, Scored] = {}

    def get(self, record_id: int) -> Scored | None:
        """What is cached of a record."""
        return self._cached.get(record_id)

    def read(self, record_id: int) -> Scored:
        """What is cached of a record, or what the file holds; raises ``KeyError`` where there is none."""
        scored = self._cached.get(record_id)
        if scored is None:
            scored = Scored(self._store.record(record_id), None)
        self.put(record_id, scored)
        return scored

    def put(self, record_id: int, scored: Scored | None) -> None:
        """Cache a record as the one used last; ``None`` says that it is deleted."""
        self._cached.pop(record_id, None)
        if scored is not None:
            self._cached[record_id] = scored
            if len(self._cached) > _MOST:
                del self._cached[next(iter(self._cached))]
