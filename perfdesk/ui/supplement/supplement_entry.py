"""Lists what a record asks for beyond its official sheet, entry by entry."""

from __future__ import annotations

from typing import NamedTuple

from perfdesk.model.form.definition import Field, FormDefinition
from perfdesk.model.form.formula_loader import INPUT_COLUMNS
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import InputValue, Scores
from perfdesk.model.value.value import display_score


class SupplementEntry(NamedTuple):
    """One value that no cell of the sheet shows: an unprinted field, or an input of formulas."""

    field: Field  # what is expected
    label: str
    path: Path
    text: str
    reason_path: Path | None = None
    reason: str = ""
    value: InputValue | None = None


def entries(definition: FormDefinition, record: Record, scores: Scores) -> tuple[SupplementEntry, ...]:
    """All of them, in the order of the form."""
    printed = {
        key
        for section in definition.sheet.sections
        for row in section.rows
        if not row.repeat
        for cell in row.cells
        for key in cell.values
    }
    found = [
        SupplementEntry(field, field.label, field_path(field.key), record.fields.get(field.key, ""))
        for field in definition.fields
        if field.key not in printed
    ]
    value_key, reason_key = INPUT_COLUMNS
    for key, values in scores.inputs.items():
        column = definition.block(key).column(value_key)
        for index, (row, value) in enumerate(zip(record.rows(key), values, strict=True)):
            path, reason_path = Path(key, index, value_key), Path(key, index, reason_key)
            found.append(
                SupplementEntry(
                    column, value.label, path, row[value_key], reason_path, row[reason_key], value
                )
            )
    return tuple(found)


def collected_text(value: InputValue) -> str:
    """The number that the projects give, ``""`` where they give none."""
    return "" if value.summed is None else display_score(value.summed)
