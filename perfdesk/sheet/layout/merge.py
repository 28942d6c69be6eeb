"""Which cells of repeated rows join the cells below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from perfdesk.model.form.definition import CellLayout, Line, Merge, RowLayout
from perfdesk.model.record.levels import joins_above
from perfdesk.model.record.record import Row


def spans_of(layout: RowLayout, rows: Sequence[Row], lines: Sequence[Line] = ()) -> list[tuple[int, ...]]:
    """For each record row, how many rows each cell of the layout covers (0: covered).

    ``lines`` are the fixed lines that the rows stand for, where the block has any.
    """
    return list(zip(*_column_spans(layout, rows, lines), strict=True))


def _column_spans(layout: RowLayout, rows: Sequence[Row], lines: Sequence[Line]) -> Iterator[list[int]]:
    outer = [0] * len(rows)  # the group that each row belongs to in the merges further left
    for cell in layout.cells:
        spans = [1] * len(rows)
        if cell.merge is Merge.ALL:
            spans = [len(rows)] + [0] * (len(rows) - 1)
        elif cell.merge is Merge.EQUAL:
            groups = _groups(outer, _texts(cell, rows, lines))
            counts = Counter(groups)
            spans = [counts[group] if group == index else 0 for index, group in enumerate(groups)]
            outer = groups
        elif cell.merge is Merge.GROUP:
            counts = Counter(outer)
            spans = [counts[group] if group == index else 0 for index, group in enumerate(outer)]
        yield spans


def _texts(cell: CellLayout, rows: Sequence[Row], lines: Sequence[Line]) -> list[str]:
    """What a column says in each row, for equal neighbours to join."""
    if cell.printed:
        return [line.texts[cell.printed] for line in lines]
    return [row[cell.values[0]] for row in rows]


def _groups(outer: Sequence[int], texts: Sequence[str]) -> list[int]:
    """For each row, the first row of its run of equal, non-blank neighbours in one outer group."""
    groups: list[int] = []
    for index, text in enumerate(texts):
        joins = index > 0 and joins_above(text, texts[index - 1]) and outer[index] == outer[index - 1]
        groups.append(groups[-1] if joins else index)
    return groups
