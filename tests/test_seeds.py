"""Published forms of five layouts: what they print beside what is computed, every difference named."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfdesk.exchange.reading.json_in import read_records
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Scores
from perfdesk.model.value.value import display_percent
from tests.support.library import FORMS
from tests.support.printed_form import computed_scores, printed_scores, scored_rows

PROJECT = Path(__file__).parents[1]
SEEDS = PROJECT / "tests" / "files" / "seeds"
PRINTED = tomllib.loads((SEEDS / "printed.toml").read_text(encoding="utf-8"))
FILES = ("sichuan-2023", "national-2025", "sichuan-special-2024", "qinghai-2024", "hunan-2022")
RECORDS = [record for name in FILES for record in read_records(SEEDS / f"{name}.json", FORMS)]

PAIRS = [
    pytest.param(record, form, id=f"{number} {form['project']}")
    for number, (record, form) in enumerate(zip(RECORDS, PRINTED["form"], strict=True), 1)
]
SCORED = [pair for pair in PAIRS if "total" in pair.values[1]]  # type: ignore[operator]


def scores_of(record: Record) -> Scores:
    return score_record(FORMS[record.form], record)


def expected_rate(entry: dict[str, str], decimals: int) -> str:
    """A rate as the form shows it; a printed number without % is the quotient itself."""
    text = entry.get("computed", entry["printed"])
    return display_percent(Decimal(text), decimals) if text and not text.endswith("%") else text


def entries(form: dict[str, Any]) -> list[dict[str, str]]:
    single = [form[key] for key in ("execution", "total") if key in form]
    return [*form["rates"], *single, *form.get("indicators", ())]


@pytest.mark.parametrize(("record", "form"), PAIRS)
def test_the_rates_are_the_printed_ones_or_the_difference_is_named(
    record: Record, form: dict[str, Any]
) -> None:
    assert (record.fields["project_name"], record.form) == (form["project"], form["form"])
    rule = FORMS[record.form].scoring.execution
    assert rule is not None
    decimals = rule.rate_display_decimals
    rates = zip(record.rows("budget"), scores_of(record).rates["budget"], strict=True)
    shown = [(row.line, "" if r.value is None else display_percent(r.value, decimals)) for row, r in rates]
    assert shown == [(entry["line"], expected_rate(entry, decimals)) for entry in form["rates"]]


@pytest.mark.parametrize(("record", "form"), SCORED)
def test_the_scores_are_the_printed_ones_or_the_difference_is_named(
    record: Record, form: dict[str, Any]
) -> None:
    assert computed_scores(FORMS, record) == printed_scores(form)


@pytest.mark.parametrize(("record", "form"), SCORED)
def test_the_score_that_counts_is_the_printed_one(record: Record, form: dict[str, Any]) -> None:
    counted = [(name, score.value) for name, score in scored_rows(FORMS, record)]
    assert counted == [(entry["level3"], Decimal(entry["printed"])) for entry in form["indicators"]]


@pytest.mark.parametrize(("record", "form"), [pair for pair in PAIRS if pair not in SCORED])
def test_a_form_without_points_has_no_score(record: Record, form: dict[str, Any]) -> None:
    scores = scores_of(record)
    assert (scores.execution, scores.total, dict(scores.indicators)) == (None, None, {})


def test_every_difference_has_a_reason_and_every_reason_is_needed() -> None:
    differing = [entry for form in PRINTED["form"] for entry in entries(form) if "reason" in entry]
    assert {entry["reason"] for entry in differing} == set(PRINTED["reason"])
    assert all(entry["computed"] != entry["printed"] for entry in differing)


def test_one_form_is_published_twice_word_for_word() -> None:
    forms = [record for record in RECORDS if record.form == "sichuan-project-2023"]
    said = [
        (dict(record.fields), [dict(row.values) for row in record.rows("indicators")]) for record in forms
    ]
    assert [number for number, one in enumerate(said) if said.count(one) > 1] == [2, 3]
