"""The rows that a form always has: fixed lines, and levels printed even where unused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfdesk.model.form.definition import Block, FormDefinition
from perfdesk.model.form.known_keys import LEVEL1, LEVEL2, UNIT_FIELD
from perfdesk.model.record.levels import RowLevels, levels_of
from perfdesk.model.record.record import Record, Row


def planned(definition: FormDefinition, record: Record) -> Record:
    """The record with every row its form asks for; the same object where none is missing.

    A block with fixed lines gets each line once, in the form's order (a row of an unknown line
    is dropped: nothing prints it). In a block that grows, a level the form always prints gets the
    rows of its own that it lacks, after its other rows or those of the levels before it.
    """
    for block in definition.blocks:
        rows = record.rows(block.key)
        wanted = _fixed(block, rows) if block.lines else _levelled(block, rows)
        if len(wanted) != len(rows) or any(new is not old for new, old in zip(wanted, rows, strict=True)):
            record = record.with_rows(block.key, wanted)
    return record


def _fixed(block: Block, rows: Sequence[Row]) -> list[Row]:
    by_line = {row.line: row for row in rows}
    return [by_line.get(line.key) or Row(line=line.key) for line in block.lines]


def _levelled(block: Block, rows: Sequence[Row]) -> list[Row]:
    wanted = list(rows)
    levels = levels_of(wanted)
    place = 0
    for level in block.levels:
        names = RowLevels(level.level1, level.level2)
        found = levels.count(names)
        if found:
            place = len(levels) - levels[::-1].index(names)
        lacking = level.rows - found if level.always else 0
        for _ in range(lacking):
            wanted.insert(place, Row({LEVEL1: level.level1, LEVEL2: level.level2}))
            levels.insert(place, names)
            place += 1
    return wanted or [Row()]


def blank_record(definition: FormDefinition, year: int, rows: int = 1) -> Record:
    """The form to be filled in by pen, with at least ``rows`` rows of each level that it begins with."""
    blocks = tuple(_roomy(block, rows) for block in definition.blocks)
    record = planned(replace(definition, blocks=blocks), new_record(definition, year))
    for block in blocks:
        lacking = rows - len(record.rows(block.key)) if block.grows and not block.levels else 0
        if lacking > 0:
            blank = (Row() for _ in range(lacking))
            record = record.with_rows(block.key, [*record.rows(block.key), *blank])
    return record


def _roomy(block: Block, rows: int) -> Block:
    levels = (
        replace(level, always=True, rows=max(rows, level.rows)) if level.always or level.start else level
        for level in block.levels
    )
    return replace(block, levels=tuple(levels))


def new_record(definition: FormDefinition, year: int, unit: str = "") -> Record:
    """An empty record of the form, with the rows and texts it begins with.

    Its unit (实施单位) is filled in where the form has the field.
    """
    fields = {field.key: field.start for field in definition.fields if field.start}
    if unit and any(field.key == UNIT_FIELD for field in definition.fields):
        fields[UNIT_FIELD] = unit
    blocks = {
        block.key: tuple(Row(dict(line.start), line=line.key) for line in block.lines)
        or tuple(Row({LEVEL1: level.level1, LEVEL2: level.level2}) for level in block.levels if level.start)
        for block in definition.blocks
    }
    return planned(definition, Record(form=definition.id, year=year, fields=fields, blocks=blocks))
