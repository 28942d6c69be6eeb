"""A node of the tree as one number: what kind it is, and its id in the library."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import groupby
from typing import NamedTuple

from perfdesk.model.store.tree import UnitSummary

ROOT = 0


class NodeKind(IntEnum):
    """What a node is."""

    YEAR = 1
    UNIT = 2
    RECORD = 3


_KINDS = {int(kind): kind for kind in NodeKind}  # asked for with every row that is drawn


def node(kind: NodeKind, id_: int) -> int:
    """The node of a year, or of a unit or record by its database id."""
    return id_ << 2 | kind


def kind_of(item: int) -> NodeKind:
    """What kind a node is; :data:`ROOT` is none."""
    return _KINDS[item & 3]


def id_of(item: int) -> int:
    """The year, or the database id of the unit or record."""
    return item >> 2


class Shape(NamedTuple):
    """Which nodes hang where: children in order, and the parent of each."""

    children: dict[int, list[int]]
    parents: dict[int, int]

    def row(self, item: int) -> int:
        """Where ``item`` stands among its neighbours, from 0."""
        return self.children[self.parents[item]].index(item)

    def place(self, item: int) -> tuple[int, ...]:
        """The rows of the nodes above ``item`` and its own, by which nodes sort from top to bottom."""
        return () if item == ROOT else (*self.place(self.parents[item]), self.row(item))

    def runs(self, items: Collection[int]) -> Iterator[tuple[int, int]]:
        """The first and last of nodes that follow one another on the same holder."""
        wanted = set(items)
        for holder in dict.fromkeys(self.parents[item] for item in items if item in self.parents):
            for chosen, run in groupby(self.children[holder], wanted.__contains__):
                if chosen:
                    first, *others = run
                    yield first, others[-1] if others else first

    def insert(self, item: int, holder: int, row: int) -> None:
        """Hang a new node, with nothing below it, on ``holder`` as its row ``row``."""
        self.children[holder].insert(row, item)
        self.parents[item] = holder
        if kind_of(item) is not NodeKind.RECORD:
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


def with_units(shape: Shape, units: Iterable[UnitSummary], changed: Mapping[int, Sequence[int]]) -> Shape:
    """The shape once some units hold other records; years come newest first.

    ``units`` are all there are now, in order; ``changed`` maps unit id to record ids in order, for the
    units that came or whose records changed, and to nothing for those that went. The lists of the other
    units are shared with ``shape``.
    """
    parents = shape.parents.copy()
    for unit_id in changed:
        for item in (node(NodeKind.UNIT, unit_id), *shape.children.get(node(NodeKind.UNIT, unit_id), ())):
            parents.pop(item, None)
    for year in shape.children[ROOT]:
        del parents[year]
    children: dict[int, list[int]] = {ROOT: []}
    for unit in units:
        above, holder = node(NodeKind.YEAR, unit.year), node(NodeKind.UNIT, unit.id)
        children.setdefault(above, []).append(holder)
        parents[above], parents[holder] = ROOT, above
        if unit.id in changed:
            children[holder] = [node(NodeKind.RECORD, record) for record in changed[unit.id]]
            parents.update(dict.fromkeys(children[holder], holder))
        else:
            children[holder] = shape.children[holder]
    children[ROOT] = sorted(
        (year for year in children if year and kind_of(year) is NodeKind.YEAR), reverse=True
    )
    return Shape(children, parents)
