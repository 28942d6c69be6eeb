"""Records → the interchange JSON of ``docs/json.md``, every value a text as typed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from perfdesk.model.checks.explanation import outside
from perfdesk.model.form.annotation import EXPLANATIONS
from perfdesk.model.form.definition import FormDefinition, Forms
from perfdesk.model.form.forms import form_of
from perfdesk.model.form.path import FIELDS
from perfdesk.model.record.record import Record
from perfdesk.whole_file import write_whole

VERSION = 1
"""The version of the format, under the key :data:`VERSION_KEY`."""

VERSION_KEY = "perfdesk"

LINE = "line"
"""The key of a row's name where the form names its rows."""


def write_records(records: Iterable[Record], path: Path, forms: Forms) -> None:
    """Write an interchange file from which ``read_records`` of ``json_in`` makes equal records.

    Raises ``FormProblem`` for a record of an unknown form, ``InputProblem`` where the file
    cannot be written.
    """
    written = ",\n".join(_written(record, form_of(forms, record.form)) for record in records)
    write_whole(path, f'{{"{VERSION_KEY}": {VERSION}, "records": [\n{written}\n]}}\n'.encode())


def _written(record: Record, definition: FormDefinition) -> str:
    fields = (f"{_json(field.key)}: {_json(record.fields.get(field.key, ''))}" for field in definition.fields)
    parts = [
        f'"form": {_json(record.form)}, "year": {record.year}',
        f'"{FIELDS}": {{\n    ' + ",\n    ".join(fields) + "}",
    ]
    for block in definition.blocks:
        names = {line.key: line.name for line in block.lines}
        rows = (
            ({LINE: names.get(row.line, row.line)} if names else {})
            | {column.key: row[column.key] for column in block.columns}
            for row in record.rows(block.key)
        )
        parts.append(f'"{block.key}": [\n    ' + ",\n    ".join(map(_json, rows)) + "]")
    said = outside(record)
    if said:
        listed = ({column.key: row[column.key] for column in EXPLANATIONS.columns} for row in said)
        parts.append(f'"{EXPLANATIONS.key}": [\n    ' + ",\n    ".join(map(_json, listed)) + "]")
    return " {" + ",\n  ".join(parts) + "}"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
