"""Scoring a record, and scoring it again after an edit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.path import Path
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring import record_score
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Outcome
from perfdesk.paths import resources
from tests.model.scoring.sample import budget_line, indicator


@pytest.fixture(scope="module")
def form() -> FormDefinition:
    return load_forms([resources() / "forms"])["sichuan-project-2024"]


@pytest.fixture
def record() -> Record:
    return Record(
        "sichuan-project-2024",
        2024,
        blocks={
            "budget": (budget_line("1.70", "1.70"), budget_line("1.70", "1.70", "fiscal")),
            "indicators": (
                indicator("＝", "5", "人数", "4", "50"),
                indicator("≥", "90", "%", "95%", "30"),
                indicator("≤", "4000", "元", "4000", "10"),
            ),
        },
    )


def test_a_new_record_has_a_score_for_every_row_and_no_total(form: FormDefinition) -> None:
    record = new_record(form, 2024)
    scores = score_record(form, record)
    assert len(scores.rates["budget"]) == len(record.rows("budget")) == 5
    assert len(scores.indicators["indicators"]) == len(record.rows("indicators"))
    assert {score.outcome for score in scores.indicators["indicators"]} == {Outcome.BLANK}
    assert scores.execution is not None
    assert scores.execution.outcome is Outcome.WAITING
    assert scores.total is not None
    assert scores.total.value is None


def test_an_edit_keeps_the_scores_of_all_other_rows(form: FormDefinition, record: Record) -> None:
    before = score_record(form, record)
    edited = record.with_value(Path("indicators", 0, "actual"), "5")
    after = score_record(form, edited, (record, before))
    assert after.indicators["indicators"][0].value == 50
    assert after.indicators["indicators"][1] is before.indicators["indicators"][1]
    assert after.indicators["indicators"][2] is before.indicators["indicators"][2]
    assert after.execution is before.execution
    assert after.rates["budget"] is before.rates["budget"]
    assert after.total is not None
    assert after.total.value == 100


def test_an_edit_of_the_budget_keeps_the_indicators(form: FormDefinition, record: Record) -> None:
    before = score_record(form, record)
    edited = record.with_value(Path("budget", 0, "executed"), "0.85")
    after = score_record(form, edited, (record, before))
    assert after.indicators["indicators"] is before.indicators["indicators"]
    assert after.execution is not None
    assert after.execution.value == 5
    assert after.total is not None
    assert after.total.value == Decimal("85")


def test_an_edit_of_a_text_keeps_everything(form: FormDefinition, record: Record) -> None:
    before = score_record(form, record)
    after = score_record(form, record.with_value(Path("fields", None, "goal"), "目标"), (record, before))
    assert after.total is before.total
    assert after.execution is before.execution
    assert after.indicators["indicators"] is before.indicators["indicators"]


def test_rows_that_move_come_and_go_keep_their_scores(form: FormDefinition, record: Record) -> None:
    before = score_record(form, record)
    first, second, third = record.rows("indicators")
    moved = record.with_rows("indicators", [third, Row(), first])
    after = score_record(form, moved, (record, before))
    was = before.indicators["indicators"]
    assert after.indicators["indicators"][0] is was[2]
    assert after.indicators["indicators"][1].outcome is Outcome.BLANK
    assert after.indicators["indicators"][2] is was[0]
    assert second not in moved.rows("indicators")


def test_scores_are_the_same_with_and_without_what_was_before(form: FormDefinition, record: Record) -> None:
    before = score_record(form, record)
    for path, text in (
        ("indicators[1].actual", "80%"),
        ("budget[0].adjusted", "2"),
        ("indicators[2].weight", ""),
    ):
        edited = record.with_value(Path.parse(path), text)
        assert score_record(form, edited, (record, before)) == score_record(form, edited)


def test_only_changed_rows_are_scored_again(
    form: FormDefinition, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = score_record(form, record)
    scored: list[Row] = []

    def spy(rule: object, wording: object, row: Row, year: int) -> object:
        scored.append(row)
        return before.indicators["indicators"][0]

    monkeypatch.setattr(record_score, "indicator_score", spy)
    edited = record.with_value(Path("indicators", 1, "actual"), "80%")
    score_record(form, edited, (record, before))
    assert scored == [edited.rows("indicators")[1]]


def test_another_year_is_scored_from_the_start(form: FormDefinition, record: Record) -> None:
    dated = record.with_rows("indicators", [indicator("定性", "12月底", "", "2024年11月30日", "90")])
    before = score_record(form, dated)
    assert before.indicators["indicators"][0].value == 90
    earlier = replace(dated, year=2023)
    after = score_record(form, earlier, (dated, before))
    assert after.indicators["indicators"][0].outcome is Outcome.WAITING


def test_a_form_may_score_nothing(form: FormDefinition, record: Record) -> None:
    unscored = replace(form, scoring=replace(form.scoring, execution=None, indicators=(), total=None))
    scores = score_record(unscored, record)
    assert (scores.execution, scores.total) == (None, None)
    assert (scores.rates, scores.indicators) == ({}, {})


def test_execution_that_is_worth_nothing_has_rates_but_no_score(form: FormDefinition, record: Record) -> None:
    assert form.scoring.execution is not None
    execution = form.scoring.execution._replace(weight=Decimal(0))
    scores = score_record(replace(form, scoring=replace(form.scoring, execution=execution)), record)
    assert scores.rates["budget"][0].value == 1
    assert scores.execution is None
    assert scores.total is not None
    assert scores.total.value == 80
