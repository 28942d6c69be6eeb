"""Definition + record + scores → sheet: every row, cell and merge of the official layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from perfdesk.model.language.computed_kind import ComputedKind
from perfdesk.model.language.registry import FORM_KINDS, ROW_KINDS
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Scores
from perfdesk.sheet.layout import content
from perfdesk.sheet.layout.cell_content import form_content, row_content
from perfdesk.sheet.layout.content import CellContent
from perfdesk.sheet.layout.row_place import RowPlace, RowPlaces, at_place, prefix_of
from perfdesk.sheet.layout.sheet import Cell, CellKind, Sheet, SheetRow


def compose(definition: FormDefinition, record: Record, scores: Scores) -> Sheet:
    """Lay out one record on its official form."""
    return Composer(definition).compose(record, scores)


class _Built(NamedTuple):
    """The cells of one grid row, and what they were built from."""

    layout: RowLayout
    parts: tuple[object, ...]  # compared by identity
    place: RowPlace | None  # of a repeated row
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
        self._row_places: dict[
            int, RowPlaces
        ] = {}  # by the identity of the repeated row, which the definition holds

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
            if id(layout) not in self._row_places:
                self._row_places[id(layout)] = RowPlaces(layout, block)
            based_on = _based_on(layout, block, record.rows(block.key))
            for index, place in self._row_places[id(layout)].of(record.rows(block.key)).items():
                rows.append(SheetRow(height, number, block.key, index, layout.heading, keep))
                at = len(rows) - 1
                cells += self._repeated(layout, block, index, place, at, record, scores, based_on, before)
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
        contents = [form_content(self._definition, cell, record, scores) for cell in layout.cells]
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
                _kind(cell, FORM_KINDS),
                tuple(field_path(key) for key in cell.values),
                _form_source(cell),
            )
            for cell, shown in zip(layout.cells, contents, strict=True)
        )
        self._built.append(_Built(layout, (), None, cells))
        return cells

    def _repeated(
        self,
        layout: RowLayout,
        block: Block,
        index: int,
        place: RowPlace,
        grid_row: int,
        record: Record,
        scores: Scores,
        based_on: Sequence[Row],
        before: Sequence[_Built | None],
    ) -> tuple[Cell, ...]:
        rows = record.rows(block.key)
        row, definition = rows[index], self._definition
        rate = scores.rates[block.key][index] if block.key in scores.rates else None
        score = scores.indicators[block.key][index] if block.key in scores.indicators else None
        execution = scores.execution if block.kind is BlockKind.BUDGET else None
        shared = (rows[at] for at in place.holding_rows if at != index)
        parts = (row, rate, score, execution, *shared, *based_on)
        old = _taken(before, grid_row, layout)
        if (
            old is not None
            and old.place == place
            and len(parts) == len(old.parts)
            and all(map(is_, parts, old.parts))
        ):
            self._built.append(old)
            return old.cells
        cells = tuple(
            _cell(
                cell,
                grid_row,
                span,
                at_place(
                    cell,
                    place,
                    row,
                    row_content(definition, cell, record, scores, block, index, rows[at]),
                ),
                _kind(cell, ROW_KINDS[block.kind]),
                _paths(cell, block.key, at, span),
                _row_source(cell, block, index),
            )
            if not cell.only or row.line in cell.only
            else _cell(cell, grid_row, span, content.printed(cell.otherwise), CellKind.LABEL, (), "")
            for cell, span, at in zip(layout.cells, place.spans, place.holding_rows, strict=True)
            if span
        )
        self._built.append(_Built(layout, parts, place, cells))
        return cells


def _based_on(layout: RowLayout, block: Block, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows beside its own that what is computed in a repeated row is based on."""
    kinds = ROW_KINDS[block.kind]
    return tuple(
        row for cell in layout.cells if cell.computed for row in kinds[cell.computed].based_on(cell, rows)
    )


def _taken(before: Sequence[_Built | None], grid_row: int, layout: RowLayout) -> _Built | None:
    old = before[grid_row] if grid_row < len(before) else None
    return old if old is not None and old.layout is layout else None


def _paths(layout: CellLayout, block: str, index: int, span: int) -> tuple[Path, ...]:
    """The values in a cell of a repeated row: those of all rows that merge by equality, else of its first."""
    if layout.merge is Merge.EQUAL:
        return tuple(Path(block, at, key) for at in range(index, index + span) for key in layout.values)
    return tuple([Path(block, index, key) for key in layout.values])


def _form_source(layout: CellLayout) -> str:
    source = FORM_KINDS[layout.computed].source() if layout.computed else None
    return str(source) if source else ""


def _row_source(layout: CellLayout, block: Block, index: int) -> str:
    source = ROW_KINDS[block.kind][layout.computed].source(block, index, layout) if layout.computed else None
    return str(source) if source else ""


def _kind(layout: CellLayout, kinds: Mapping[str, ComputedKind]) -> CellKind:
    if not layout.computed or kinds[layout.computed].is_label:
        return CellKind.INPUT if layout.values else CellKind.LABEL
    return CellKind.SCORE if layout.values else CellKind.COMPUTED


def _cell(
    layout: CellLayout,
    row: int,
    row_span: int,
    shown: CellContent,
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
