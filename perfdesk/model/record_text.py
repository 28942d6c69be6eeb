"""Records to the JSON texts of the file's rows, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from perfdesk.model.change import RecordImage, RowImage
from perfdesk.model.record import Record, Row


def values_text(values: Mapping[str, str]) -> str:
    """The JSON text of values by key: blank ones left out, and the same values always the same text."""
    kept = {key: storable(text) for key, text in values.items() if text}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def storable(text: str) -> str:
    """The text as UTF-8 can hold it: surrogate pairs joined, lone surrogates as U+FFFD.

    Some input methods and clipboards hand characters beyond the BMP (𬱖) over in halves.
    """
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def record_from(image: RecordImage, rows: Iterable[RowImage], year: int, old: Record | None = None) -> Record:
    """The record of an image and its rows in order.

    A row that is as ``old`` has it is the very same object as there.
    """
    known: dict[int, Row] = {}
    if old is not None:
        known = {row.id: row for block in old.blocks.values() for row in block}
    blocks: dict[str, list[Row]] = {}
    for found in rows:
        row = Row(values=json.loads(found.cells), line=found.line, id=found.id)
        blocks.setdefault(found.block, []).append(same_row(row, known.get(row.id)))
    return Record(
        form=image.form,
        year=year,
        fields=json.loads(image.fields),
        blocks={block: tuple(found) for block, found in blocks.items()},
        id=image.id,
    )


def same_row(row: Row, old: Row | None) -> Row:
    """``old`` where it holds the same, else ``row``: a row object stands for what was computed of it."""
    if old is not None and old.line == row.line and old.values == row.values:
        return old
    return row
