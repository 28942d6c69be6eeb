"""What a cell offers to choose from: the form's choices, points of a qualitative score, known indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.edit import stock_edit
from perfdesk.model.form.definition import FormDefinition, IndicatorRule
from perfdesk.model.form.known_keys import ACTUAL, LEVEL3, NATURE, WEIGHT
from perfdesk.model.language.registry import asked_paths
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Outcome, Scores
from perfdesk.model.stock.stock import StockIndicator
from perfdesk.model.value.value import display_score, parse_points, rounded
from perfdesk.model.value.written_target import QUALITATIVE, WrittenTarget
from perfdesk.sheet.layout.sheet import Cell, CellKind

_NO_VALUES: Mapping[str, str] = {}
_SHARES = tuple(Decimal(share) for share in ("1", "0.9", "0.8", "0.7", "0.6", "0.5", "0"))


class Choice(NamedTuple):
    """A text to put into a cell, and a note beside it in the list.

    ``fills`` are values that come with it, by the key of their column in the same row.
    """

    text: str
    note: str = ""
    fills: Mapping[str, str] = _NO_VALUES


def choices(
    definition: FormDefinition, record: Record, scores: Scores | None, cell: Cell
) -> tuple[Choice, ...]:
    """What the cell's list holds; empty where it has none."""
    if not cell.paths:
        return ()
    path = asked_paths(cell.codec, cell.paths)[-1]
    rule = next((rule for rule in definition.scoring.indicators if rule.block == path.block), None)
    if cell.kind is not CellKind.SCORE or scores is None or path.index is None:
        offered = tuple(Choice(text) for text in definition.field_at(path).choices)
        if path.key == ACTUAL and path.index is not None and rule is not None and not offered:
            return _bands(rule) if record.rows(path.block)[path.index][NATURE] == QUALITATIVE else ()
        return offered
    score = scores.indicators[path.block][path.index] if path.block in scores.indicators else None
    weight = parse_points(record.rows(path.block)[path.index][WEIGHT])
    if rule is None or score is None or weight is None or score.computed is not None:
        return ()
    return _points(rule, weight) if score.outcome in (Outcome.WAITING, Outcome.MANUAL) else ()


def names_indicator(definition: FormDefinition, cell: Cell) -> bool:
    """Whether what is typed into a cell names an indicator (三级指标)."""
    if len(cell.paths) != 1 or cell.paths[0].key != LEVEL3:
        return False
    block = stock_edit.indicator_block(definition, cell.paths[0].block)
    return block is not None and block.key == cell.paths[0].block


def indicator_choices(
    definition: FormDefinition, record: Record, cell: Cell, indicators: Iterable[StockIndicator]
) -> tuple[Choice, ...]:
    """The names of known indicators for a cell that names one, each with what its row lacks."""
    path = cell.paths[0]
    assert path.index is not None
    block, row = definition.block(path.block), record.rows(path.block)[path.index]
    return tuple(
        Choice(
            item.name,
            str(WrittenTarget(item.nature, item.target, item.unit)),
            stock_edit.filling(block, row, item),
        )
        for item in (one.in_year(record.year) for one in indicators)
    )


def _bands(rule: IndicatorRule) -> tuple[Choice, ...]:
    """The bands that the actual value of a qualitative indicator may name."""
    return tuple(Choice(band.label, f"{band.most:.0%}～{band.least:.0%}") for band in rule.bands)


def _points(rule: IndicatorRule, weight: Decimal) -> tuple[Choice, ...]:
    """Points a person may give where nothing is computed, with the band each belongs to."""
    return tuple(
        Choice(display_score(rounded(weight * share, rule.rounding)), _band(rule, share)) for share in _SHARES
    )


def _band(rule: IndicatorRule, share: Decimal) -> str:
    label = next((band.label for band in rule.bands if band.least <= share <= band.most), "")
    return f"{label}（{share:.0%}）" if label else f"{share:.0%}"
