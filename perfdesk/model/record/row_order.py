"""Rows inserted, moved, removed and arranged, each at the level it belongs to (一级、二级指标).

Forms merge the cells of a level, so that a row may take its level from the row above it. Whatever changes the
order of rows therefore writes out the levels that would otherwise change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.known_keys import LEVEL1, LEVEL2
from perfdesk.model.record.levels import RowLevels, is_unused, levels_of, with_levels
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import planned


def with_inserted_rows(record: Record, block: str, index: int, rows: Iterable[Row]) -> Record:
    """The record with new rows before the one at ``index``; the rows below stay at their levels."""
    old = record.rows(block)
    new = tuple(replace(row, id=0) for row in rows)
    levels = levels_of(old)
    arriving = levels_of([*old[:index], *new])[index:]
    inserted = with_levels((*old[:index], *new, *old[index:]), [*levels[:index], *arriving, *levels[index:]])
    return record.with_rows(block, tuple(inserted))


def without_rows(record: Record, block: str, indices: Collection[int]) -> Record:
    """The record without some rows; the others stay at their levels."""
    rows = record.rows(block)
    remaining = [
        (row, of) for at, (row, of) in enumerate(zip(rows, levels_of(rows), strict=True)) if at not in indices
    ]
    return record.with_rows(
        block, tuple(with_levels([row for row, _ in remaining], [of for _, of in remaining]))
    )


def with_moved_rows(record: Record, block: str, indices: Collection[int], target: int) -> Record:
    """The record with rows moved, in their order, before the row that is now at ``target``.

    A moved row stays at its level where a row of that level is next to it. Otherwise it joins the level of
    the row that it was moved past: of the one above it where it went down, of the one below where it went up.
    """
    rows = record.rows(block)
    levels = levels_of(rows)
    above = [at for at in range(len(rows)) if at < target and at not in indices]
    below = [at for at in range(len(rows)) if at >= target and at not in indices]
    moved = [at for at in range(len(rows)) if at in indices]
    beside = [levels[at] for at in (*above[-1:], *below[:1])]
    joined: list[RowLevels] = []
    for at in moved:
        past = above[-1:] if at < target else below[:1]
        joined.append(levels[at] if levels[at] in beside or not past else levels[past[0]])
    order = [*above, *moved, *below]
    if order == sorted(order):
        return record
    wanted = [*(levels[at] for at in above), *joined, *(levels[at] for at in below)]
    return record.with_rows(block, tuple(with_levels([rows[at] for at in order], wanted)))


def arranged(definition: FormDefinition, record: Record, block: str, filled: Collection[int]) -> Record:
    """The record with the unused rows of a form's levels arranged around rows that were just filled.

    Rows that hold nothing but a level of the form, and are none of ``filled``, go where the form has them,
    and only as many as the form prints beside those that are used: no level stands there twice.
    """
    form_block = definition.block(block)
    by_level = {RowLevels(level.level1, level.level2): level for level in form_block.levels}
    rows = record.rows(block)
    levels = levels_of(rows)
    spare = {
        at
        for at, row in enumerate(rows)
        if at not in filled and levels[at] in by_level and row[LEVEL2].strip() and is_unused(row)
    }
    if not spare:
        return record
    offered = {levels[at] for at in spare}
    remaining = without_rows(record, block, spare)
    asked = tuple(
        replace(level, always=level.always or of in offered) if of in by_level else level
        for level in form_block.levels
        for of in [RowLevels(level.level1, level.level2)]
    )
    blocks = tuple(
        replace(form_block, levels=asked) if one.key == block else one for one in definition.blocks
    )
    complete = planned(replace(definition, blocks=blocks), remaining)
    new = _with_former_ids(complete.rows(block), [rows[at] for at in sorted(spare)])
    return record if _same(new, rows) else record.with_rows(block, new)


def _with_former_ids(rows: Iterable[Row], spare: Iterable[Row]) -> tuple[Row, ...]:
    """Rows, the new ones among them replaced by the former rows of the same level."""
    former: dict[tuple[str, str], list[Row]] = {}
    for row in spare:
        former.setdefault((row[LEVEL1].strip(), row[LEVEL2].strip()), []).append(row)
    result = []
    for row in rows:
        same = former.get((row[LEVEL1], row[LEVEL2]), []) if row.id == 0 and is_unused(row) else []
        result.append(same.pop(0) if same else row)
    return tuple(result)


def _same(new: Iterable[Row], old: Iterable[Row]) -> bool:
    return [(row.id, row.values) for row in new] == [(row.id, row.values) for row in old]
