"""Finds texts (查找和替换) in what was typed into the forms of a library."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfdesk.model.form.definition import Field, FormDefinition, Forms, ValueKind
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.record.record import Record
from perfdesk.model.store.text_table import StoredTexts, TextTable

# Amounts and points are found but never replaced: 2024 is also an amount.
_REPLACED = frozenset((ValueKind.TEXT, ValueKind.QUANTITY, ValueKind.DATE))
_AT_ONCE = 16  # records that a step looks through: well under a slice of the window's long work
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FULL = {half: full for full, half in _HALF.items()}

Span = tuple[int, int]
"""Where a found text begins and ends."""


class Query(NamedTuple):
    """What is sought; without ``exact_case`` and ``exact_width``, ＰＤＦ, PDF and pdf are one."""

    text: str
    exact_case: bool = False
    exact_width: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """What matches the sought text; nothing for an empty one."""
        return _pattern(self)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where the sought text stands, from the left and without overlap."""
        return tuple(match.span() for match in self.pattern.finditer(text))

    def replaced(self, text: str, replacement: str) -> str:
        """The text with each place of the sought one replaced."""
        return self.pattern.sub(lambda match: replacement, text)


@lru_cache(maxsize=8)
def _pattern(query: Query) -> re.Pattern[str]:
    if not query.text:
        return re.compile(r"(?!)")
    return re.compile("".join(_any_of(_variants(character, query)) for character in query.text))


def _variants(character: str, query: Query) -> set[str]:
    """The characters that count as this one."""
    found = {character}
    if not query.exact_width:
        code = ord(character)
        found |= {chr(_HALF[code])} if code in _HALF else set()
        found |= {chr(_FULL[code])} if code in _FULL else set()
    if not query.exact_case:
        found |= {other for known in tuple(found) for other in (known.lower(), known.upper())}
    return {known for known in found if len(known) == 1}


def _any_of(characters: set[str]) -> str:
    escaped = "".join(re.escape(character) for character in sorted(characters))
    return f"[{escaped}]" if len(characters) > 1 else escaped


class Hit(NamedTuple):
    """A value that holds what is sought, once or several times.

    ``label`` names its place in the form's words; ``replaceable`` is false for amounts and points.
    """

    record_id: int
    path: Path
    label: str
    text: str
    spans: tuple[Span, ...]
    replaceable: bool


class Searched(NamedTuple):
    """What one step of a search came to; ``records`` were looked through in it."""

    records: tuple[int, ...]
    hits: tuple[Hit, ...]


class TextSearch:
    """Looks through the typed texts of a library's records; those of unknown forms are passed over."""

    def __init__(self, table: TextTable, forms: Forms) -> None:
        self._table = table
        self._forms = forms

    def records(self, year: int | None = None) -> tuple[int, ...]:
        """The records of a year, or of all years, the latest first, each year in the order of the tree."""
        return tuple(self._table.records(year))

    def search(self, record_ids: Sequence[int], query: Query) -> Iterator[Searched]:
        """The hits in some records, in their order and that of their forms, a few records a step."""
        for start in range(0, len(record_ids), _AT_ONCE):
            chunk = tuple(record_ids[start : start + _AT_ONCE])
            hits: list[Hit] = []
            for stored in self._table.texts(chunk):
                definition = self._forms.get(stored.form)
                if definition is not None:
                    hits += _hits(definition, stored, query)
            yield Searched(chunk, tuple(hits))


def _hits(definition: FormDefinition, stored: StoredTexts, query: Query) -> Iterator[Hit]:
    holds = _holds(query)
    if holds(stored.fields):
        values = json.loads(stored.fields)
        for field in definition.fields:
            yield from _hit(stored.record_id, field_path(field.key), field.label, field, values, query)
    rows: dict[str, list[str]] = {}
    for block_key, cells in stored.rows:
        rows.setdefault(block_key, []).append(cells)
    for block in definition.blocks:
        for index, cells in enumerate(rows.get(block.key, ())):
            if not holds(cells):
                continue
            values = json.loads(cells)
            line = block.lines[index].name if index < len(block.lines) else f"第{index + 1}行"
            for column in block.columns:
                label = " ".join((block.label, line, column.label))
                path = Path(block.key, index, column.key)
                yield from _hit(stored.record_id, path, label, column, values, query)


def _hit(
    record_id: int, path: Path, label: str, field: Field, values: Mapping[str, str], query: Query
) -> Iterator[Hit]:
    text = values.get(path.key, "")
    spans = query.spans(text)
    if spans:
        yield Hit(record_id, path, label, text, spans, field.kind in _REPLACED)


def _holds(query: Query) -> Callable[[str], object]:
    """Whether a value in a stored JSON text may hold what is sought."""
    search = query.pattern.search
    written = {sign for character in query.text for sign in _variants(character, query)}
    # JSON writes these signs in another way.
    return search if all(sign.isprintable() and sign not in '"\\' for sign in written) else lambda text: True


def replaceable(definition: FormDefinition, record: Record) -> Iterator[Path]:
    """The places of a record where a text may be replaced."""
    for field in definition.fields:
        if field.kind in _REPLACED:
            yield field_path(field.key)
    for block in definition.blocks:
        for index in range(len(record.rows(block.key))):
            for column in block.columns:
                if column.kind in _REPLACED:
                    yield Path(block.key, index, column.key)
