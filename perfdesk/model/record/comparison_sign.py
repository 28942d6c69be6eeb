"""Writes the comparison of an indicator (指标性质) as the form's choices do: >= typed is ≥ on paper."""

from __future__ import annotations

from collections.abc import Mapping

from perfdesk.model.form.definition import Block, FormDefinition
from perfdesk.model.form.known_keys import NATURE
from perfdesk.model.form.path import Path
from perfdesk.model.record.record import Row
from perfdesk.model.value.value import parse_comparison


def with_chosen_signs(definition: FormDefinition, values: Mapping[Path, str]) -> dict[Path, str]:
    """Typed values, each sign of comparison as the form of the record offers it; other texts as typed."""
    return {
        path: _chosen(definition.block(path.block), text)
        if path.key == NATURE and path.index is not None
        else text
        for path, text in values.items()
    }


def row_with_chosen_sign(block: Block, row: Row) -> Row:
    """A row with its sign as the form offers it; the same object where nothing changes."""
    text = row[NATURE]
    chosen = _chosen(block, text) if text else text
    return row if chosen == text else row.with_value(NATURE, chosen)


def _chosen(block: Block, text: str) -> str:
    sign = parse_comparison(text)
    column = next((column for column in block.columns if column.key == NATURE), None)
    if sign is None or column is None or text in column.choices:
        return text
    return next((choice for choice in column.choices if parse_comparison(choice) is sign), text)
