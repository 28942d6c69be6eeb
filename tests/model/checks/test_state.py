"""How far a record is filled in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.model.checks.state import State, state_of
from perfdesk.model.form.definition import Block, FormDefinition
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.paths import resources
from tests.model.scoring.sample import budget_line, indicator

NAMES = {"project_name": "项目", "department": "主管部门", "unit": "实施单位"}
TEXTS = dict.fromkeys(("goal", "goal_done", "process", "conclusion", "problems", "measures"), "已写")


@pytest.fixture(scope="module")
def form() -> FormDefinition:
    return load_forms([resources() / "forms"])["sichuan-project-2025"]


@pytest.fixture
def filled() -> Record:
    return Record(
        "sichuan-project-2025",
        2025,
        fields=NAMES | TEXTS,
        blocks={
            "budget": (budget_line("1.70", "1.70"),),
            "indicators": (indicator("≥", "90", "%", "95%", "90"),),
        },
    )


def state(form: FormDefinition, record: Record) -> State:
    return state_of(form, record, score_record(form, record))


def test_a_new_record_is_empty(form: FormDefinition) -> None:
    assert state(form, new_record(form, 2025, "某县某局")) is State.EMPTY


@pytest.mark.parametrize("key", ["project_name", "project_code", "department", "unit"])
def test_names_alone_leave_it_empty(form: FormDefinition, key: str) -> None:
    assert state(form, new_record(form, 2025).with_value(field_path(key), "某某")) is State.EMPTY


def test_spaces_are_nothing(form: FormDefinition) -> None:
    assert state(form, new_record(form, 2025).with_value(field_path("goal"), "　\n")) is State.EMPTY


@pytest.mark.parametrize(
    "path", ["fields.goal", "budget[0].adjusted", "indicators[0].level3", "fields.project_head"]
)
def test_anything_else_makes_it_a_draft(form: FormDefinition, path: str) -> None:
    assert state(form, new_record(form, 2025).with_value(Path.parse(path), "0")) is State.DRAFT


def test_with_the_total_known_and_all_texts_there_it_is_ready(form: FormDefinition, filled: Record) -> None:
    assert state(form, filled) is State.READY


@pytest.mark.parametrize("key", ["goal", "conclusion", "project_name"])
def test_a_required_text_that_is_missing_keeps_it_a_draft(
    form: FormDefinition, filled: Record, key: str
) -> None:
    assert state(form, filled.with_value(field_path(key), " ")) is State.DRAFT


@pytest.mark.parametrize("path", ["budget[0].executed", "indicators[0].actual"])
def test_a_total_that_is_not_known_keeps_it_a_draft(form: FormDefinition, filled: Record, path: str) -> None:
    assert state(form, filled.with_value(Path.parse(path), "")) is State.DRAFT


def require_level3(form: FormDefinition) -> FormDefinition:
    def required(block: Block) -> Block:
        columns = (replace(column, required=column.key == "level3") for column in block.columns)
        return replace(block, columns=tuple(columns))

    return replace(form, blocks=tuple(required(block) for block in form.blocks))


def test_a_required_column_counts_in_the_rows_that_are_used(form: FormDefinition, filled: Record) -> None:
    strict = require_level3(form)
    unused = new_record(form, 2025).rows("indicators")[-1]
    longer = filled.with_rows("indicators", [*filled.rows("indicators"), unused])
    assert state(strict, longer) is State.READY
    assert state(strict, longer.with_value(Path("indicators", 0, "level3"), "")) is State.DRAFT


def test_a_form_without_a_total_is_ready_when_its_texts_are(form: FormDefinition, filled: Record) -> None:
    unscored = replace(form, scoring=replace(form.scoring, total=None))
    assert state(unscored, filled) is State.READY
    assert score_record(form, filled).total != Decimal(0)
