"""From one shape of the tree to another, row by row, so that a view keeps all that stayed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfdesk.ui.tree.node import ROOT, Shape


class ReshapeStep(NamedTuple):
    """One row removed (with all below it), inserted, or moved.

    ``target`` is the node it will hang on and its row there, counted after it was taken out of where
    it stood; ``None``: it is removed. A node that is not in the shape yet is inserted.
    """

    item: int
    target: tuple[int, int] | None


def steps(shape: Shape, wanted: Shape) -> Iterator[ReshapeStep]:
    """The steps from ``shape`` to ``wanted``; each must be taken on ``shape`` before the next is asked for.

    Nodes that are kept are moved, never removed and inserted again, also from one unit to another.
    """
    yield from _placed(shape, wanted, ROOT)
    for item in [item for item in shape.parents if item not in wanted.parents]:
        if item in shape.parents:  # not gone with the node above it
            yield ReshapeStep(item, None)


def _placed(shape: Shape, wanted: Shape, holder: int) -> Iterator[ReshapeStep]:
    listed = shape.children[holder]
    if listed != wanted.children[holder]:
        for item in [item for item in listed if item not in wanted.parents]:
            if not _kept_below(shape, wanted, item):
                yield ReshapeStep(item, None)
        at = {item: row for row, item in enumerate(listed)}
        staying = _longest_rising([at[item] for item in wanted.children[holder] if item in at])
        for before, item in zip([None, *wanted.children[holder]], wanted.children[holder], strict=False):
            if at.get(item) in staying:
                continue
            row = 0 if before is None else listed.index(before) + 1
            if item in at and listed.index(item) < row:
                row -= 1
            yield ReshapeStep(item, (holder, row))
    for item in wanted.children[holder]:
        if item in wanted.children:
            yield from _placed(shape, wanted, item)


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """The longest rising run to be had by leaving numbers out: the rows that need not move."""
    ends: list[int] = []  # the least number that a run of each length can end with
    places: list[int] = []
    for number in numbers:
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
        places.append(place)
    rising = []
    length = len(ends) - 1
    for number, place in zip(reversed(numbers), reversed(places), strict=True):
        if place == length:
            rising.append(number)
            length -= 1
    return frozenset(rising)


def _kept_below(shape: Shape, wanted: Shape, item: int) -> bool:
    """Whether something below a node that goes is kept elsewhere, and must be moved out first."""
    return any(
        child in wanted.parents or _kept_below(shape, wanted, child) for child in shape.children.get(item, ())
    )
