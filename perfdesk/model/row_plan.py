"""The rows that a form always has: fixed lines, and levels printed even where unused."""

from __future__ import annotations

from collections.abc import Sequence

from perfdesk.model.definition import Block, FormDefinition
from perfdesk.model.record import Record, Row


def planned(definition: FormDefinition, record: Record) -> Record:
    """The record with every row its form asks for; the same object where none is missing.

    A block with fixed lines gets each line once, in the form's order (a row of an unknown line
    is dropped: nothing prints it). In a block that grows, a level the form always prints gets a
    row of its own where no row has it, after the rows of the levels before it.
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
    place = 0
    for level in block.levels:
        last = _last_of(wanted, level.level1, level.level2)
        if last is not None:
            place = last + 1
        elif level.always:
            wanted.insert(place, Row({"level1": level.level1, "level2": level.level2}))
            place += 1
    return wanted or [Row()]


def _last_of(rows: Sequence[Row], level1: str, level2: str) -> int | None:
    found = [number for number, row in enumerate(rows) if row["level1"] == level1 and row["level2"] == level2]
    return found[-1] if found else None


def new_record(definition: FormDefinition, year: int, unit: str = "") -> Record:
    """An empty record of the form, with the rows and texts it begins with.

    Its unit (实施单位) is filled in where the form has the field.
    """
    fields = {field.key: field.start for field in definition.fields if field.start}
    if unit and any(field.key == "unit" for field in definition.fields):
        fields["unit"] = unit
    blocks = {
        block.key: tuple(Row(dict(line.start), line=line.key) for line in block.lines)
        or tuple(
            Row({"level1": level.level1, "level2": level.level2}) for level in block.levels if level.start
        )
        for block in definition.blocks
    }
    return planned(definition, Record(form=definition.id, year=year, fields=fields, blocks=blocks))
