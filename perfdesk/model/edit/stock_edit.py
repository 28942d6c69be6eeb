"""Indicators of the 指标库 put into a form: at their level, as the form writes them, as one step of undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from perfdesk.model.conversion.level_match import matching_level
from perfdesk.model.form.definition import Block, FormDefinition, Level
from perfdesk.model.form.known_keys import LEVEL1, LEVEL2, LEVEL3, LEVELS, TARGET, UNIT, WEIGHT
from perfdesk.model.record.levels import NO_LEVELS, is_unused, levels_of
from perfdesk.model.record.record import Record, Row
from perfdesk.model.stock.stock import StockIndicator
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation
from perfdesk.model.value.folding import folded_name

if TYPE_CHECKING:
    from perfdesk.model.library.library import Library
    from perfdesk.model.library.transaction import Transaction


class Inserted(NamedTuple):
    """What came of it: where the indicators stand now, and the names that stood there already."""

    block: str
    indices: tuple[int, ...]
    there: tuple[str, ...]


def insert_indicators(
    library: Library,
    record_id: int,
    block: str,
    indicators: Sequence[StockIndicator],
    before: int | None = None,
) -> Changes[Inserted]:
    """Put indicators into a block, as :func:`with_indicators` places them."""

    def run(transaction: Transaction) -> Inserted:
        record, definition = transaction.record(record_id), transaction.definition(record_id)
        filled, inserted = with_indicators(definition.block(block), record, indicators, before)
        transaction.put(filled)
        return inserted

    return library.transact(Operation.INSERT_INDICATORS, run)


def indicator_block(definition: FormDefinition, wanted: str = "") -> Block | None:
    """The block that indicators are put into: ``wanted`` where it takes them, else the form's first."""
    taking = [block for block in definition.blocks if block.grows and _has(block, LEVEL3)]
    return next((block for block in taking if block.key == wanted), taking[0] if taking else None)


def with_indicators(
    block: Block, record: Record, indicators: Iterable[StockIndicator], before: int | None = None
) -> tuple[Record, Inserted]:
    """The record with indicators in a block of its form.

    Each goes to its level by the form's own levels (:func:`matching_level`): before the row at ``before``
    where that row or the one above it is of that level, else into a row of the level that is still unused,
    else after the level's rows, or those of the levels before it. Its dates are of the record's year. What
    a level has already under the same name is not put there again.
    """
    rows = list(record.rows(block.key))
    put: list[Row] = []
    present: list[Row] = []
    there: list[str] = []
    for used in indicators:
        indicator = used.in_year(record.year)
        level = level_in(block, indicator.level1, indicator.level2)
        same = _row_named(rows, level, indicator.name)
        if same is not None:
            present.append(same)
            there.append(indicator.name)
            continue
        row = Row({key: text for key, text in _values(indicator, level).items() if _has(block, key)})
        at, taken = _place(block, rows, level, before)
        if taken:
            row = Row({**rows[at].values, **row.values}, id=rows[at].id)
        rows[at : at + taken] = [row]
        before = at + 1 if before is not None else None
        put.append(row)
    shown = put or present
    indices = tuple(at for at, row in enumerate(rows) if any(row is one for one in shown))
    return record.with_rows(block.key, rows), Inserted(block.key, indices, tuple(there))


def filling(block: Block, row: Row, indicator: StockIndicator) -> dict[str, str]:
    """What choosing an indicator's name adds to a row: values and levels, where the row has none."""
    values = {**indicator.values, LEVEL1: indicator.level1, LEVEL2: indicator.level2}
    if any(row[level].strip() for level in LEVELS):
        del values[LEVEL1], values[LEVEL2]
    # Value and unit belong together: a target that stands there was counted in a unit of its own.
    if row[TARGET].strip():
        values.pop(UNIT, None)
    del values[LEVEL3]
    return {key: text for key, text in values.items() if text and _has(block, key) and not row[key].strip()}


def level_in(block: Block, level1: str, level2: str) -> tuple[str, str]:
    """A first and second level as the form names them; as they are where it names none like them."""
    level = matching_level(level1, level2, (Level(level1, level2),), block.levels)
    return (level1, level2) if level is None else (level.level1, level.level2)


def _values(indicator: StockIndicator, level: tuple[str, str]) -> dict[str, str]:
    values = {LEVEL1: level[0], LEVEL2: level[1], **indicator.values, WEIGHT: indicator.weight}
    return {key: text for key, text in values.items() if text}


def _row_named(rows: Sequence[Row], level: tuple[str, str], name: str) -> Row | None:
    named = (
        row
        for row, of in zip(rows, levels_of(rows), strict=True)
        if folded_name(row[LEVEL3]) == folded_name(name) and (of == level or not of[1])
    )
    return next(named, None)


def _place(block: Block, rows: Sequence[Row], level: tuple[str, str], before: int | None) -> tuple[int, int]:
    """Where a row of a level goes, and how many rows it takes the place of (0 or 1)."""
    levels = levels_of(rows)
    if not _has(block, LEVEL1):
        levels, level = [NO_LEVELS] * len(rows), NO_LEVELS
    if before is not None:
        near = [at for at in (before, before - 1) if 0 <= at < len(rows) and levels[at] == level]
        for at in near:
            if is_unused(rows[at]):
                return at, 1
        if near:
            return before, 0
    unused = (at for at, row in enumerate(rows) if levels[at] == level and is_unused(row))
    free = next(unused, None)
    if free is not None:
        return free, 1
    order = [(known.level1, known.level2) for known in block.levels]
    reached = order[: order.index(level) + 1] if level in order else [level]
    above = [at for at, of in enumerate(levels) if of in reached]
    if above:
        return above[-1] + 1, 0
    return (0 if level in order else len(rows)), 0


def _has(block: Block, key: str) -> bool:
    return any(column.key == key for column in block.columns)
