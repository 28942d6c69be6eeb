"""The sample: published forms; of the first seven, the printed scores beside the computed ones."""

from __future__ import annotations

import runpy
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfdesk.exchange.reading.json_in import read_records
from perfdesk.model.checks.state import State
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Outcome
from tests.support.library import FORMS
from tests.support.printed_form import computed_scores, expected, printed_scores, scored_rows

PROJECT = Path(__file__).parents[1]
SAMPLES = PROJECT / "resources" / "samples"
RECORDS = read_records(SAMPLES / "sichuan.json", FORMS)
PRINTED = tomllib.loads((PROJECT / "tests" / "files" / "printed_scores.toml").read_text(encoding="utf-8"))

# Pairs of the record and what its form prints, in the same order.
PAIRS = [
    pytest.param(record, form, id=f"{number} {form['project']}")
    for number, (record, form) in enumerate(zip(RECORDS, PRINTED["form"], strict=True), 1)
]


def entries(form: dict[str, Any]) -> list[dict[str, str]]:
    return [form["execution"], *form["indicators"], form["total"]]


@pytest.mark.parametrize(("record", "form"), PAIRS)
def test_the_computed_scores_are_the_printed_ones_or_the_difference_is_named(
    record: Record, form: dict[str, Any]
) -> None:
    assert (record.fields["project_name"], record.year) == (form["project"], form["year"])
    assert computed_scores(FORMS, record) == printed_scores(form)


@pytest.mark.parametrize(("record", "form"), PAIRS)
def test_the_score_that_counts_is_the_printed_one(record: Record, form: dict[str, Any]) -> None:
    counted = [(name, score.value) for name, score in scored_rows(FORMS, record)]
    assert counted == [(entry["level3"], Decimal(entry["printed"])) for entry in form["indicators"]]


@pytest.mark.parametrize(("record", "form"), PAIRS)
def test_a_person_decided_only_where_nothing_is_computed_or_it_is_named(
    record: Record, form: dict[str, Any]
) -> None:
    by_hand = [name for name, score in scored_rows(FORMS, record) if score.outcome is Outcome.MANUAL]
    assert by_hand == [entry["level3"] for entry in form["indicators"] if "reason" in entry]


def test_every_difference_has_a_reason_and_every_reason_is_needed() -> None:
    differing = [entry for form in PRINTED["form"] for entry in entries(form) if "reason" in entry]
    assert {entry["reason"] for entry in differing} == set(PRINTED["reason"])
    assert all(entry["computed"] != entry["printed"] for entry in differing)
    with_computed = [entry for form in PRINTED["form"] for entry in entries(form) if "computed" in entry]
    assert with_computed == differing


def test_the_sample_library_holds_what_the_published_forms_say() -> None:
    sources = runpy.run_path(str(SAMPLES / "make_sample.py"))["SOURCES"]
    published = [record for source in sources for record in read_records(source, FORMS)]
    with Library.open(SAMPLES / "sample.perfdesk", FORMS, read_only=True) as library:
        summaries = sorted(library.tree.all_records())
        assert [plain(library.record(summary.id)) for summary in summaries] == [plain(r) for r in published]
        assert [summary.total for summary in summaries[: len(RECORDS)]] == [
            expected(form["total"]) for form in PRINTED["form"]
        ]
        assert {summary.state for summary in summaries[: len(RECORDS)]} == {State.READY}


def test_the_sample_shows_every_form_and_opens_with_a_project() -> None:
    with Library.open(SAMPLES / "sample.perfdesk", FORMS, read_only=True) as library:
        summaries = library.tree.all_records()
        assert {summary.form for summary in summaries} == set(FORMS) - {"national-project-2020"}
        newest = library.tree.units(library.tree.years()[-1])[0]
        assert library.tree.records(newest.id)[0].form == "sichuan-project-2025"


def test_the_department_of_the_sample_reads_its_projects() -> None:
    with Library.open(SAMPLES / "sample.perfdesk", FORMS, read_only=True) as library:
        department = next(s for s in library.tree.all_records() if s.form == "sichuan-department-2024")
        assert department.total == Decimal("95.13")
        inputs = {item.key: item for item in library.scores(department.id).inputs["inputs"]}
        of_unit = [record for record in RECORDS if record.form == "sichuan-project-2024"]
        total = sum(Decimal(record.rows("budget")[0]["executed"]) for record in of_unit)
        assert (inputs["project_spent"].summed, inputs["project_spent"].projects) == (total, 3)
        assert inputs["regular_projects"].summed == 2


def test_the_sample_names_no_person() -> None:
    people = ("project_head", "finance_head", "filler", "phone", "unit_head")
    with Library.open(SAMPLES / "sample.perfdesk", FORMS, read_only=True) as library:
        records = [library.record(summary.id) for summary in library.tree.all_records()]
    named = {record.fields[key] for record in records for key in people if key in record.fields}
    assert named == {"某某"}


def plain(record: Record) -> object:
    """A record as values that compare equal when the records say the same."""
    blocks = {key: [(row.line, dict(row.values)) for row in rows] for key, rows in record.blocks.items()}
    return record.form, record.year, dict(record.fields), blocks
