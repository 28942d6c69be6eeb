"""How far a record is filled in (填报状态), as the tree of projects shows it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from perfdesk.model.form.definition import BlockKind, Field, FormDefinition
from perfdesk.model.form.known_keys import CODE_FIELD, DEPARTMENT_FIELD, LEVELS, NAME_FIELD, UNIT_FIELD
from perfdesk.model.record.levels import is_unused
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Scores

# What a record is named and placed by; it can stand there before anybody fills in the form.
_NAMES = frozenset({NAME_FIELD, CODE_FIELD, DEPARTMENT_FIELD, UNIT_FIELD})


class State(StrEnum):
    """How far a record is filled in."""

    EMPTY = "未填"  # at most the names and the indicator levels stand there
    DRAFT = "填报中"
    READY = "已填完"  # the total is known and nothing required is missing


def state_of(definition: FormDefinition, record: Record, scores: Scores) -> State:
    """The state of ``record``, of form ``definition``, with its ``scores``."""
    if not any(_entered(definition, record)):
        return State.EMPTY
    if scores.total is not None and scores.total.value is None:
        return State.DRAFT
    return State.READY if all(_required(definition, record, scores)) else State.DRAFT


def _entered(definition: FormDefinition, record: Record) -> Iterator[bool]:
    """For each value that a person enters into the form, whether it is there."""
    for key, text in record.fields.items():
        yield key not in _NAMES and bool(text.strip())
    for block in definition.blocks:
        starts = {line.key: line.start for line in block.lines}
        for row in record.rows(block.key):
            start = starts.get(row.line, {})
            for key, text in row.values.items():
                yield key not in LEVELS and bool(text.strip()) and text != start.get(key)


def _required(definition: FormDefinition, record: Record, scores: Scores) -> Iterator[bool]:
    """For each required value, whether it is there; unused indicator rows require nothing."""
    for field in definition.fields:
        yield not field.required or bool(record.fields.get(field.key, "").strip())
    for block in definition.blocks:
        required = [column for column in block.columns if column.required]
        for row in record.rows(block.key):
            if block.kind is BlockKind.INDICATORS and is_unused(row):
                continue
            yield _filled(row, required)


def _filled(row: Row, required: list[Field]) -> bool:
    return all(row[column.key].strip() for column in required)
