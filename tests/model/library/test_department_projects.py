"""The department's form follows the projects of its unit and year, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.exchange.reading.json_in import read_records
from perfdesk.model.edit import record_edit
from perfdesk.model.edit.finding_edit import apply_fixes
from perfdesk.model.form.path import Path as At
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import new_record, planned
from perfdesk.model.scoring.project_fact import ProjectFact
from perfdesk.model.scoring.score import InputValue, Outcome, Scores
from tests.support.library import FORMS

F1, F5 = "sichuan-project-2024", "sichuan-department-2024"
INPUTS = FORMS[F5].block("inputs").lines
ITEMS = FORMS[F5].block("items").lines
FORMULAS = FORMS[F5].scoring.formulas
assert FORMULAS is not None
SCORED = {formula.line for formula in FORMULAS.formulas if formula.weight is not None}


def project(
    name: str, kind: str, adjusted: str, executed: str, *numbers: tuple[str, str], unit: str = "某局"
) -> Record:
    """A project whose indicators are number targets with their actual values, ＝ 10 points each."""
    money = {"adjusted": adjusted, "executed": executed}
    rows = [
        Row(
            {
                "level1": "产出指标", "level2": "数量指标", "level3": f"指标{at}", "nature": "≥",
                "target": target, "actual": actual, "weight": "10",
            }
        )
        for at, (target, actual) in enumerate(numbers)
    ]  # fmt: skip
    fields = {"project_name": name, "unit": unit, "project_kind": kind}
    budget = (Row(money, line="total"), Row(money, line="fiscal"))
    return planned(FORMS[F1], Record(F1, 2024, fields, {"budget": budget, "indicators": tuple(rows)}))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.create(tmp_path / "某县.perfdesk", FORMS)


def add(library: Library, *records: Record) -> tuple[int, ...]:
    return record_edit.add_records(library, records).result


def add_department(library: Library, unit: str = "某局") -> int:
    return add(library, new_record(FORMS[F5], 2024, unit))[0]


def given(library: Library, record_id: int, key: str) -> InputValue:
    return next(item for item in library.scores(record_id).inputs["inputs"] if item.key == key)


def points(scores: Scores, line: str) -> Decimal | None:
    return scores.indicators["items"][[item.key for item in ITEMS].index(line)].value


def value_at(key: str, column: str = "value") -> At:
    return At("inputs", [line.key for line in INPUTS].index(key), column)


def test_inputs_come_from_the_projects_of_the_unit_and_year(library: Library) -> None:
    first, second, third, _ = add(
        library,
        project("甲", "一次性项目", "100", "95", ("10", "10"), ("4", "5")),
        project("乙", "阶段项目", "50", "10", ("10", "7")),
        project("丙", "常年项目", "20", "20"),
        project("丁", "一次性项目", "7", "7", unit="别的局"),
    )
    department = add_department(library)
    total = given(library, department, "project_budget")
    assert (total.summed, total.value) == (Decimal(170), Decimal(170))
    assert [(origin.record_id, origin.number) for origin in total.origins] == [
        (first, Decimal(100)), (second, Decimal(50)), (third, Decimal(20)),
    ]  # fmt: skip
    wanted = {
        "stage_projects": 2, "regular_projects": 1, "stage_low_rest": 1, "regular_low_rest": 1,
        "number_goals_done": 1, "number_indicators_met": 2, "number_indicators_near": 2,
    }  # fmt: skip
    assert {key: given(library, department, key).value for key in wanted} == wanted
    scores = library.scores(department)
    assert (points(scores, "execution_result"), points(scores, "goal_done")) == (Decimal(3), Decimal(3))


def test_a_deviation_of_thirty_percent_does_not_count(library: Library) -> None:
    add(library, project("甲", "一次性项目", "1", "1", ("10", "12.9"), ("10", "13")))
    scores = library.scores(add_department(library))
    assert points(scores, "goal_deviation") == Decimal(3)


def test_a_cell_of_a_project_changes_the_department_at_once(library: Library) -> None:
    changed = add(library, project("甲", "一次性项目", "100", "100"))[0]
    department = add_department(library)
    values = {
        value_at(line.key): "0" for line in INPUTS if given(library, department, line.key).value is None
    }
    for key in ("duties_set", "duties_done", "net_assets", "net_assets_before", "staff", "staff_before",
                "furniture", "furniture_old", "equipment", "equipment_old", "procurement_budget",
                "procurement_paid", "general_budget_before", "general_spent_before"):  # fmt: skip
        values[value_at(key)] = "1"
    manual = {
        At("items", at, "manual_score"): "5"
        for at, line in enumerate(ITEMS)
        if line.key in ("goal_deviation",)
    }
    record_edit.set_values(library, department, {**values, **manual})
    before = library.tree.summary(department).total
    assert before is not None
    changes = record_edit.set_values(library, changed, {At("budget", 0, "executed"): "80"})
    after = library.tree.summary(department).total
    assert department in changes.dependents & changes.summaries
    # 3 × 20% of the progress, 8 × 20% of the rest, and 2 of the low rests.
    assert after == before - Decimal("0.6") - Decimal("1.6") - 2
    library.undo_history.undo()
    assert library.tree.summary(department).total == before
    record_edit.delete_records(library, [changed])
    assert given(library, department, "project_budget").summed is None


def test_what_is_missing_waits_and_says_where(library: Library) -> None:
    add(library, project("甲", "", "100", "", ("10", "")))
    department = add_department(library)
    spent = given(library, department, "project_spent")
    assert (spent.value, spent.problem) == (
        None,
        "“项目支出：执行总额”还取不出来，有 1 处待补：甲：金额没有填全",
    )
    kinds = given(library, department, "stage_projects")
    assert kinds.problem.endswith("甲：未填阶段项目、一次性项目中的哪一类")
    scores = library.scores(department)
    waiting = {line.key for line, score in zip(ITEMS, scores.indicators["items"], strict=True)
               if score.outcome is Outcome.WAITING}  # fmt: skip
    assert {"budget_rest", "decision", "goal_done"} <= waiting
    assert scores.total is not None
    assert scores.total.value is None


def test_no_stage_project_leaves_the_line_to_a_person(library: Library) -> None:
    add(library, project("甲", "常年项目", "100", "100"))
    department = add_department(library)
    record_edit.set_values(library, department, {value_at("not_assessed"): "0"})
    score = library.scores(department).indicators["items"][[line.key for line in ITEMS].index("decision")]
    assert score.outcome is Outcome.WAITING
    assert "除数为 0" in score.explanation.text


def test_a_number_is_overridden_with_a_reason_and_given_back(library: Library) -> None:
    add(library, project("甲", "一次性项目", "100", "95"))
    department = add_department(library)
    at = value_at("project_budget")
    record_edit.set_values(library, department, {at: "120"})
    item = given(library, department, "project_budget")
    assert (item.summed, item.value) == (Decimal(100), Decimal(120))
    assert item.problem == "“项目支出：调整后预算总额”改填后没有写改填理由，请补写。"
    record_edit.set_values(library, department, {value_at("project_budget", "reason"): "含上年结转"})
    assert given(library, department, "project_budget").problem == ""
    record_edit.set_values(library, department, {at: "1200000元"})
    assert given(library, department, "project_budget").value == 120
    record_edit.set_values(library, department, {at: "很多"})
    assert given(library, department, "project_budget").problem.endswith("请填数字（万元）。")
    record_edit.set_values(library, department, {at: ""})
    assert given(library, department, "project_budget").value == 100


def test_findings_are_taken_off_down_to_zero(library: Library) -> None:
    department = add_department(library)
    record_edit.set_values(library, department, {value_at("findings_funds"): "2"})
    scores = library.scores(department)
    assert points(scores, "fund_use") == Decimal(-2)
    assert points(scores, "finance_rules") is None
    assert scores.total is not None
    assert scores.total.so_far == 0


def test_standings_survive_reopening(library: Library) -> None:
    add(library, project("甲", "一次性项目", "100", "95"))
    department = add_department(library)
    before = library.scores(department)
    library.close()
    with Library.open(library.path, FORMS) as again:
        assert again.scores(department) == before
        told = again.projects(department)
        assert told is not None
        assert [fact.name for fact in told.facts.values()] == ["甲"]
        assert again.projects(1) is None


def test_moving_a_project_to_another_unit_moves_its_numbers(library: Library) -> None:
    moved, _ = add(
        library,
        project("甲", "一次性项目", "100", "95"),
        project("乙", "一次性项目", "7", "7", unit="别的局"),
    )
    here, there = add_department(library), add_department(library, "别的局")
    record_edit.move_records(library, [moved], library.tree.summary(there).unit_id)
    assert given(library, here, "project_budget").summed is None
    assert given(library, there, "project_budget").summed == 107


def facts(library: Library, department: int) -> Mapping[int, ProjectFact]:
    gathering = library.projects(department)
    assert gathering is not None
    return gathering.facts


def test_an_edit_costs_one_project_however_many_the_unit_has(library: Library) -> None:
    ids = add(library, *(project(f"项目{n}", "一次性项目", "10", "9", ("1", "1")) for n in range(20)))
    department = add_department(library)
    before = facts(library, department)
    record_edit.set_values(library, ids[3], {At("budget", 0, "executed"): "8"})
    after = facts(library, department)
    assert [number for number in ids if after[number] is not before[number]] == [ids[3]]
    assert given(library, department, "project_spent").summed == 20 * 9 - 1


def test_only_the_printed_points_are_found_wrong_with_the_published_form(library: Library) -> None:
    resources = Path(__file__).parents[3] / "resources"
    projects = [
        item for item in read_records(resources / "samples" / "sichuan.json", FORMS) if item.year == 2024
    ]
    published = read_records(Path(__file__).parents[2] / "files" / "seeds" / f"{F5}.json", FORMS)
    *_, department = add(library, *projects, *published)
    listed = library.tree.summary(department)
    # The sample holds some of the department's projects: over those, 执行结果 comes to 2 of its 3 points.
    found, fewer = library.audit.findings(department)
    assert (fewer.code, fewer.severity) == ("logic.above-computed", "提示")
    assert (found.code, found.severity) == ("arithmetic.printed-points", "提示")
    assert found.message.startswith(
        "表上印的分值与各行分值不符：总体绩效印 65 分，各行合计 56 分；预算管理印 21 分，"
    )
    assert "项目绩效印 35 分，各行合计 44 分" in found.message
    assert (listed.total, listed.errors, listed.warnings) == (Decimal("95.13"), 0, 0)


def codes(library: Library, department: int) -> list[str]:
    """What is found in the department's form, without what is printed wrong on it."""
    found = [item.code for item in library.audit.findings(department)]
    assert [item.code for item in library.audit.all_findings()[department]] == found
    return [code for code in found if code != "arithmetic.printed-points"]


def score_all(library: Library, department: int) -> None:
    """No point for any line, by hand: then no input is asked for."""
    record_edit.set_values(
        library,
        department,
        {At("items", index, "manual_score"): "0" for index, line in enumerate(ITEMS) if line.key in SCORED},
    )


def test_a_department_is_checked_anew_with_its_projects(library: Library) -> None:
    first = add(library, project("甲", "一次性项目", "100", "95", ("10", "10")))[0]
    department = add_department(library)
    assert codes(library, department) == ["completeness.empty"]
    score_all(library, department)
    record_edit.set_values(library, department, {At("items", 4, "manual_score"): "#DIV/0!"})
    assert codes(library, department).count("units.spreadsheet-error") == 1
    errors = library.tree.summary(department).errors
    record_edit.set_values(library, first, {At("budget", 0, "executed"): "50"})
    assert library.tree.summary(department).errors == errors
    record_edit.set_values(library, department, {At("items", 4, "manual_score"): "0"})
    assert codes(library, department) == []


def test_a_waiting_line_asks_for_its_inputs(library: Library) -> None:
    department = add_department(library)
    score_all(library, department)
    duty = At("items", [line.key for line in ITEMS].index("duty_1"), "manual_score")
    record_edit.set_values(library, department, {duty: ""})
    first, second = [item for item in library.audit.findings(department) if item.code == "completeness.input"]
    assert (str(first.path), str(second.path)) == ("inputs[0].value", "inputs[1].value")
    assert first.message == "请填写“年初设置的履职效果目标数”。"
    record_edit.set_values(library, department, {value_at("duties_set"): "0", value_at("duties_done"): "0"})
    (found,) = [
        found for found in library.audit.findings(department) if found.code.startswith("completeness")
    ]
    assert (found.code, found.path) == ("completeness.score", duty)
    assert "除数为 0" in found.message
    record_edit.set_values(
        library, department, {value_at("duties_set"): "18", value_at("duties_done"): "许多"}
    )
    assert "units.input-unreadable" in codes(library, department)
    record_edit.set_values(library, department, {value_at("duties_done"): "18"})
    assert codes(library, department) == []


def test_a_number_that_differs_from_the_projects_is_found(library: Library) -> None:
    first, _ = add(library, project("甲", "一次性项目", "100", "95"), project("乙", "一次性项目", "7", "7"))
    department = add_department(library)
    score_all(library, department)
    record_edit.set_values(library, department, {value_at("project_budget"): "110"})
    (found,) = [
        item for item in library.audit.findings(department) if item.code == "completeness.input-reason"
    ]
    assert found.severity == "错误"
    assert found.message == (
        "“项目支出：调整后预算总额”改填为 110万元，本单位各项目自评表合计为 107万元，没有写改填理由。"
        "请写明改填理由，或清空改填的数。"
    )
    record_edit.set_values(library, department, {value_at("project_budget", "reason"): "含上年结转"})
    assert codes(library, department) == ["across.input-differs"]
    record_edit.set_values(library, first, {At("budget", 0, "adjusted"): "103"})
    assert codes(library, department) == []
    library.undo_history.undo()
    (differs,) = [item for item in library.audit.findings(department) if item.code == "across.input-differs"]
    apply_fixes(library, differs.record_id, [differs])
    assert codes(library, department) == []
    assert given(library, department, "project_budget").typed is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("11", "arithmetic.score-above-weight"),
        ("-1", "arithmetic.score-below-zero"),
        ("10", "logic.full-score-missed"),
        ("9", "logic.above-computed"),
    ],
)
def test_a_manual_score_that_the_points_do_not_allow(library: Library, typed: str, code: str) -> None:
    department = add_department(library)
    score_all(library, department)
    numbers = {value_at("duties_set"): "18", value_at("duties_done"): "9"}
    record_edit.set_values(library, department, {**numbers, At("items", 0, "manual_score"): typed})
    assert codes(library, department) == [code]


@pytest.mark.parametrize("form", ["sichuan-project-2023", "sichuan-project-2025"])
def test_a_project_form_of_another_edition_is_read_too(library: Library, form: str) -> None:
    first = project("甲", "一次性项目", "100", "95", ("10", "10"))
    other = planned(FORMS[form], replace(project("乙", "常年项目", "30", "12", ("5", "4")), form=form))
    add(library, first, other)
    department = add_department(library)
    assert given(library, department, "project_budget").summed == 130
    assert given(library, department, "project_fiscal_spent").summed == 107
    assert given(library, department, "regular_projects").summed == 1
