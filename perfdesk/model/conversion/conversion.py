"""Turns a filled form into another year's or province's: what both have is carried over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from perfdesk.model.conversion.form_pair import FormPair, Pairing, form_pair
from perfdesk.model.form.annotation import EXPLANATIONS
from perfdesk.model.form.definition import Block, FormDefinition, ValueKind
from perfdesk.model.form.known_keys import LEVEL1, LEVEL2, LEVEL3, LEVELS
from perfdesk.model.record.execution_reason import reason_put, reason_taken
from perfdesk.model.record.levels import RowLevels, levels_of, with_levels
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import new_record, planned
from perfdesk.model.record.spanning import with_joined_spans
from perfdesk.model.value.value import display_score, parse_money, parse_number

_NOTHING: Mapping[str, str] = {}


class Dropped(NamedTuple):
    """A text that the other form has no place for; ``label`` says where it stood."""

    label: str
    text: str


class Moved(NamedTuple):
    """Indicators of one level (产出指标 › 成本指标) that come under another; both as people read them."""

    before: str
    after: str


class Conversion(NamedTuple):
    """A record of another form, and what became of the values of the old one.

    ``dropped`` in the old form's order; ``strange`` are the levels that the other form does not have
    and that stay as typed; ``rescaled`` amounts were counted in the other form's money unit.
    """

    record: Record
    dropped: tuple[Dropped, ...]
    moved: tuple[Moved, ...]
    strange: tuple[str, ...]
    rescaled: bool


def converted(record: Record, before: FormDefinition, after: FormDefinition, year: int) -> Conversion:
    """The record as one of the form ``after`` and of ``year``; ``before`` is its own form.

    Fields, blocks, lines and columns are paired by key, and by label where keys differ. Texts stay as
    typed, but for amounts without a unit of their own where the forms count in 元 and 万元, and for levels
    as :func:`matching_level` says; the reason for the budget's execution goes where the form has its place.
    Rows that hold nothing are left to the new form. Nothing is guessed.
    """
    reason, record = reason_taken(record, before, after)
    pair = form_pair(before, after)
    work = _Work(pair)
    fields = work.carried(record.fields, pair.fields())
    blocks: dict[str, tuple[Row, ...]] = {}
    for block in before.blocks:
        partner = pair.blocks.get(block.key)
        if partner is None:
            work.drop_rows(block, record.rows(block.key))
        elif block.grows:
            blocks[partner.key] = work.grown(block, partner, record.rows(block.key))
        else:
            blocks[partner.key] = work.fixed(block, partner, record.rows(block.key))
    work.drop_rest(record)
    begun = new_record(after, year)
    filled = {key: rows for key, rows in blocks.items() if rows}
    for block in after.blocks:
        if block.lines and block.key in filled:
            filled[block.key] = _over(begun.rows(block.key), filled[block.key])
    whole = planned(after, Record(after.id, year, {**begun.fields, **fields}, {**begun.blocks, **filled}))
    if reason.strip():
        whole = reason_put(whole, after, reason)
    moved, strange = tuple(dict.fromkeys(work.moved)), tuple(dict.fromkeys(work.strange))
    return Conversion(with_joined_spans(whole, after), tuple(work.dropped), moved, strange, work.rescaled)


class _Work:
    """One conversion while it runs."""

    def __init__(self, pair: FormPair) -> None:
        self._pair = pair
        self._units = pair.before.money_unit, pair.after.money_unit
        self.dropped: list[Dropped] = []
        self.moved: list[Moved] = []
        self.strange: list[str] = []
        self.rescaled = False

    def carried(
        self,
        values: Mapping[str, str],
        pairing: Pairing,
        where: Callable[[], str] = str,
        start: Mapping[str, str] = _NOTHING,
    ) -> dict[str, str]:
        """The values under the keys that they have in the other form; the rest is noted as dropped.

        What the old form began with (``start``, by key) is left to the new one.
        """
        known = pairing.old
        keys, partners = pairing.of(values)
        result: dict[str, str] = {}
        for key in keys:
            text = values.get(key)
            if not text or not text.strip():
                continue
            old = known.get(key)
            if text == (start.get(key) or (old.start if old is not None else "")):
                continue
            if key not in partners:
                self._drop(where() + (old.label if old is not None else key), text)
                continue
            new = pairing.new[partners[key]]
            money = old is not None and old.kind is new.kind is ValueKind.MONEY
            result[new.key] = self._counted(text) if money else text
        return result

    def fixed(self, old: Block, new: Block, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Rows of fixed lines, as far as the other form has the line."""
        partners, pairing = self._pair.lines(old, new), self._pair.columns(old, new)
        starts = {line.key: line.start for line in old.lines}
        result: list[Row] = []
        for index, row in enumerate(rows):
            if row.line in partners:
                where, start = partial(row_label, old, row, index), starts.get(row.line, _NOTHING)
                values = self.carried(row.values, pairing, where, start)
                result.append(Row(values, partners[row.line]))
            else:
                self.drop_rows(old, [row], index)
        return tuple(result)

    def grown(self, old: Block, new: Block, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Indicators in their order; those that come under another level stand behind the ones there."""
        rows = tuple(rows)
        kept: list[tuple[RowLevels, Row]] = []
        moved: list[tuple[int, RowLevels, Row]] = []
        pairing = self._pair.columns(old, new)
        for index, (row, levels) in enumerate(zip(rows, levels_of(rows), strict=True)):
            if _holds_nothing(row, old):
                continue
            values = self.carried(row.values, pairing, partial(row_label, old, row, index))
            level = self._pair.level(*levels, old, new)
            if level is None or (level.level1, level.level2) == levels:
                if level is None and new.levels and levels.level2:
                    self.strange.append(_shown(levels))
                kept.append((levels, Row(values)))
            else:
                wanted = RowLevels(level.level1, level.level2)
                self.moved.append(Moved(_shown(levels), _shown(wanted)))
                named = Row({**values, LEVEL1: wanted.level1, LEVEL2: wanted.level2})
                moved.append((new.levels.index(level), wanted, named))
        places = [RowLevels(level.level1, level.level2) for level in new.levels]
        ranks = [_rank(levels, places) for levels, _ in kept]
        for rank, levels, row in moved:
            above = [at for at, other in enumerate(ranks) if other <= rank]
            at = above[-1] + 1 if above else 0
            kept.insert(at, (levels, row))
            ranks.insert(at, rank)
        carried = tuple(row for _, row in kept)
        if not {column.key for column in new.columns}.issuperset(LEVELS):
            return carried
        return tuple(with_levels(carried, (levels for levels, _ in kept)))

    def drop_rows(self, block: Block, rows: Iterable[Row], first: int = 0) -> None:
        """Note all that rows hold as dropped."""
        starts, pairing = {line.key: line.start for line in block.lines}, self._pair.columns(block, None)
        for index, row in enumerate(rows, start=first):
            if not _holds_nothing(row, block):
                start = starts.get(row.line, _NOTHING)
                self.carried(row.values, pairing, partial(row_label, block, row, index), start)

    def drop_rest(self, record: Record) -> None:
        """Note what was said to warnings: it was said of the old form."""
        for row in record.rows(EXPLANATIONS.key):
            self._drop(EXPLANATIONS.label, row["text"])

    def _drop(self, label: str, text: str) -> None:
        self.dropped.append(Dropped(label, text))

    def _counted(self, text: str) -> str:
        """An amount in the other form's money unit; one typed with its own unit stays."""
        before, after = self._units
        if before == after or parse_number(text) is None:
            return text
        amount = parse_money(f"{text.strip()}{before}", after)
        if amount is None:
            return text
        self.rescaled = self.rescaled or bool(amount)
        return display_score(amount)


def _over(begun: Iterable[Row], rows: Iterable[Row]) -> tuple[Row, ...]:
    """The lines that a new form begins with, filled with what was carried over to them."""
    values = {row.line: row.values for row in rows}
    return tuple(Row({**row.values, **values.get(row.line, _NOTHING)}, row.line) for row in begun)


def _holds_nothing(row: Row, block: Block) -> bool:
    """Whether a row holds at most the level that its form begins it with."""
    if any(text.strip() for key, text in row.values.items() if key not in LEVELS):
        return False
    known = {(level.level1, level.level2) for level in block.levels} | {("", "")}
    return (row[LEVEL1].strip(), row[LEVEL2].strip()) in known


def _rank(levels: RowLevels, places: Sequence[RowLevels]) -> int:
    """The place of a row's level among the form's; behind all of them where it has no place."""
    return places.index(levels) if levels in places else len(places)


def row_label(block: Block, row: Row, index: int) -> str:
    """The beginning of a value's label: the block, and the row by its line or its indicator."""
    lines = {line.key: line.name for line in block.lines}
    name = lines.get(row.line) or row[LEVEL3].strip() or f"第 {index + 1} 行"
    return f"{block.label} › {name} › "


def _shown(levels: RowLevels) -> str:
    return " › ".join(filter(None, levels))
