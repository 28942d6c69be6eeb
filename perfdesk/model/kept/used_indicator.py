"""Lists the indicators used before in a library: read when first asked for, then kept up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, KeysView
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from perfdesk.model.form.known_keys import LEVEL3, NATURE, TARGET, UNIT, WEIGHT
from perfdesk.model.record.levels import levels_of
from perfdesk.model.record.record import Row
from perfdesk.model.stock.stock import IndicatorSource, StockIndicator
from perfdesk.model.store.change import Changes
from perfdesk.model.store.used_indicator_table import UsedIndicatorTable, UsedRow
from perfdesk.model.value.folding import folded_level, folded_name

_BATCH = 16  # records, read in about two milliseconds
_AT_ONCE = 40  # records that are read when asked for: some milliseconds
_STEP = 8
_COLUMNS = (NATURE, TARGET, UNIT, WEIGHT)


class _Key(NamedTuple):
    level1: str
    level2: str
    name: str


class _Use(NamedTuple):
    """How one record has an indicator; the latest sorts last."""

    year: int
    record_id: int
    unit_id: int
    values: tuple[str, str, str, str]  # nature, target, unit, weight


class _Uses:
    """The uses of one indicator by record, in a unit or in the library, and the last of them."""

    __slots__ = ("by_record", "last")

    def __init__(self, use: _Use) -> None:
        self.by_record = {use.record_id: use}
        self.last = use

    def add(self, use: _Use) -> None:
        self.by_record[use.record_id] = use
        self.last = max(use, self.last)

    def remove(self, record_id: int) -> None:
        removed = self.by_record.pop(record_id)
        if removed is self.last and self.by_record:
            self.last = max(self.by_record.values())


class UsedIndicators:
    """Knows which indicators the records of a library hold, each unit's by itself.

    Nothing is read before :meth:`read_all`; from then on :meth:`follow` keeps it up to date. A name
    used several times in one record counts once, as it stands there first.
    """

    def __init__(self, table: UsedIndicatorTable) -> None:
        self._table = table
        self._uses: dict[_Key, _Uses] = {}
        self._of_unit: dict[int, dict[_Key, _Uses]] = {}
        self._keys: dict[int, tuple[_Key, ...]] = {}
        self._by_level: dict[tuple[str, str], dict[_Key, None]] = {}
        self._stale: set[int] = set()
        self._version = 0

    @property
    def version(self) -> int:
        """Another number whenever the answers are others than before."""
        self._refresh()
        return self._version

    def read_all(self) -> Iterator[None]:
        """Read all records, some at each step."""
        for batch in self._table.batches(_BATCH):
            rows: dict[int, list[UsedRow]] = {}
            for row in batch:
                rows.setdefault(row.record_id, []).append(row)
            for record_id, of_record in rows.items():
                self._take(record_id, of_record)
            yield

    def follow(self, changes: Changes[Any]) -> None:
        """Take note of what an operation changed; it is read when next asked for, unless that is too much."""
        self._stale |= changes.records | changes.rows | changes.added | changes.removed
        self._version += changes.tree  # a unit that is renamed may be another one's twin of another year

    @property
    def levels(self) -> tuple[tuple[str, str], ...]:
        """The first and second levels (一级、二级指标) that are used, as they are written."""
        self._refresh()
        return tuple(level for level, keys in self._by_level.items() if keys)

    def of_levels(
        self, levels: Iterable[tuple[str, str]], unit_ids: frozenset[int]
    ) -> tuple[StockIndicator, ...]:
        """Those of some levels, as :meth:`indicators` gives them."""
        self._refresh()
        keys = {key: None for level in levels for key in self._by_level.get(level, ())}
        return self._listed(keys.keys(), unit_ids)

    def indicators(self, unit_ids: frozenset[int]) -> tuple[StockIndicator, ...]:
        """All: first those of the units of these ids (one unit in all its years), then what only others use.

        The most used come first. Each is as it was used last, by the year and then by when the record was
        made.
        """
        self._refresh()
        return self._listed(self._uses.keys(), unit_ids)

    def _listed(self, keys: KeysView[_Key], unit_ids: frozenset[int]) -> tuple[StockIndicator, ...]:
        own: dict[_Place, StockIndicator] = {}
        for unit_id in unit_ids:
            of_unit = self._of_unit.get(unit_id, {})
            for key in of_unit:
                if key in keys:
                    _add(own, IndicatorSource.UNIT, key, of_unit[key])
        others: dict[_Place, StockIndicator] = {}
        for key in keys:
            if _place(key) not in own:
                _add(others, IndicatorSource.LIBRARY, key, self._uses[key])
        return tuple(indicator for part in (own, others) for indicator in sorted(part.values(), key=_order))

    @property
    def outdated(self) -> bool:
        """Whether too much has changed to be read when asked for; the answers are as they were before."""
        return len(self._stale) > _AT_ONCE

    def catching_up(self) -> Iterator[None]:
        """Read what has changed, a few records a step, where that is much."""
        while self.outdated:
            self._read_again(_STEP)
            yield

    def _refresh(self) -> None:
        if not self.outdated:
            self._read_again(_AT_ONCE)

    def _read_again(self, most: int) -> None:
        for _ in range(min(most, len(self._stale))):
            record_id = self._stale.pop()
            self._take(record_id, self._table.of_record(record_id))

    def _take(self, record_id: int, rows: Iterable[UsedRow]) -> None:
        """Let these be the indicators of a record."""
        found = _found(record_id, rows)
        before = self._keys.get(record_id, ())
        if found == {key: self._uses[key].by_record[record_id] for key in before}:
            return
        self._version += 1
        for key in before:
            unit_id = self._uses[key].by_record[record_id].unit_id
            if _removed(self._uses, key, record_id):
                del self._by_level[key.level1, key.level2][key]
            _removed(self._of_unit[unit_id], key, record_id)
        for key, use in found.items():
            _added(self._uses, key, use)
            _added(self._of_unit.setdefault(use.unit_id, {}), key, use)
            self._by_level.setdefault((key.level1, key.level2), {})[key] = None
        self._keys[record_id] = tuple(found)
        if not found:
            del self._keys[record_id]


def _added(uses: dict[_Key, _Uses], key: _Key, use: _Use) -> None:
    if key in uses:
        uses[key].add(use)
    else:
        uses[key] = _Uses(use)


def _removed(uses: dict[_Key, _Uses], key: _Key, record_id: int) -> bool:
    """Whether that was the last use."""
    uses[key].remove(record_id)
    if uses[key].by_record:
        return False
    del uses[key]
    return True


def _found(record_id: int, rows: Iterable[UsedRow]) -> dict[_Key, _Use]:
    found: dict[_Key, _Use] = {}
    for _, of_block in groupby(rows, attrgetter("block")):
        used = list(of_block)
        for row, levels in zip(used, levels_of(Row(row.values) for row in used), strict=True):
            name = row.values.get(LEVEL3, "").strip()
            key = _Key(*levels, name)
            if name and key not in found:
                nature, target, unit, weight = (row.values.get(column, "") for column in _COLUMNS)
                found[key] = _Use(row.year, record_id, row.unit_id, (nature, target, unit, weight))
    return found


_Place = tuple[str, str]


def _place(key: _Key) -> _Place:
    """What names of one indicator have in common, however they are written."""
    return folded_level(key.level2 or key.level1), folded_name(key.name)


def _add(found: dict[_Place, StockIndicator], source: IndicatorSource, key: _Key, uses: _Uses) -> None:
    """Take the uses of a name together with those of the same name written otherwise, or in another year."""
    place, last = _place(key), uses.last
    before = found.get(place)
    times = len(uses.by_record) + (before.times if before is not None else 0)
    if before is not None and (before.year, before.record_id) > (last.year, last.record_id):
        found[place] = before._replace(times=times)
        return
    nature, target, unit, weight = last.values
    found[place] = StockIndicator(
        name=key.name,
        level1=key.level1,
        level2=key.level2,
        nature=nature,
        target=target,
        unit=unit,
        weight=weight,
        source=source,
        times=times,
        record_id=last.record_id,
        year=last.year,
    )


def _order(indicator: StockIndicator) -> tuple[int, int]:
    return -indicator.times, -indicator.year
