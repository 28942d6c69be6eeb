"""Says which first and second level (一级、二级指标) each row of a block belongs to, by one rule.

Forms merge the cells of a level, so that a row which names none belongs to the level above it. A row that
names another first level starts without a second one, also where it names no second level itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from perfdesk.model.form.known_keys import LEVEL1, LEVEL2, LEVEL3, LEVELS
from perfdesk.model.record.record import Row
from perfdesk.model.value.folding import folded_level
from perfdesk.model.value.value import is_blank


class RowLevels(NamedTuple):
    """The levels of one row, as the row or the one above it writes them, trimmed; ``""`` where none is."""

    level1: str
    level2: str


NO_LEVELS = RowLevels("", "")


def levels_of(rows: Iterable[Row]) -> list[RowLevels]:
    """The levels that each of the rows belongs to, in their order; ``rows`` begin with the block's first."""
    found: list[RowLevels] = []
    above = NO_LEVELS
    for row in rows:
        above = _levels_below(above, row)
        found.append(above)
    return found


def _levels_below(above: RowLevels, row: Row) -> RowLevels:
    level1, level2 = row.values.get(LEVEL1, ""), row.values.get(LEVEL2, "")
    if level1 in ("", above.level1) and level2 in ("", above.level2):
        return above  # most rows: nothing to trim or to fold
    level1, level2 = level1.strip(), level2.strip()
    if not level1 or same_level(level1, above.level1):
        level2 = level2 or above.level2
    return RowLevels(level1 or above.level1, level2)


def same_level(name: str, other: str) -> bool:
    """Whether two names are one level's: 产出, 产出指标 and 产 出 指标 are."""
    return name == other or folded_level(name) == folded_level(other)


def with_levels(rows: Sequence[Row], levels: Iterable[RowLevels]) -> Iterator[Row]:
    """Rows that belong to ``levels`` where they stand now: named where the rows above say otherwise."""
    above = NO_LEVELS
    for row, wanted in zip(rows, levels, strict=True):
        if _levels_below(above, row) != wanted:
            row = row.with_value(LEVEL1, wanted.level1).with_value(LEVEL2, wanted.level2)
        above = _levels_below(above, row)
        yield row


def is_unused(row: Row) -> bool:
    """Whether a row holds nothing but its levels (一级、二级指标)."""
    return all(key in LEVELS or is_blank(text) for key, text in row.values.items())


def row_name(row: Row) -> str:
    """What an indicator row is called: by its indicator (三级指标), else by the second level it names."""
    return row[LEVEL3].strip() or row[LEVEL2].strip()


def joins_above(text: str, above: str) -> bool:
    """Whether forms print a cell as one with the cell above it: both say the same, and not nothing.

    A blank cell belongs to the level above it all the same, but stays open for a name of its own.
    """
    text = text.strip()
    return bool(text) and text == above.strip()
