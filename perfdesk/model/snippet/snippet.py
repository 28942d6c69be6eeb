"""常用语: texts with numbers of the form in them, which follow the numbers until edited by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from perfdesk.model.form.annotation import SNIPPETS
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.path import field_path
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Scores
from perfdesk.model.snippet import snippet_fact
from perfdesk.model.snippet.fact import Fact

_PART = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|[{}]")


class Snippet(NamedTuple):
    """A text to insert: ``template`` with ``{names}`` of facts, for the fields of the keys ``fields``."""

    title: str
    fields: tuple[str, ...]
    template: str
    own: bool = False  # from the user's own file


def names_in(template: str) -> tuple[str, ...]:
    """The facts that a template names; raises ``ValueError`` with the part that is not written rightly."""
    names: dict[str, None] = {}
    for match in _PART.finditer(template):
        if match[0] in ("{{", "}}"):
            continue
        if match["name"] is None or not match["name"].isidentifier():
            raise ValueError(match[0])
        names[match["name"]] = None
    return tuple(names)


def literal(text: str) -> str:
    """A typed text as part of a template, in which it stays as it is."""
    return text.replace("{", "{{").replace("}", "}}")


def filled(template: str, facts: Mapping[str, Fact], limit: int | None = None) -> str:
    """The template with its facts; lists are cut as far as the most characters (字) of the field ask for.

    A name that is no fact of the form stays as it is written.
    """
    longest = max((len(facts[name].items) for name in names_in(template) if name in facts), default=0)
    text = _filled(template, facts, None)
    for most in range(longest - 1, 0, -1):
        if limit is None or len(text) <= limit:
            break
        text = _filled(template, facts, most)
    return text


def _filled(template: str, facts: Mapping[str, Fact], most: int | None) -> str:
    def part(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        fact = facts.get(match["name"])
        return match[0] if fact is None else fact.written(most)

    return _PART.sub(part, template)


# Of a record


def template_of(record: Record, key: str) -> str | None:
    """The template that a field's text was filled from, also where it no longer follows it."""
    row = _row(record, key)
    return None if row is None else row["template"]


def follows(record: Record, key: str) -> bool:
    """Whether the text of a field follows its template: nobody has edited it since."""
    row = _row(record, key)
    return row is not None and _follows(record, row)


def with_snippet(record: Record, key: str, template: str, text: str) -> Record:
    """The record with ``text``, filled from a template, in a field, which follows where it has facts."""
    rows = [row for row in record.rows(SNIPPETS.key) if row["field"] != key]
    if names_in(template):
        rows.append(Row({"field": key, "template": template, "text": text}))
    return record.with_rows(SNIPPETS.key, rows).with_value(field_path(key), text)


def stopped(record: Record, key: str) -> Record:
    """The record in which the text of a field stays as it is; its template is remembered."""
    rows = (row.with_value("text", "") if row["field"] == key else row for row in record.rows(SNIPPETS.key))
    return record.with_rows(SNIPPETS.key, rows)


def refilled(definition: FormDefinition, record: Record, scores: Scores) -> Record:
    """The record with every text that follows as the scores are now; the same object where all say so."""
    rows = record.rows(SNIPPETS.key)
    if not any(_follows(record, row) for row in rows):
        return record

    facts = snippet_fact.facts_of(definition, record, scores)
    limits = {field.key: field.limit for field in definition.fields}
    updated: list[Row] = []
    for row in rows:
        key, text = row["field"], row["text"]
        if key in limits and _follows(record, row):
            text = filled(row["template"], facts, limits[key])
        updated.append(row if text == row["text"] else row.with_value("text", text))
        if updated[-1] is not row:
            record = record.with_value(field_path(key), text)
    return (
        record
        if all(new is old for new, old in zip(updated, rows, strict=True))
        else record.with_rows(SNIPPETS.key, updated)
    )


def _row(record: Record, key: str) -> Row | None:
    return next((row for row in record.rows(SNIPPETS.key) if row["field"] == key), None)


def _follows(record: Record, row: Row) -> bool:
    return bool(row["text"]) and record.fields.get(row["field"], "") == row["text"]
