"""Definition + record + scores → sheet: every row, cell and merge of the official layout."""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_
from typing import NamedTuple

from perfdesk.model.form.definition import (
    Block,
    BlockKind,
    CellLayout,
    FormDefinition,
    Merge,
    RowLayout,
    SectionLayout,
)
from perfdesk.model.form.known_keys import NAME_FIELD
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Scores
from perfdesk.sheet.layout import content
from perfdesk.sheet.layout.content import Content
from perfdesk.sheet.layout.row_content import Computed, row_content
from perfdesk.sheet.layout.row_place import Seat, Seats, prefix_of, seated
from perfdesk.sheet.layout.sheet import Cell, CellKind, Sheet, SheetRow


def compose(definition: FormDefinition, record: Record, scores: Scores) -> Sheet:
    """Lay out one record on its official form."""
    return Composer(definition).compose(record, scores)


class _Built(NamedTuple):
    """The cells of one grid row, and what they were built from."""

    layout: RowLayout
    parts: tuple[object, ...]  # compared by identity
    seat: Seat | None  # of a repeated row
    cells: tuple[Cell, ...]


class Composer:
    """Lays out a record again and again as it changes.

    A row of cells whose values and scores are still the same objects is taken over from the
    call before, so the cost of an edit does not grow with the form and unchanged cells stay the
    same objects.
    """

    def __init__(self, definition: FormDefinition) -> None:
        self._definition = definition
        self._built: list[_Built | None] = []
        self._seats: dict[int, Seats] = {}  # by the identity of the repeated row, which the definition holds

    def compose(self, record: Record, scores: Scores) -> Sheet:
        """Lay out ``record``, which must be of this composer's form."""
        before, self._built = self._built, []
        rows: list[SheetRow] = []
        cells: list[Cell] = []
        layout = self._definition.sheet
        for number, section in enumerate(layout.sections):
            self._section(section, number, record, scores, before, rows, cells)
        name = record.fields.get(NAME_FIELD, "").strip()
        return Sheet(
            title=name or self._definition.title,
            page=layout.page,
            column_widths_mm=layout.column_widths_mm,
            rows=tuple(rows),
            cells=tuple(cells),
        )

    def _section(
        self,
        section: SectionLayout,
        number: int,
        record: Record,
        scores: Scores,
        before: Sequence[_Built | None],
        rows: list[SheetRow],
        cells: list[Cell],
    ) -> None:
        first, aside_at = len(rows), len(cells)
        for layout in section.rows:
            height, keep = layout.height_mm, section.keep
            if not layout.repeat:
                rows.append(SheetRow(height, number, heading=layout.heading, keep=keep))
                cells += self._plain(layout, len(rows) - 1, record, scores, before)
                continue
            block = self._definition.block(layout.repeat)
            if id(layout) not in self._seats:
                self._seats[id(layout)] = Seats(layout, block)
            for index, seat in self._seats[id(layout)].of(record.rows(block.key)).items():
                rows.append(SheetRow(height, number, block.key, index, layout.heading, keep))
                cells += self._repeated(layout, block, index, seat, len(rows) - 1, record, scores, before)
        if section.aside is not None:
            text = content.printed(section.aside.text.replace("{year}", str(record.year)))
            aside = _cell(section.aside, first, len(rows) - first, text, CellKind.LABEL, (), "")
            cells.insert(aside_at, aside)

    def _plain(
        self,
        layout: RowLayout,
        grid_row: int,
        record: Record,
        scores: Scores,
        before: Sequence[_Built | None],
    ) -> tuple[Cell, ...]:
        contents = [self._form_content(cell, record, scores) for cell in layout.cells]
        old = _taken(before, grid_row, layout)
        if old is not None and all(
            (cell.text, cell.edit_text, cell.origin) == shown[:3]
            for cell, shown in zip(old.cells, contents, strict=True)
        ):
            self._built.append(old)
            return old.cells
        cells = tuple(
            _cell(
                cell,
                grid_row,
                cell.down,
                shown,
                _kind(cell),
                tuple(field_path(key) for key in cell.values),
                _FORM_SOURCES.get(cell.computed, ""),
            )
            for cell, shown in zip(layout.cells, contents, strict=True)
        )
        self._built.append(_Built(layout, (), None, cells))
        return cells

    def _form_content(self, layout: CellLayout, record: Record, scores: Scores) -> Content:
        rule = self._definition.scoring
        match layout.computed:
            case "total":
                return content.points(scores.total.value if scores.total else None)
            case "full":
                return content.points(rule.total.full if rule.total else None)
            case "grade":
                return content.printed((scores.total and scores.total.grade) or "")
            case "execution_weight":
                return content.points(rule.execution.weight if rule.execution else None)
            case "execution_score" if scores.execution:
                return content.score_value(scores.execution)
            case "execution_rate" if rule.execution:
                lines = self._definition.block(rule.execution.block).lines
                at = [line.key for line in lines].index(rule.execution.line)
                rate = scores.rates[rule.execution.block][at]
                return content.rate_value(rate, rule.execution.rate_display_decimals)
            case "sum":
                return content.column_sum(record, layout.of)
        if not layout.values:
            return content.printed(layout.text.replace("{year}", str(record.year)))
        texts = [record.fields.get(key, "") for key in layout.values]
        field = self._definition.field(layout.values[0])
        if layout.codec:
            return content.joined_values(texts, layout.codec, field.choices)
        return content.typed_value(texts[0], field, self._definition.money_unit)

    def _repeated(
        self,
        layout: RowLayout,
        block: Block,
        index: int,
        seat: Seat,
        grid_row: int,
        record: Record,
        scores: Scores,
        before: Sequence[_Built | None],
    ) -> tuple[Cell, ...]:
        rows = record.rows(block.key)
        row, definition = rows[index], self._definition
        rate = scores.rates[block.key][index] if block.key in scores.rates else None
        score = scores.indicators[block.key][index] if block.key in scores.indicators else None
        execution = scores.execution if block.kind is BlockKind.BUDGET else None
        computed = Computed(rate, score, execution)
        parts = (row, *computed, *(rows[at] for at in seat.held if at != index))
        old = _taken(before, grid_row, layout)
        if old is not None and old.seat == seat and all(map(is_, parts, old.parts)):
            self._built.append(old)
            return old.cells
        cells = tuple(
            _cell(
                cell,
                grid_row,
                span,
                seated(cell, seat, row, row_content(definition, cell, block, index, rows[at], computed)),
                _kind(cell),
                _paths(cell, block.key, at, span),
                _source(cell, block, index),
            )
            if not cell.only or row.line in cell.only
            else _cell(cell, grid_row, span, content.printed(cell.otherwise), CellKind.LABEL, (), "")
            for cell, span, at in zip(layout.cells, seat.spans, seat.held, strict=True)
            if span
        )
        self._built.append(_Built(layout, parts, seat, cells))
        return cells


_FORM_SOURCES = {
    "total": "total",
    "grade": "total",
    "execution_score": "execution.score",
    "execution_rate": "execution.score",
}


def _taken(before: Sequence[_Built | None], grid_row: int, layout: RowLayout) -> _Built | None:
    old = before[grid_row] if grid_row < len(before) else None
    return old if old is not None and old.layout is layout else None


def _paths(layout: CellLayout, block: str, index: int, span: int) -> tuple[Path, ...]:
    """The values in a cell of a repeated row: those of all rows that merge by equality, else of its first."""
    if layout.merge is Merge.EQUAL:
        return tuple(Path(block, at, key) for at in range(index, index + span) for key in layout.values)
    return tuple([Path(block, index, key) for key in layout.values])


def _source(layout: CellLayout, block: Block, index: int) -> str:
    if layout.computed == "rate":
        return f"{block.key}[{index}].rate"
    if layout.computed == "score":
        return "execution.score" if block.kind is BlockKind.BUDGET else f"{block.key}[{index}].score"
    return ""


def _kind(layout: CellLayout) -> CellKind:
    if layout.computed in ("", "line"):
        return CellKind.INPUT if layout.values else CellKind.LABEL
    return CellKind.SCORE if layout.values else CellKind.COMPUTED


def _cell(
    layout: CellLayout,
    row: int,
    row_span: int,
    shown: Content,
    kind: CellKind,
    paths: tuple[Path, ...],
    source: str,
) -> Cell:
    text, number, number_format = shown.text, shown.number, shown.number_format
    if layout.prefix:
        text, number, number_format = prefix_of(layout) + text, None, ""
    # By position: a form has thousands of cells.
    return Cell(
        row,
        layout.first_column,
        row_span,
        layout.last_column - layout.first_column + 1,
        text,
        shown.edit_text,
        layout.style,
        kind,
        shown.origin,
        paths,
        layout.codec,
        source,
        number,
        number_format,
    )
