"""Columns that a form prints as one cell over several rows of a block, such as 原因 beside the budget."""

from __future__ import annotations

from perfdesk.model.form.definition import FormDefinition, Merge
from perfdesk.model.record.record import Record


def with_joined_spans(record: Record, definition: FormDefinition) -> Record:
    """The record with texts of a cell that spans all lines brought to the first line.

    Where the form prints one 原因 for all lines, the first line's is the one that shows.
    """
    for block in definition.blocks:
        rows = list(record.rows(block.key))
        for key, lines in _spanning(definition, block.key) if rows else ():
            joined = [at for at, row in enumerate(rows) if not lines or row.line in lines]
            texts = dict.fromkeys(rows[at][key] for at in joined if rows[at][key])
            if any(rows[at][key] for at in joined[1:]):
                for at in joined:
                    rows[at] = rows[at].with_value(key, "\n".join(texts) if at == joined[0] else "")
                record = record.with_rows(block.key, rows)
    return record


def _spanning(definition: FormDefinition, block: str) -> list[tuple[str, tuple[str, ...]]]:
    """The columns of a block that the form prints as one cell over all its rows, or over some lines."""
    return [
        (key, row.lines)
        for section in definition.sheet.sections
        for row in section.rows
        if row.repeat == block
        for cell in row.cells
        if cell.merge is Merge.ALL
        for key in cell.values
    ]
