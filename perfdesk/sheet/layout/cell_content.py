"""What one cell shows: what is computed for it, else its values or the form's printed text."""

from __future__ import annotations

from perfdesk.model.form.definition import Block, CellLayout, FormDefinition
from perfdesk.model.form.known_keys import LEVEL1
from perfdesk.model.language.computed_kind import FormContext, RowContext
from perfdesk.model.language.registry import FORM_KINDS, ROW_KINDS, codec_of
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Scores
from perfdesk.sheet.layout import content
from perfdesk.sheet.layout.content import CellContent


def form_content(
    definition: FormDefinition, layout: CellLayout, record: Record, scores: Scores
) -> CellContent:
    """The content of a cell in a plain row."""
    if layout.computed:
        shown = FORM_KINDS[layout.computed].shown(FormContext(definition, layout, record, scores))
        if shown is not None:
            return content.computed_value(shown)
    if not layout.values:
        return content.printed(layout.text.replace("{year}", str(record.year)))
    texts = [record.fields.get(key, "") for key in layout.values]
    field = definition.field(layout.values[0])
    if layout.codec:
        return content.joined_values(texts, codec_of(layout.codec), field.choices)
    return content.typed_value(texts[0], field, definition.money_unit)


def row_content(
    definition: FormDefinition,
    layout: CellLayout,
    record: Record,
    scores: Scores,
    block: Block,
    index: int,
    row: Row,
) -> CellContent:
    """The content of a cell in the row at ``index`` of its block; ``row`` is the one that holds its value."""
    if layout.computed:
        context = RowContext(definition, layout, record, scores, block, index, row)
        shown = ROW_KINDS[block.kind][layout.computed].shown(context)
        if shown is not None:
            return content.computed_value(shown)
    if layout.printed:
        return content.printed(block.lines[index].texts[layout.printed])
    if not layout.values:
        return content.printed(layout.text)
    column = block.column(layout.values[0])
    if layout.codec:
        texts = [row[key] for key in layout.values]
        return content.joined_values(texts, codec_of(layout.codec), column.choices)
    typed = content.typed_value(row[column.key], column, definition.money_unit)
    return content.group_label(typed, block.groups) if layout.values[0] == LEVEL1 else typed
