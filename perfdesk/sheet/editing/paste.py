"""Where the cells of a copied block go: onto the sheet's cells, and into new rows below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.known_keys import LEVEL1, LEVEL2, LEVEL3, LEVELS, MANUAL_SCORE
from perfdesk.model.form.path import Path
from perfdesk.model.language.registry import codec_of
from perfdesk.model.record.levels import levels_of, same_level
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.value.folding import folded_name, without_points
from perfdesk.model.value.value import parse_points
from perfdesk.sheet.editing.area import Area, cells_in
from perfdesk.sheet.editing.copied import Line, Text, fitted, landing, numbered
from perfdesk.sheet.layout.codec import typed
from perfdesk.sheet.layout.sheet import Cell, CellKind, Sheet, takes_typing


@dataclass(slots=True)
class PastePlan:
    """What a paste changes: values of present rows, and rows added to ``block`` at ``index``.

    ``left_out`` holds the texts that found no cell that takes typing, ``unknown`` the headings of copied
    columns that the form does not have.
    """

    values: dict[Path, str] = field(default_factory=dict)
    block: str = ""
    index: int = 0
    new_rows: list[Row] = field(default_factory=list)
    left_out: list[Text] = field(default_factory=list)
    unknown: tuple[str, ...] = ()


def plan_paste(
    definition: FormDefinition,
    record: Record,
    sheet: Sheet,
    at: tuple[int, int],
    table: Sequence[Sequence[str]],
    forms: Iterable[FormDefinition] = (),
) -> PastePlan:
    """Lay a copied table onto the sheet with its top left at a grid position (row, column).

    A merged cell takes one text; the blanks that Excel copies for the rest of a merge are
    passed over, and a level left blank below a copied one is that one. In a block that grows, a heading
    row in the copy says which column is which, a target in one cell (≥99%) and one in three become what
    the form has, and rows past the end become new rows, which take their levels from the row above where
    the copy leaves them blank. A pasted score that the row computes anyway is not taken for a manual one.
    ``forms`` lend their words for headings.
    """
    grid = _grid(sheet)
    plan = PastePlan()
    first_row, column = at
    block = sheet.rows[first_row].block
    grows = bool(block) and definition.block(block).grows
    if grows:
        fit = fitted(definition, block, lambda at: grid.get((first_row, at)), column, table, forms)
        lines, column, plan.unknown = _without_printed(definition, block, fit.lines), fit.column, fit.unknown
    else:
        lines = numbered(table)
    rows_left = sum(1 for row in sheet.rows[first_row:] if row.block == block)
    levels: dict[str, str] = {}
    for offset, line in enumerate(lines):
        if grows and offset >= rows_left:
            if any(text is not None and text.text.strip() for text in line):
                _add_row(plan, record, grid, block, first_row + rows_left - 1, column, line, levels)
        elif first_row + offset < len(sheet.rows):
            _lay(plan, record, sheet, grid, first_row + offset, column, line, levels)
        else:
            plan.left_out += [text for text in line if text is not None and text.text.strip()]
    if plan.new_rows:
        plan.block, plan.index = block, len(record.rows(block))
    _drop_computed_scores(plan, definition, record)
    return plan


def _without_printed(definition: FormDefinition, block: str, lines: Iterable[Line]) -> list[Line]:
    """The lines without what a form prints in rows that are not used (……): nobody typed it."""
    printed = {
        cell.more
        for section in definition.sheet.sections
        for row in section.rows
        if row.repeat == block
        for cell in row.cells
        if cell.more
    }
    return [
        [text and text._replace(text="" if text.text.strip() in printed else text.text) for text in line]
        for line in lines
    ]


def plan_text(record: Record, cells: Sequence[Cell], text: str) -> PastePlan:
    """One text into each of several cells."""
    plan = PastePlan()
    for cell in cells:
        if takes_typing(cell):
            plan.values |= typed(cell, record, text)
    return plan


def plan_fill(record: Record, sheet: Sheet, area: Area, *, down: bool) -> dict[Path, str]:
    """The texts of an area's first row (or first column) into the cells below (or beside) them.

    The values that change. Of an area of one row (column), the texts come from the cells before it.
    """
    if down and area.top == area.bottom and area.top > 0:
        area = area._replace(top=area.top - 1)
    elif not down and area.left == area.right and area.left > 0:
        area = area._replace(left=area.left - 1)
    sources: dict[int, Cell] = {}
    values: dict[Path, str] = {}
    cells = sorted(cells_in(sheet, area), key=lambda cell: (cell.row, cell.column))
    for cell in cells if down else sorted(cells, key=lambda cell: cell.column):
        source = sources.setdefault(cell.column if down else cell.row, cell)
        if source is not cell and takes_typing(source) and takes_typing(cell):
            values |= typed(cell, record, source.edit_text)
    return values


def _grid(sheet: Sheet) -> Mapping[tuple[int, int], Cell]:
    return {
        (row, column): cell
        for cell in sheet.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


def _placed(
    grid: Mapping[tuple[int, int], Cell], row: int, column: int, line: Line
) -> Iterable[tuple[Cell | None, Text]]:
    """Each text with the cell it lands on; ``None`` past the last column."""
    cells = landing(lambda at: grid.get((row, at)), column, [text.text if text else "" for text in line])
    for cell, text in zip(cells, line, strict=True):
        if text is not None and (cell is not None or text.text.strip()):
            yield cell, text


def _lay(
    plan: PastePlan,
    record: Record,
    sheet: Sheet,
    grid: Mapping[tuple[int, int], Cell],
    row: int,
    column: int,
    line: Line,
    levels: dict[str, str],
) -> None:
    scored = False
    for cell, copied in _placed(grid, row, column, line):
        text = copied.text
        if cell is None or cell.kind is CellKind.LABEL:
            if text.strip() and (cell is None or text.strip() != cell.text.strip()):
                plan.left_out.append(copied)
            continue
        if cell.kind is CellKind.COMPUTED:
            continue
        index = sheet.rows[row].index
        own = [path for path in cell.paths if path.index == index]
        if own and index is not None and own[0].key in LEVELS:
            key, text = own[0].key, without_points(text)
            if key == LEVEL1 and text and not same_level(text, levels.get(LEVEL1, "")):
                levels.pop(LEVEL2, None)
            text = levels[key] = text or levels.get(key, "")
            plan.values |= {path: text for path in own if text and record.get(path) != text}
        elif row > cell.row:
            if text.strip():
                plan.values |= {path: text for path in own if record.get(path) != text}
                if not own:
                    plan.left_out.append(copied)
        elif cell.kind is not CellKind.SCORE or text.strip() != cell.text:
            plan.values |= typed(cell, record, text)
        scored |= cell.kind is CellKind.SCORE and bool(text.strip())
    if not scored:
        _drop_old_score(plan, record, sheet, row)


def _drop_old_score(plan: PastePlan, record: Record, sheet: Sheet, row: int) -> None:
    """Take the manual score from a row that becomes another indicator: it was given to the one before."""
    place = sheet.rows[row]
    if place.index is None:
        return
    name, score = (Path(place.block, place.index, key) for key in (LEVEL3, MANUAL_SCORE))
    old, new = record.get(name), plan.values.get(name, "")
    if old.strip() and new.strip() and folded_name(old) != folded_name(new) and record.get(score):
        plan.values[score] = ""


def _add_row(
    plan: PastePlan,
    record: Record,
    grid: Mapping[tuple[int, int], Cell],
    block: str,
    like: int,
    column: int,
    line: Line,
    levels: Mapping[str, str],
) -> None:
    if plan.new_rows:
        above = plan.new_rows[-1]
    else:
        last = dict(zip(LEVELS, levels_of(record.rows(block))[-1], strict=True))
        above = Row({**last, **{key: text for key, text in levels.items() if text}})
    values: dict[str, str] = {}
    for cell, copied in _placed(grid, like, column, line):
        text = copied.text
        keys = [path.key for path in cell.paths if path.block == block] if cell is not None else []
        if cell is not None and cell.codec and keys:
            parts = zip(keys, codec_of(cell.codec).split(text, [""] * len(keys)), strict=True)
            values |= {key: part for key, part in parts if part}
        elif len(set(keys)) == 1:
            if text.strip():
                values[keys[0]] = without_points(text) if keys[0] in LEVELS else text
        elif text.strip() and (cell is None or cell.kind is not CellKind.COMPUTED):
            plan.left_out.append(copied)
    own = zip(LEVELS, levels_of([above, Row(values)])[-1], strict=True)
    plan.new_rows.append(Row({**{key: text for key, text in own if text}, **values}))


def _drop_computed_scores(plan: PastePlan, definition: FormDefinition, record: Record) -> None:
    """Take back each pasted score that its row computes without it."""
    pasted = [path for path, text in plan.values.items() if path.key == MANUAL_SCORE and text]
    if not pasted and not any(row[MANUAL_SCORE] for row in plan.new_rows):
        return
    bare = record.with_values(plan.values | dict.fromkeys(pasted, ""))
    if plan.new_rows:
        rows = [row.with_value(MANUAL_SCORE, "") for row in plan.new_rows]
        bare = bare.with_rows(plan.block, [*bare.rows(plan.block), *rows])
    scores = score_record(definition, bare).indicators
    for path in pasted:
        if path.index is not None and path.block in scores:
            computed = scores[path.block][path.index].computed
            if computed is not None and computed == parse_points(plan.values[path]):
                plan.values[path] = ""
    for number, row in enumerate(plan.new_rows):
        if row[MANUAL_SCORE] and plan.block in scores:
            computed = scores[plan.block][plan.index + number].computed
            if computed is not None and computed == parse_points(row[MANUAL_SCORE]):
                plan.new_rows[number] = row.with_value(MANUAL_SCORE, "")
