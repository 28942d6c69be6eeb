"""校验码: a short fingerprint of what a record prints, which shows whether a print is still true."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from perfdesk.model.checks.explanation import outside
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Score, Scores
from perfdesk.model.value.folding import half_width

# Without I, O, 0 and 1, which look like one another in print.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 8
# Counts up where the same record would get another fingerprint than before.
_WAY = 1
_WRITTEN = re.compile(rf"(?<![0-9A-Z])([{_ALPHABET}]{{4}})[-\s]?([{_ALPHABET}]{{4}})(?![0-9A-Z])")
_DASHES = re.compile("[‐‑‒–—―−－]")

LABEL = "校验码"
"""What is printed before a fingerprint."""


def fingerprint(definition: FormDefinition, record: Record, scores: Scores) -> str:
    """The fingerprint of a record: eight characters.

    It follows from the form, the year, the values and rows that the form prints, the explanations of its
    annex and the computed scores alone: not from row ids, so that a record imported again has the same.
    """
    fields, columns = _printed(definition)
    parts = [
        _WAY,
        definition.id,
        definition.title,
        record.year,
        {key: text for key, text in record.fields.items() if key in fields},
        {
            block: [
                [row.line, {key: text for key, text in row.values.items() if key in keys}]
                for row in record.rows(block)
            ]
            for block, keys in columns.items()
        },
        sorted([row["code"], row["place"], row["text"]] for row in outside(record)),
        list(_numbers(scores)),
    ]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_LENGTH * 5 // 8).digest()
    number = int.from_bytes(digest)
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))


def grouped(fingerprint: str) -> str:
    """A fingerprint as people read it: ``7K3F-9QXM``."""
    return f"{fingerprint[:4]}-{fingerprint[4:]}"


def keywords(fingerprints: Iterable[str]) -> str:
    """The fingerprints of a file, each once, as its properties hold them."""
    return f"{LABEL} {', '.join(grouped(one) for one in dict.fromkeys(fingerprints) if one)}"


def fingerprints_in(text: str) -> tuple[str, ...]:
    """The fingerprints that stand in a text, each once, however they are typed: 7k3f 9qxm, ７Ｋ３Ｆ."""
    plain = _DASHES.sub("-", half_width(text)).upper()
    return tuple(dict.fromkeys(first + second for first, second in _WRITTEN.findall(plain)))


def _printed(definition: FormDefinition) -> tuple[set[str], dict[str, set[str]]]:
    """The keys of the fields that the form prints, and by block those of the columns."""
    fields: set[str] = set()
    columns: dict[str, set[str]] = {}
    for section in definition.sheet.sections:
        for row in section.rows:
            keys = columns.setdefault(row.repeat, set()) if row.repeat else fields
            for cell in row.cells:
                keys.update(cell.values)
    return fields, columns


def _numbers(scores: Scores) -> Iterator[object]:
    """What is computed, in the order of the form."""
    yield [[_plain(rate.value) for rate in scores.rates[block]] for block in sorted(scores.rates)]
    yield None if scores.execution is None else _points(scores.execution)
    yield [[_points(score) for score in scores.indicators[block]] for block in sorted(scores.indicators)]
    if scores.total is not None:
        yield [_plain(scores.total.value), scores.total.grade]


def _points(score: Score) -> list[str | None]:
    return [_plain(score.weight), _plain(score.value)]


def _plain(number: Decimal | None) -> str | None:
    """A number as one text, however it was reckoned: 8.10 is 8.1."""
    return None if number is None else format(number.normalize(), "f")
