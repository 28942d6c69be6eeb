"""A published department's form: printed and computed scores side by side, every difference named."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.exchange.reading.json_in import read_records
from perfdesk.model.form.path import Path as At
from perfdesk.model.form.path import field_path
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.department_input import DepartmentInputs
from perfdesk.model.scoring.project_fact import project_fact
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Outcome
from tests.support.library import FORMS

PROJECT = Path(__file__).parents[3]
PRINTED = tomllib.loads((PROJECT / "tests/files/printed_department.toml").read_text(encoding="utf-8"))
FORM = FORMS["sichuan-department-2024"]
LINES = [line.key for line in FORM.block("items").lines]
RULE = FORM.scoring.formulas
assert RULE is not None
PROJECTS = DepartmentInputs(
    RULE,
    (
        project_fact(FORMS[record.form], record, score_record(FORMS[record.form], record))
        for record in (
            replace(record, id=number).with_value(field_path("project_kind"), "一次性项目")
            for number, record in enumerate(read_records(PROJECT / "resources/samples/sichuan.json", FORMS))
            if record.form == "sichuan-project-2024"
        )
    ),
)


@pytest.mark.parametrize("line", PRINTED["line"], ids=lambda line: str(line["key"]))
def test_the_computed_score_is_the_printed_one_or_the_difference_is_named(line: dict[str, str]) -> None:
    scores = score_record(FORM, new_record(FORM, 2024), projects=PROJECTS)
    score = scores.indicators["items"][LINES.index(line["key"])]
    computed = Decimal(line["computed"]) if "computed" in line else None
    assert score.computed == computed
    assert (score.outcome is Outcome.WAITING) == (computed is None)
    if computed != Decimal(line["printed"]):
        assert PRINTED["reason"][line["reason"]]


def test_the_printed_scores_add_up_to_the_printed_total() -> None:
    record = new_record(FORM, 2024)
    for line in PRINTED["line"]:
        record = record.with_value(At("items", LINES.index(line["key"]), "manual_score"), line["printed"])
    scores = score_record(FORM, record, projects=PROJECTS)
    assert scores.total is not None
    assert scores.total.value == Decimal(PRINTED["total"])
    done = scores.indicators["items"][LINES.index("goal_done")]
    assert (done.value, done.computed) == (Decimal(6), Decimal(4))


def test_the_weights_add_up_to_a_hundred() -> None:
    rule = FORM.scoring.formulas
    assert rule is not None
    assert sum(formula.weight or 0 for formula in rule.formulas) == 100
