"""Where the cells of a copied block go: onto the sheet's cells, and into new rows below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfdesk.model.definition import FormDefinition
from perfdesk.model.path import Path
from perfdesk.model.record import Record, Row
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.value import parse_points
from perfdesk.sheet.codec import split, typed
from perfdesk.sheet.sheet import Cell, CellKind, Sheet

_MANUAL = "manual_score"


@dataclass(slots=True)
class PastePlan:
    """What a paste changes: values of present rows, and rows added to ``block`` at ``index``.

    ``left_out`` holds the texts that found no cell that takes typing.
    """

    values: dict[Path, str] = field(default_factory=dict)
    block: str = ""
    index: int = 0
    new_rows: list[Row] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def plan_paste(
    definition: FormDefinition,
    record: Record,
    sheet: Sheet,
    at: tuple[int, int],
    table: Sequence[Sequence[str]],
) -> PastePlan:
    """Lay a copied table onto the sheet with its top left at a grid position (row, column).

    A merged cell takes one text; the blanks that Excel copies for the rest of a merge are
    passed over. Rows past the end of a block that grows become new rows, which take their
    levels from the row above where the copy leaves them blank. A pasted score that the row
    computes anyway is not taken for a manual one.
    """
    grid = _grid(sheet)
    plan = PastePlan()
    first_row, column = at
    block = sheet.rows[first_row].block
    grows = bool(block) and definition.block(block).grows
    rows_left = sum(1 for row in sheet.rows[first_row:] if row.block == block)
    for offset, texts in enumerate(table):
        if grows and offset >= rows_left:
            if any(text.strip() for text in texts):
                _add_row(plan, record, sheet, grid, block, first_row + rows_left - 1, column, texts)
        elif first_row + offset < len(sheet.rows):
            _lay(plan, record, sheet, grid, first_row + offset, column, texts)
        else:
            plan.left_out += [text for text in texts if text.strip()]
    if plan.new_rows:
        plan.block, plan.index = block, len(record.rows(block))
    _drop_computed_scores(plan, definition, record)
    return plan


def plan_fill(record: Record, cells: Sequence[Cell], text: str) -> PastePlan:
    """One text into each of several cells."""
    plan = PastePlan()
    for cell in cells:
        if cell.kind in (CellKind.INPUT, CellKind.SCORE):
            plan.values |= typed(cell, record, text)
    return plan


def _grid(sheet: Sheet) -> Mapping[tuple[int, int], Cell]:
    return {
        (row, column): cell
        for cell in sheet.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


def _placed(
    grid: Mapping[tuple[int, int], Cell], row: int, column: int, texts: Sequence[str]
) -> list[tuple[Cell | None, str]]:
    """Each text with the cell it lands on; ``None`` past the last column."""
    placed: list[tuple[Cell | None, str]] = []
    for text in texts:
        cell = grid.get((row, column))
        if cell is not None and column > cell.column:
            if not text.strip():
                column += 1  # the blank that Excel copies for a merged cell's other columns
                continue
            column = cell.column + cell.column_span
            cell = grid.get((row, column))
        placed.append((cell, text))
        column += 1
    return placed


def _lay(
    plan: PastePlan,
    record: Record,
    sheet: Sheet,
    grid: Mapping[tuple[int, int], Cell],
    row: int,
    column: int,
    texts: Sequence[str],
) -> None:
    for cell, text in _placed(grid, row, column, texts):
        if cell is None or cell.kind is CellKind.LABEL:
            if text.strip() and (cell is None or text.strip() != cell.text.strip()):
                plan.left_out.append(text)
        elif cell.kind is CellKind.COMPUTED:
            continue
        elif row > cell.row:
            index = sheet.rows[row].index
            own = [path for path in cell.paths if path.index == index]
            if text.strip():
                plan.values |= {path: text for path in own if record.get(path) != text}
                if not own:
                    plan.left_out.append(text)
        elif cell.kind is not CellKind.SCORE or text.strip() != cell.text:
            plan.values |= typed(cell, record, text)


def _add_row(
    plan: PastePlan,
    record: Record,
    sheet: Sheet,
    grid: Mapping[tuple[int, int], Cell],
    block: str,
    like: int,
    column: int,
    texts: Sequence[str],
) -> None:
    above = plan.new_rows[-1] if plan.new_rows else record.rows(block)[-1]
    values = {key: above[key] for key in ("level1", "level2") if above[key]}
    for cell, text in _placed(grid, like, column, texts):
        keys = [path.key for path in cell.paths if path.block == block] if cell is not None else []
        if cell is not None and cell.codec and keys:
            parts = zip(keys, split(cell.codec, text, [""] * len(keys)), strict=True)
            values |= {key: part for key, part in parts if part}
        elif len(set(keys)) == 1:
            if text.strip():
                values[keys[0]] = text
        elif text.strip() and (cell is None or cell.kind is not CellKind.COMPUTED):
            plan.left_out.append(text)
    plan.new_rows.append(Row(values))


def _drop_computed_scores(plan: PastePlan, definition: FormDefinition, record: Record) -> None:
    """Take back each pasted score that its row computes without it."""
    pasted = [path for path, text in plan.values.items() if path.key == _MANUAL and text]
    if not pasted and not any(row[_MANUAL] for row in plan.new_rows):
        return
    bare = record
    for path, text in plan.values.items():
        bare = bare.with_value(path, "" if path in pasted else text)
    if plan.new_rows:
        rows = [row.with_value(_MANUAL, "") for row in plan.new_rows]
        bare = bare.with_rows(plan.block, [*bare.rows(plan.block), *rows])
    scores = score_record(definition, bare).indicators
    for path in pasted:
        if path.index is not None and path.block in scores:
            computed = scores[path.block][path.index].computed
            if computed is not None and computed == parse_points(plan.values[path]):
                plan.values[path] = ""
    for number, row in enumerate(plan.new_rows):
        if row[_MANUAL] and plan.block in scores:
            computed = scores[plan.block][plan.index + number].computed
            if computed is not None and computed == parse_points(row[_MANUAL]):
                plan.new_rows[number] = row.with_value(_MANUAL, "")
