"""各表之间: the same form twice, projects of one name or code, texts copied from another project."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from perfdesk.model.checks.finding import Finding, Severity
from perfdesk.model.definition import FormDefinition
from perfdesk.model.path import Path, field_path
from perfdesk.model.record import Record
from perfdesk.model.tree import CODE_FIELD, NAME_FIELD

NO_PRINTS = "{}"

_BUDGET = ""  # the key of the print of all rows that are no indicators
_LEAST_TEXT = 30  # characters from which two equal texts are no chance
_JSON = json.JSONEncoder(separators=(",", ":"))


class Printed(NamedTuple):
    """A record as the comparison with others sees it: ``prints`` by field key, see :func:`prints_of`."""

    record_id: int
    unit_id: int
    form: str
    name: str
    code: str
    prints: str


def prints_of(record: Record, definition: FormDefinition) -> str:
    """Fingerprints of a record's long texts, and of its budget with the short ones, as JSON.

    Of a record without a text there are none. Short texts are alike by chance, but not beside the same
    name and the same budget.
    """
    told = {key: text for key in definition.checks.narrative if (text := record.fields.get(key, "").strip())}
    prints = {key: _print(text) for key, text in told.items() if len(text) >= _LEAST_TEXT}
    if told:
        fixed = [block.key for block in definition.blocks if block.lines]
        rows = [(key, row.line, sorted(row.values.items())) for key in fixed for row in record.rows(key)]
        prints[_BUDGET] = _print(repr((rows, [text for key, text in told.items() if key not in prints])))
    return _JSON.encode(prints)


def check_library(
    records: Iterable[Printed], forms: Mapping[str, FormDefinition]
) -> dict[int, tuple[Finding, ...]]:
    """What is found by comparing the records of each unit; only records with findings are in it.

    A unit belongs to one year. Every comparison is a look-up, so the time grows with the number of records.
    """
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    units: defaultdict[int, list[Printed]] = defaultdict(list)
    for record in records:
        units[record.unit_id].append(record)
    for members in units.values():
        if len(members) > 1:
            for finding in _unit(members, forms):
                found[finding.record_id].append(finding)
    return {record_id: tuple(findings) for record_id, findings in found.items()}


def _unit(members: Sequence[Printed], forms: Mapping[str, FormDefinition]) -> Iterator[Finding]:
    names: defaultdict[tuple[str, str], list[Printed]] = defaultdict(list)
    codes: defaultdict[tuple[str, str], list[Printed]] = defaultdict(list)
    wholes: defaultdict[tuple[str, str, str], list[Printed]] = defaultdict(list)
    texts: defaultdict[tuple[str, str, str], list[Printed]] = defaultdict(list)
    for record in members:
        if name := "".join(record.name.split()):
            names[record.form, name].append(record)
            if record.prints != NO_PRINTS:
                wholes[record.form, name, record.prints].append(record)
        if code := record.code.strip():
            codes[record.form, code].append(record)
        for key, fingerprint in json.loads(record.prints).items():
            texts[record.form, key, fingerprint].append(record)
    twins = {record.record_id for same in wholes.values() if len(same) > 1 for record in same}
    for (_, name), same in names.items():
        if len(same) > 1:
            yield from _same_name(same, name, twins)
    for (_, code), same in codes.items():
        others = [record for record in same if record.record_id not in twins]
        if len(others) > 1:
            yield from _same_code(others, code)
    for (form, key, _), same in texts.items():
        if key != _BUDGET and len(same) > 1 and form in forms:
            yield from _copied(same, forms[form].field(key).label, field_path(key))


def _same_name(same: Sequence[Printed], name: str, twins: set[int]) -> Iterator[Finding]:
    for record in same:
        if record.record_id in twins:
            told = f"本单位还有一份“{name}”，目标、资金和结论都相同，是同一张表。请删除重复的一份。"
            code = "across.same-form"
        else:
            told = f"本单位有 {len(same)} 个项目都叫“{name}”。请核对是否重复，或在名称里加以区别。"
            code = "across.same-name"
        yield Finding(code, Severity.WARNING, record.record_id, field_path(NAME_FIELD), told)


def _same_code(same: Sequence[Printed], code: str) -> Iterator[Finding]:
    for number, record in enumerate(same):
        other = same[0] if number else same[1]
        told = f"项目编码 {code} 与项目“{other.name}”相同。请核对编码。"
        yield Finding("across.same-code", Severity.WARNING, record.record_id, field_path(CODE_FIELD), told)


def _copied(same: Sequence[Printed], label: str, path: Path) -> Iterator[Finding]:
    """Equal texts of projects with different names; the forms of one project rightly say the same."""
    first = same[0]
    other = next((record for record in same if record.name != first.name), None)
    if other is None:
        return
    for record in same:
        source = first if record.name != first.name else other
        told = f"{label}与项目“{source.name}”一字不差，像是复制来的。请核对写的是不是本项目。"
        yield Finding("across.copied-text", Severity.NOTICE, record.record_id, path, told)


def _print(text: str) -> str:
    return blake2b("".join(text.split()).encode("utf-8", "replace"), digest_size=8).hexdigest()
