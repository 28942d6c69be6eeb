"""各表之间: the same form twice, projects of one name or code, texts copied from another project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from perfdesk.model.checks.finding import Finding, Severity
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.known_keys import CODE_FIELD, NAME_FIELD
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.record.record import Record
from perfdesk.model.value.folding import without_blanks

NAME, CODE, WHOLE = "name", "code", "whole"

_LEAST_TEXT = 30  # characters from which two equal texts are no chance

ComparisonKeys = Mapping[str, int]
"""What a record is compared with others by: fingerprints of its name, its code, its whole, and of long
texts, these by their written path."""


class Alike(NamedTuple):
    """The records of a unit that share one comparison key, as one of them sees them.

    ``bearers`` counts all of them; ``other`` is the name of the first other one, ``unlike`` that of the first
    with another name than its own.
    """

    bearers: int
    other: str
    unlike: str | None


def comparison_keys_of(record: Record, definition: FormDefinition) -> ComparisonKeys:
    """The comparison keys of a record; only records of the same form share any.

    A record without a text has none of its whole. Short texts are alike by chance, but not beside the
    same name and the same budget.
    """
    texts = {key: text for key in definition.checks.narrative if (text := record.fields.get(key, "").strip())}
    comparison_keys = {
        str(field_path(key)): _fingerprint(record.form, key, text)
        for key, text in texts.items()
        if len(text) >= _LEAST_TEXT
    }
    if code := record.fields.get(CODE_FIELD, "").strip():
        comparison_keys[CODE] = _fingerprint(record.form, CODE, code)
    if name := record.fields.get(NAME_FIELD, "").strip():
        comparison_keys[NAME] = _fingerprint(record.form, NAME, name)
        if texts:
            fixed = [block.key for block in definition.blocks if block.lines]
            rows = [(key, row.line, sorted(row.values.items())) for key in fixed for row in record.rows(key)]
            comparison_keys[WHOLE] = _fingerprint(record.form, WHOLE, repr((name, rows, list(texts.items()))))
    return comparison_keys


def is_kind(text: str) -> bool:
    """Whether a text is the kind of a comparison key."""
    return text in (NAME, CODE, WHOLE) or text.startswith(str(field_path("")))


def across_findings(
    record_id: int, name: str, code: str, definition: FormDefinition, alike: Mapping[str, Alike]
) -> Iterator[Finding]:
    """What is found of a record, with its name and code as typed, beside the others of its unit.

    ``alike`` gives, for each key that it shares, with whom. Each finding but those of copied texts needs
    no more than that there is another: their number changes for nobody else where a third one comes.
    """
    if NAME in alike:
        name = without_blanks(name)
        if WHOLE in alike:
            message = f"本单位还有一份“{name}”，目标、资金和结论都相同，是同一张表。请删除重复的一份。"
            yield _warning("across.same-form", record_id, NAME_FIELD, message)
        else:
            message = (
                f"本单位有 {alike[NAME].bearers} 个项目都叫“{name}”。请核对是否重复，或在名称里加以区别。"
            )
            yield _warning("across.same-name", record_id, NAME_FIELD, message)
    if CODE in alike and WHOLE not in alike:
        message = f"项目编码 {code.strip()} 与项目“{alike[CODE].other}”相同。请核对编码。"
        yield _warning("across.same-code", record_id, CODE_FIELD, message)
    for comparison_key, others in alike.items():
        # The forms of one project rightly say the same.
        if comparison_key not in (NAME, CODE, WHOLE) and others.unlike is not None:
            path = Path.parse(comparison_key)
            label = definition.field(path.key).label
            message = f"{label}与项目“{others.unlike}”一字不差，像是复制来的。请核对写的是不是本项目。"
            yield Finding("across.copied-text", Severity.NOTICE, record_id, path, message)


def _warning(code: str, record_id: int, field: str, message: str) -> Finding:
    return Finding(code, Severity.WARNING, record_id, field_path(field), message)


def _fingerprint(form: str, kind: str, text: str) -> int:
    said = f"{form}\n{kind}\n{''.join(text.split())}".encode("utf-8", "replace")
    return int.from_bytes(blake2b(said, digest_size=8).digest(), signed=True)
