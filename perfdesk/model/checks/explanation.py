"""核实说明: what is said to a warning that stands; stored with the record, as rows that no form prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perfdesk.model.checks.finding import Finding, Severity
from perfdesk.model.form.annotation import EXPLANATIONS
from perfdesk.model.form.path import Path
from perfdesk.model.record.record import Record, Row

Explanations = Mapping[tuple[str, str], str]
"""Texts by the code of a finding and the place it is about."""


def explanations_in(rows: Iterable[Row]) -> Explanations:
    """The explanations that rows hold."""
    return {(row["code"], row["place"]): row["text"] for row in rows}


def with_explanations(
    findings: Iterable[Finding], record: Record, texts: Explanations
) -> tuple[Finding, ...]:
    """The findings, each warning with what is said to it."""
    return tuple(
        finding._replace(explanation=texts.get((finding.code, _place(record, finding.path)), ""))
        if finding.severity is Severity.WARNING
        else finding
        for finding in findings
    )


def explained(record: Record, finding: Finding, text: str) -> Record:
    """The record with ``text`` as what is said to a finding; blank takes back what was said."""
    code, place = finding.code, _place(record, finding.path)
    rows = [row for row in record.rows(EXPLANATIONS.key) if (row["code"], row["place"]) != (code, place)]
    if text.strip():
        rows.append(Row({"code": code, "place": place, "text": text.strip()}))
    return record.with_rows(EXPLANATIONS.key, rows)


def outside(record: Record) -> tuple[Row, ...]:
    """A record's explanations as they hold outside the library, where rows have an index and no id.

    What was said of a row that was deleted is left out.
    """
    numbers = {
        f"{block}#{row.id}": f"{block}[{index}]"
        for block, rows in record.blocks.items()
        for index, row in enumerate(rows)
    }
    found = []
    for row in record.rows(EXPLANATIONS.key):
        at, _, key = row["place"].rpartition(".")
        if "#" not in at:
            found.append(row)
        elif at in numbers:
            found.append(row.with_value("place", f"{numbers[at]}.{key}"))
    return tuple(found)


def with_outside_explanations(record: Record, rows: Iterable[Row]) -> Record:
    """A record of the library with explanations that come from outside, see :func:`outside`."""
    explanations = [row.with_value("place", _place_by_id(record, row["place"])) for row in rows]
    return record.with_rows(EXPLANATIONS.key, explanations)


def _place_by_id(record: Record, place: str) -> str:
    return _place(record, Path.parse(place)) if place else ""


def _place(record: Record, path: Path | None) -> str:
    """Where a finding stands, by the row's id in the library, so that it follows the row."""
    if path is None or path.index is None:
        return "" if path is None else str(path)
    row = record.rows(path.block)[path.index]
    return f"{path.block}#{row.id}.{path.key}" if row.id else str(path)
