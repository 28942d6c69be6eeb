"""Adds up the weights (权重) of the indicators of each first level (一级指标)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.record.levels import levels_of
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.score import Score
from perfdesk.model.value.folding import folded_level


class LevelWeight(NamedTuple):
    """What the indicators of a first level weigh together, and the index of the first that has a weight."""

    weight: Decimal
    first: int


def level_weights(rows: Sequence[Row], scores: Sequence[Score]) -> dict[str, LevelWeight]:
    """The weights by the folded name of the first level (:func:`folded_level`), ``""`` for none.

    ``rows`` are all those of a block, ``scores`` theirs; a level without a weight is not listed.
    """
    found: dict[str, LevelWeight] = {}
    for index, (levels, score) in enumerate(zip(levels_of(rows), scores, strict=True)):
        if score.weight is not None:
            level = folded_level(levels.level1)
            before = found.get(level, LevelWeight(Decimal(0), index))
            found[level] = before._replace(weight=before.weight + score.weight)
    return found
