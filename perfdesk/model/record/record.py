"""One filled form (一份自评表): its values as typed, without layout, scores or Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from perfdesk.model.form.path import FIELDS, Path


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of a block: a budget line (资金行) or an indicator (绩效指标).

    Rows are immutable and compared by identity, so a score computed for a row object stays
    right for as long as that object is the record's row.

    ``values`` maps column key to the text as typed; a missing key is blank.
    ``line`` is the key of the form's fixed line, ``""`` for a row the user adds.
    ``id`` is the library's row id, 0 outside a library.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    line: str = ""
    id: int = 0

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")

    def with_value(self, key: str, text: str) -> Row:
        """This row with one value changed; a blank value is dropped."""
        values = {k: v for k, v in self.values.items() if k != key}
        if text:
            values[key] = text
        return replace(self, values=values)


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One filled form of one year.

    ``form`` is the id of its definition; ``fields`` maps field key to text as typed;
    ``blocks`` maps block key (``budget``, ``indicators``) to that block's rows in order.
    ``id`` is the library's record id, 0 outside a library.
    """

    form: str
    year: int
    fields: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    id: int = 0

    def rows(self, block: str) -> tuple[Row, ...]:
        """The rows of a block, in order; empty where the record has none."""
        return self.blocks.get(block, ())

    def get(self, path: Path) -> str:
        """The text at a path, ``""`` where blank; raises ``IndexError`` past the last row."""
        if path.index is None:
            return self.fields.get(path.key, "")
        return self.rows(path.block)[path.index][path.key]

    def with_value(self, path: Path, text: str) -> Record:
        """This record with one value changed; every other row stays the same object."""
        if path.index is None:
            fields = {k: v for k, v in self.fields.items() if k != path.key}
            if text:
                fields[path.key] = text
            return replace(self, fields=fields)
        rows = list(self.rows(path.block))
        rows[path.index] = rows[path.index].with_value(path.key, text)
        return self.with_rows(path.block, rows)

    def with_values(self, values: Mapping[Path, str]) -> Record:
        """This record with many values changed; each changed row becomes one new object."""
        record = self
        changed: dict[str, dict[int, dict[str, str]]] = {}
        for path, text in values.items():
            if path.index is None:
                record = record.with_value(path, text)
            else:
                changed.setdefault(path.block, {}).setdefault(path.index, {})[path.key] = text
        for block, by_index in changed.items():
            rows = list(record.rows(block))
            for index, texts in by_index.items():
                remaining = {key: text for key, text in {**rows[index].values, **texts}.items() if text}
                rows[index] = replace(rows[index], values=remaining)
            record = record.with_rows(block, rows)
        return record

    def with_rows(self, block: str, rows: Iterable[Row]) -> Record:
        """This record with the rows of one block replaced."""
        if block == FIELDS:
            raise ValueError("fields are no block of rows")
        return replace(self, blocks={**self.blocks, block: tuple(rows)})
