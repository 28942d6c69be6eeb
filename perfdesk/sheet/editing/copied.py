"""A copied block fitted to a form's columns: by its heading row, and targets in one cell or in three."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.known_keys import MANUAL_SCORE, NATURE, TARGET, UNIT, WEIGHT
from perfdesk.model.value.folding import folded_heading, half_width
from perfdesk.model.value.value import is_blank, parse_number
from perfdesk.model.value.written_target import QUALITATIVE, WrittenTarget, read_target
from perfdesk.sheet.layout.sheet import Cell

TARGET_KEYS = (NATURE, TARGET, UNIT)
"""The columns that a target written in one cell (≥99%) stands for."""

_NATURES = frozenset(("≥", "≤", "＝", "=", "＞", ">", "＜", "<", ">=", "<=", QUALITATIVE, "定量"))
_KINDS = frozenset((QUALITATIVE, "定量"))
_SIGNED = re.compile(r"\s*(?:≥|≤|＝|=|＞|>|＜|<|不低于|不高于|不超过|不少于)")
_AMOUNT = re.compile(r"[\s\d<>=≤≥＜＞＝.,%％-]+")  # no column is headed so
_LEAST_HEADINGS = 2
_LONGEST_HEADING = 100  # characters; of more, looking for brackets takes the square


class Text(NamedTuple):
    """A copied text, and where it stood in the block: row and column count from 1."""

    text: str
    row: int
    column: int


Line = list[Text | None]
"""A row of the block; ``None`` leaves the form's cell alone."""

CellAt = Callable[[int], Cell | None]
"""The cell of the row pasted onto that covers a grid column."""


class Fitted(NamedTuple):
    """The block as it is to be laid, its first column at the grid's ``column``.

    ``unknown`` are headings of columns that the form does not have.
    """

    lines: list[Line]
    column: int
    unknown: tuple[str, ...] = ()


def numbered(table: Sequence[Sequence[str]]) -> list[Line]:
    """The texts of a block with their places in it."""
    return [
        [Text(text, row, column) for column, text in enumerate(texts, 1)]
        for row, texts in enumerate(table, 1)
    ]


def fitted(
    definition: FormDefinition,
    block: str,
    cell_at: CellAt,
    column: int,
    table: Sequence[Sequence[str]],
    forms: Iterable[FormDefinition] = (),
) -> Fitted:
    """Fit a block to the columns of ``block``, at a grid column where it has no heading row.

    Headings are the words of this form, else those of ``forms`` for columns of the same key.
    """
    lines = numbered(table)
    for number, line in enumerate(lines[:-1]):
        filled = [text.text for text in line if text is not None and text.text.strip()]
        if not filled:
            continue
        if _are_headings(sum(not _AMOUNT.fullmatch(text) for text in filled), len(filled)):
            keys = heading_keys(block, (definition,))
            if not all(folded_heading(text) in keys for text in filled):
                keys = heading_keys(block, (definition, *forms))
            named = [keys.get(folded_heading(text.text)) if text is not None else None for text in line]
            if _are_headings(sum(key is not None for key in named), len(filled)):
                return _by_heading(definition, block, cell_at, line, named, lines[number + 1 :])
        break
    return _by_place(block, cell_at, column, lines)


def _are_headings(known: int, filled: int) -> bool:
    """Whether a row with so many filled cells is a heading row, of which so many are headings."""
    return known >= _LEAST_HEADINGS and known * 3 >= filled * 2


def heading_keys(block: str, forms: Iterable[FormDefinition]) -> dict[str, str]:
    """The column that each heading names, ``""`` for one that is computed; the first form's word counts."""
    found: dict[str, str] = {}
    for form in forms:
        if all(known.key != block for known in form.blocks):
            continue
        for section in form.sheet.sections:
            for above, row in zip(section.rows, section.rows[1:], strict=False):
                if row.repeat != block or above.repeat:
                    continue
                texts = {cell.first_column: cell.text for cell in above.cells}
                for cell in row.cells:
                    key = TARGET if TARGET in cell.values else next(iter(cell.values), "")
                    _name(found, texts.get(cell.first_column, ""), key)
        for column in form.block(block).columns:
            _name(found, column.label, column.key)
    return found


def _name(found: dict[str, str], heading: str, key: str) -> None:
    for part in (heading, *heading.split("/")):
        if folded_heading(part[:_LONGEST_HEADING]):
            found.setdefault(folded_heading(part[:_LONGEST_HEADING]), key)


def _keys(cell: Cell | None, block: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path.key for path in cell.paths if path.block == block)) if cell else ()


def _by_heading(
    definition: FormDefinition,
    block: str,
    cell_at: CellAt,
    headings: Line,
    named: Sequence[str | None],
    lines: Sequence[Line],
) -> Fitted:
    width = len(definition.sheet.column_widths_mm)
    own = {cell.column: _keys(cell, block) for at in range(width) if (cell := cell_at(at)) is not None}
    places = {key: column for column, keys in own.items() for key in keys}
    at_key = {key: number for number, key in enumerate(named) if key}
    unknown = tuple(
        heading.text.strip()
        for heading, key in zip(headings, named, strict=True)
        if heading is not None and heading.text.strip() and (key is None or (key and key not in places))
    )
    result: list[Line] = []
    for line in lines:
        texts = {key: line[number] for key, number in at_key.items() if number < len(line)}
        laid: Line = [None] * width
        for key, text in _targets(texts, own).items():
            if key in places:
                laid[places[key]] = text
        result.append(laid)
    return Fitted(result, 0, unknown)


def _targets(texts: Mapping[str, Text | None], own: Mapping[int, tuple[str, ...]]) -> dict[str, Text | None]:
    """The texts of a row by column, its target written as this form writes it."""
    result = dict(texts)
    target = texts.get(TARGET)
    if TARGET_KEYS in own.values():
        parts = [texts[key] for key in TARGET_KEYS if key in texts]
        first = next((part for part in parts if part is not None), None)
        for key in TARGET_KEYS:
            result.pop(key, None)
        if first is not None:
            values = [(texts.get(key) or first._replace(text="")).text.strip() for key in TARGET_KEYS]
            written = str(WrittenTarget(*values)) if len(parts) > 1 else first.text
            result[TARGET] = first._replace(text=written)
    elif target is not None and NATURE not in texts and target.text.strip():
        unit = texts.get(UNIT)
        read = read_target(target.text, unit.text if unit is not None else "")
        result |= {key: target._replace(text=value) for key, value in zip(TARGET_KEYS, read, strict=True)}
        if unit is not None and unit.text.strip():
            result[UNIT] = unit
    return result


def _by_place(block: str, cell_at: CellAt, column: int, lines: list[Line]) -> Fitted:
    """Rewrite the targets of a block that has them in the other way than the form."""
    model = max(lines, key=lambda line: sum(1 for text in line if text is not None and text.text.strip()))
    for number, cell in enumerate(landing(cell_at, column, [text.text if text else "" for text in model])):
        keys = _keys(cell, block)
        if keys == TARGET_KEYS and _are_three(block, cell_at, column, lines, number):
            return Fitted([_joined(line, number) for line in lines], column)
        if keys in ((NATURE,), (TARGET,)) and _any_written(lines, number):
            assert cell is not None
            start = column
            if keys == (TARGET,):
                # Beside a unit of its own it is this form's 指标值, in which somebody wrote the sign, too.
                if number > 0 or _are_units(lines, number + 1):
                    continue
                before = cell_at(cell.column - 1)
                if before is None or _keys(before, block) != (NATURE,):
                    continue
                start = before.column
            return Fitted([_split(line, number) for line in lines], start)
    return Fitted(lines, column)


def _are_three(block: str, cell_at: CellAt, column: int, lines: Sequence[Line], number: int) -> bool:
    """Whether a block has nature, target and unit from a column on, where the form has one cell for them.

    定性 is also what the one cell itself says of a target without a number. So the block is read as it
    stands where that fits the form, and no unit is a number: those are the weights of such a row.
    """
    natures = [half_width(text).strip() for text in _column(lines, number)]
    if not natures or not _NATURES.issuperset(natures):
        return False
    if any(parse_number(text) is not None for text in _column(lines, number + 2)):
        return False
    return not _KINDS.issuperset(natures) or not all(_fits(block, cell_at, column, line) for line in lines)


def _fits(block: str, cell_at: CellAt, column: int, line: Line) -> bool:
    """Whether a line can stand as it is: within the row, and nothing but numbers as weight and score."""
    texts = [text.text if text else "" for text in line]
    for cell, text in zip(landing(cell_at, column, texts), texts, strict=True):
        if is_blank(text):
            continue
        keys = _keys(cell, block)
        if not keys or (keys[0] in (WEIGHT, MANUAL_SCORE) and parse_number(text) is None):
            return False
    return True


def _are_units(lines: Sequence[Line], number: int) -> bool:
    """Whether a column of a block is there, and can be one of units: no text in it has a digit."""
    texts = _column(lines, number)
    return bool(texts) and not any(sign.isdecimal() for text in texts for sign in text)


def landing(cell_at: CellAt, column: int, texts: Sequence[str]) -> list[Cell | None]:
    """The cell that each text of a row lands on, from a grid column on; ``None`` past the last column.

    It is also ``None`` for a blank that Excel copies for the other columns of a merged cell.
    """
    placed: list[Cell | None] = []
    for text in texts:
        cell = cell_at(column)
        if cell is not None and column > cell.column:
            if not text.strip():
                column += 1
                placed.append(None)
                continue
            column = cell.column + cell.column_span
            cell = cell_at(column)
        placed.append(cell)
        column += 1
    return placed


def _column(lines: Iterable[Line], number: int) -> list[str]:
    return [
        text.text
        for line in lines
        if number < len(line) and (text := line[number]) is not None and text.text.strip()
    ]


def _any_written(lines: Iterable[Line], number: int) -> bool:
    """Whether a column holds targets with their sign: ≥99%."""
    return any(
        _SIGNED.match(text) and any(sign.isdecimal() for sign in text) for text in _column(lines, number)
    )


def _joined(line: Line, number: int) -> Line:
    three = [*line[number : number + 3], *[None] * 3][:3]
    first = next((text for text in three if text is not None), None)
    if first is None:
        return [*line[:number], None, *line[number + 3 :]]
    written = str(WrittenTarget(*(text.text.strip() if text else "" for text in three)))
    return [*line[:number], first._replace(text=written), *line[number + 3 :]]


def _split(line: Line, number: int) -> Line:
    text = line[number] if number < len(line) else None
    if text is None:
        return line
    parts: Line = [Text(part, text.row, text.column) for part in read_target(text.text)]
    return line[:number] + parts + line[number + 1 :]
