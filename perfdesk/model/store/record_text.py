"""Turns records into the JSON texts of the file's rows, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Set

from perfdesk.model.record.record import Record, Row
from perfdesk.model.store.change import RecordImage, RowImage
from perfdesk.model.store.stored_value import values_from

_HALF = re.compile("[\ud800-\udfff]")
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stored_values(values: Mapping[str, str]) -> dict[str, str]:
    """The values as the file stores them: none blank, and each as UTF-8 can hold it."""
    return {key: storable(text) for key, text in values.items() if text}


def values_text(values: Mapping[str, str]) -> str:
    """The JSON text of stored values: the same values always give the same text."""
    return _JSON.encode(values)


def storable(text: str) -> str:
    """The text with surrogate pairs joined and lone surrogates as U+FFFD.

    Some input methods and clipboards hand characters beyond the BMP (𬱖) over in halves.
    """
    if _HALF.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def record_from(image: RecordImage, rows: Iterable[RowImage], year: int, old: Record | None = None) -> Record:
    """The record of an image and its rows in order.

    A row that is as ``old`` has it is the very same object as there.
    """
    old_rows: dict[int, Row] = {}
    if old is not None:
        old_rows = {row.id: row for block in old.blocks.values() for row in block}
    blocks: dict[str, list[Row]] = {}
    for found in rows:
        row = Row(values=values_from(found.cells), line=found.line, id=found.id)
        blocks.setdefault(found.block, []).append(same_row(row, old_rows.get(row.id)))
    return Record(
        form=image.form,
        year=year,
        fields=values_from(image.fields),
        blocks={block: tuple(found) for block, found in blocks.items()},
        id=image.id,
    )


def same_row(row: Row, old: Row | None) -> Row:
    """``old`` where it holds the same, else ``row``: a row object stands for what was computed of it."""
    if old is not None and old.line == row.line and old.values == row.values:
        return old
    return row


def expect_keys(values: Mapping[str, str], old: Mapping[str, str], form_keys: Set[str]) -> None:
    """Refuse keys that the form does not have; those from an earlier edition of the form may stay.

    Raises ``ValueError``.
    """
    if values.keys() <= form_keys:
        return
    strange = values.keys() - old.keys() - form_keys
    if strange:
        raise ValueError(f"the form has no {', '.join(sorted(strange))}")
