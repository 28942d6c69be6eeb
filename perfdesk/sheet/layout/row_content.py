"""What one cell of a repeated row shows: the row's values, printed texts, and what is computed for it."""

from __future__ import annotations

from typing import NamedTuple

from perfdesk.model.form.definition import Block, CellLayout, FormDefinition
from perfdesk.model.form.known_keys import LEVEL1
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.score import Rate, Score
from perfdesk.sheet.layout import content
from perfdesk.sheet.layout.content import Content


class Computed(NamedTuple):
    """What is computed for a row: its execution rate, its score, and the score of the execution."""

    rate: Rate | None
    score: Score | None
    execution: Score | None


def row_content(
    definition: FormDefinition, layout: CellLayout, block: Block, index: int, row: Row, computed: Computed
) -> Content:
    """The content of a cell in the row at ``index`` of its block; ``row`` is the one that holds its value."""
    if layout.computed:
        shown = _computed(definition, layout, block, index, row, computed)
        if shown is not None:
            return shown
    if layout.printed:
        return content.printed(block.lines[index].texts[layout.printed])
    if not layout.values:
        return content.printed(layout.text)
    column = block.column(layout.values[0])
    if layout.codec:
        return content.joined_values([row[key] for key in layout.values], layout.codec, column.choices)
    shown = content.typed_value(row[column.key], column, definition.money_unit)
    return content.group_label(shown, block.groups) if layout.values[0] == LEVEL1 else shown


def _computed(
    definition: FormDefinition, layout: CellLayout, block: Block, index: int, row: Row, computed: Computed
) -> Content | None:
    """What the program says in the cell; ``None`` where it computes nothing for this row."""
    rule = definition.scoring.execution
    rate, score, execution = computed
    match layout.computed:
        case "line":
            return content.printed(block.lines[index].label)
        case "rate" if rate is not None and rule is not None:
            shown = content.rate_value(rate, rule.rate_display_decimals)
            scored = row.line == rule.line
            return shown if shown.text or scored else shown._replace(text=layout.blank)
        case "ratio":
            return content.ratio(row, layout.of)
        case "weight" if score is not None:
            return content.points(score.weight) if score.weight else content.printed(layout.otherwise)
        case "weight" if rule is not None:
            return content.points(rule.weight)
        case "score" if score is not None:
            return content.score_value(score, row[layout.values[0]] if layout.values else "")
        case "share" if score is not None:
            return content.share_value(score)
        case "score" if execution is not None:
            return content.score_value(execution)
    return None
