"""Where a record row stands among the rows of its block, and what the form prints for its place there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfdesk.model.form.definition import Block, CellLayout, Merge, RowLayout
from perfdesk.model.form.known_keys import LEVELS
from perfdesk.model.record.levels import is_unused, levels_of
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.shared import holding_row
from perfdesk.sheet.layout.content import CellContent
from perfdesk.sheet.layout.merge import spans_of

_NUMBER = "{n}"


class RowPlace(NamedTuple):
    """The rows that each cell of a record row covers, and the row's place in its level (二级指标).

    ``holding_rows`` is, for each cell, the row that holds its value: not always the first of those that share
    one.
    """

    spans: tuple[int, ...]
    holding_rows: tuple[int, ...]
    ordinal: int  # counts from 1 within the level
    last: bool  # of its level


class RowPlaces:
    """The places of the record rows that a repeated row of a sheet prints, again and again as they change."""

    def __init__(self, layout: RowLayout, block: Block) -> None:
        merged = (cell.values[0] for cell in layout.cells if cell.merge is not Merge.NONE and cell.values)
        self._layout, self._block = layout, block
        self._keys = tuple(dict.fromkeys((*LEVELS, *merged)))
        self._rows: tuple[Row, ...] = ()
        self._places: dict[int, RowPlace] = {}

    def of(self, rows: tuple[Row, ...]) -> dict[int, RowPlace]:
        """The seat of each row by its index; the same object where no row sits elsewhere than before."""
        before, self._rows = self._rows, rows
        if len(rows) != len(before) or not all(map(self._sits_as, rows, before)):
            self._places = places_of(self._layout, self._block, rows)
        return self._places

    def _sits_as(self, row: Row, before: Row) -> bool:
        return row is before or (
            row.line == before.line and all(row[key] == before[key] for key in self._keys)
        )


def places_of(layout: RowLayout, block: Block, rows: Sequence[Row]) -> dict[int, RowPlace]:
    """The seat of each record row that a repeated row of the sheet prints, by the row's index."""
    shown = [at for at, row in enumerate(rows) if not layout.lines or row.line in layout.lines]
    if not shown:
        return {}
    printed = [rows[at] for at in shown]
    levels = levels_of(printed)
    lines = [block.lines[at] for at in shown] if block.lines else []
    spans = spans_of(layout, printed, lines)
    holding_rows = list(
        zip(
            *(
                _holding_row(*column, shown, printed)
                for column in zip(layout.cells, zip(*spans, strict=True), strict=True)
            ),
            strict=True,
        )
    )
    places: dict[int, RowPlace] = {}
    ordinal = 0
    for index, at in enumerate(shown):
        ordinal = ordinal + 1 if index and levels[index] == levels[index - 1] else 1
        last = index == len(printed) - 1 or levels[index] != levels[index + 1]
        places[at] = RowPlace(spans[index], holding_rows[index], ordinal, last)
    return places


def _holding_row(
    layout: CellLayout, spans: Sequence[int], shown: Sequence[int], rows: Sequence[Row]
) -> Sequence[int]:
    """For each row, which row holds the value of the cell of this column that begins there."""
    if layout.merge is not Merge.GROUP or not layout.values:
        return shown
    key = layout.values[0]
    return [
        shown[index + (holding_row(rows[index : index + span], key) if span else 0)]
        for index, span in enumerate(spans)
    ]


def at_place(layout: CellLayout, place: RowPlace, row: Row, shown: CellContent) -> CellContent:
    """What a cell shows where its row stands: 指标2： before the value, or …… instead of a blank row."""
    if layout.more and place.last and place.ordinal > 1 and is_unused(row):
        return shown._replace(text=layout.more)
    if _NUMBER in layout.prefix:
        return shown._replace(text=layout.prefix.replace(_NUMBER, str(place.ordinal)) + shown.text)
    return shown


def prefix_of(layout: CellLayout) -> str:
    """The printed text before a value that is the same in every row."""
    return "" if _NUMBER in layout.prefix else layout.prefix
