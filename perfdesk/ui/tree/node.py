"""A node of the tree as one number: what kind it is, and its id in the library."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum
from typing import NamedTuple

from perfdesk.model.tree import RecordSummary, UnitSummary

ROOT = 0


class Kind(IntEnum):
    """What a node is."""

    YEAR = 1
    UNIT = 2
    RECORD = 3


def node(kind: Kind, number: int) -> int:
    """The node of a year, or of a unit or record by its database id."""
    return number << 2 | kind


def kind_of(item: int) -> Kind:
    """What kind a node is; :data:`ROOT` is none."""
    return Kind(item & 3)


def number_of(item: int) -> int:
    """The year, or the database id of the unit or record."""
    return item >> 2


class Shape(NamedTuple):
    """Which nodes hang where: children in order, and the parent of each."""

    children: dict[int, list[int]]
    parents: dict[int, int]

    def row(self, item: int) -> int:
        """Where ``item`` stands among its neighbours, from 0."""
        return self.children[self.parents[item]].index(item)

    def insert(self, item: int, holder: int, row: int) -> None:
        """Hang a new node, with nothing below it, on ``holder`` as its row ``row``."""
        self.children[holder].insert(row, item)
        self.parents[item] = holder
        if kind_of(item) is not Kind.RECORD:
            self.children[item] = []

    def move(self, item: int, holder: int, row: int) -> None:
        """Hang a node on ``holder``; ``row`` counts after the node was taken from where it stood."""
        self.children[self.parents[item]].remove(item)
        self.children[holder].insert(row, item)
        self.parents[item] = holder

    def remove(self, item: int) -> None:
        """Take a node away with all below it."""
        self.children[self.parents[item]].remove(item)
        self._forget(item)

    def _forget(self, item: int) -> None:
        for child in self.children.pop(item, ()):
            self._forget(child)
        del self.parents[item]


def shape_of(
    years: Iterable[int],
    units: Iterable[UnitSummary],
    records: Iterable[RecordSummary],
    only: Collection[int] | None = None,
) -> Shape:
    """The shape of a library's tree; units and records come in their order.

    With ``only``, record ids: those records, and the units and years that hold one of them.
    """
    records_of: dict[int, list[int]] = {}
    for record in records:
        if only is None or record.id in only:
            records_of.setdefault(record.unit_id, []).append(record.id << 2 | Kind.RECORD)
    units_of: dict[int, list[int]] = {}
    for unit in units:
        if only is None or unit.id in records_of:
            units_of.setdefault(unit.year, []).append(unit.id)
    children: dict[int, list[int]] = {ROOT: []}
    parents: dict[int, int] = {}
    for year in years:
        if only is not None and year not in units_of:
            continue
        above = node(Kind.YEAR, year)
        children[ROOT].append(above)
        parents[above] = ROOT
        children[above] = [node(Kind.UNIT, unit_id) for unit_id in units_of.get(year, ())]
        for holder in children[above]:
            parents[holder] = above
            children[holder] = records_of.get(number_of(holder), [])
            parents.update(dict.fromkeys(children[holder], holder))
    return Shape(children, parents)
