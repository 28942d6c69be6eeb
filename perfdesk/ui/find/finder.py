"""Searches in slices while one types, and again what an operation changed."""

from __future__ import annotations

from itertools import chain
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.model.kept.text_search import Hit, Query, Searched
from perfdesk.model.store.change import Changes
from perfdesk.ui.find.hit_list import HitLine
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.sliced_task import SlicedTask

MOST_LISTED = 2_000
_DELAY_MS = 120  # typing goes on first
_FEW = 64  # records that are looked through again at once


class _Places(NamedTuple):
    """How many places were found, and how many of them can be replaced."""

    every: int
    replaceable: int

    def with_more(self, others: _Places) -> _Places:
        return _Places(self.every + others.every, self.replaceable + others.replaceable)

    def without(self, others: _Places) -> _Places:
        return _Places(self.every - others.every, self.replaceable - others.replaceable)


class Finder(QObject):
    """What is found in some records of the bridge's library.

    ``found`` carries the lines that were added; ``changed`` says that what was found is another than before.
    """

    found = Signal(object)
    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._query = Query("")
        self._records: tuple[int, ...] = ()
        self._done = 0
        self._lines: dict[int, tuple[HitLine, ...]] = {}  # of the records listed
        self._places: dict[int, _Places] = {}
        self._all = _Places(0, 0)
        self._listed = 0
        self._task: SlicedTask[Searched] | None = None
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self._start)
        bridge.changed.connect(self._follow)
        bridge.closing.connect(self.stop)

    @property
    def query(self) -> Query:
        """What is sought."""
        return self._query

    @property
    def running(self) -> bool:
        """Whether more may be found."""
        return self._delay.isActive() or (self._task is not None and self._task.running)

    @property
    def share(self) -> float:
        """How much has been looked through, from 0 to 1."""
        return self._done / len(self._records) if self._records else 1.0

    @property
    def count(self) -> int:
        """How many places were found."""
        return self._all.every

    @property
    def replaceable(self) -> int:
        """How many of them can be replaced."""
        return self._all.replaceable

    @property
    def records(self) -> list[int]:
        """The records with something to replace."""
        return [record_id for record_id, places in self._places.items() if places.replaceable]

    @property
    def lines(self) -> list[HitLine]:
        """What is listed: the first :data:`MOST_LISTED` values."""
        return list(chain.from_iterable(self._lines.values()))

    def search(self, query: Query, records: tuple[int, ...], *, at_once: bool = False) -> None:
        """Look for something in some records, instead of what was looked for before."""
        self.stop()
        self._query, self._records = query, records
        self._done = self._listed = 0
        self._lines, self._places, self._all = {}, {}, _Places(0, 0)
        self.changed.emit()
        if query.text and records:
            self._delay.start(0 if at_once else _DELAY_MS)

    def stop(self) -> None:
        """Look no further; what was found stays."""
        self._delay.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _start(self) -> None:
        steps = self._bridge.library.texts.search(self._records, self._query)
        self._task = SlicedTask(steps, self._take, self)
        self._task.advanced.connect(lambda done: self.found.emit([]))
        self._task.finished.connect(lambda: self.found.emit([]))
        self._task.failed.connect(self._bridge.failed)
        self._task.start()

    def _take(self, step: Searched) -> None:
        self._done += len(step.records)
        if step.hits:
            self.found.emit(self._add(step))

    def _add(self, step: Searched) -> list[HitLine]:
        """Count what a step found, and remember what is listed."""
        by_record: dict[int, list[Hit]] = {}
        for hit in step.hits:
            by_record.setdefault(hit.record_id, []).append(hit)
        new: list[HitLine] = []
        for record_id, hits in by_record.items():
            places = _Places(
                sum(len(hit.spans) for hit in hits), sum(len(hit.spans) for hit in hits if hit.replaceable)
            )
            self._places[record_id] = places
            self._all = self._all.with_more(places)
            if self._listed < MOST_LISTED:
                name = self._bridge.library.tree.summary(record_id).name
                lines = tuple(HitLine(hit, name) for hit in hits)
                self._lines[record_id] = lines
                self._listed += len(lines)
                new += lines
        return new

    def _follow(self, changes: Changes[Any]) -> None:
        """Look again through what an operation changed."""
        if not self._query.text:
            return
        removed = changes.removed
        touched = (changes.records | changes.rows | changes.added) & set(self._records)
        if self.running or len(touched) > _FEW or changes.added - set(self._records):
            self.search(self._query, tuple(record for record in self._records if record not in removed))
            return
        if not touched and not removed & self._places.keys():
            return
        for record_id in touched | removed:
            if record_id in self._places:
                self._all = self._all.without(self._places.pop(record_id))
            self._listed -= len(self._lines.pop(record_id, ()))
        for step in self._bridge.library.texts.search(sorted(touched), self._query):
            self._add(step)
        order = {record_id: at for at, record_id in enumerate(self._records)}
        self._lines = dict(sorted(self._lines.items(), key=lambda pair: order[pair[0]]))
        self.changed.emit()
