"""What projects add to the inputs of a department: taken over, it is what adding anew gives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.form.definition import FormulaRule, InputKind, InputRule, InputSource, Rounding
from perfdesk.model.form.expression import Expression
from perfdesk.model.scoring import department_input, project_input
from perfdesk.model.scoring.department_input import DepartmentInputs
from perfdesk.model.scoring.project_fact import ProjectFact

AMOUNT = InputSource(
    InputKind.AMOUNT, {"a": {}, "b": {"money": "funds"}}, value=Expression("money / 3", None)
)
COUNT = InputSource(InputKind.PROJECTS, {"a": {}, "b": {"kind": "sort"}}, "kind", ("常年", "阶段"))
ONLY_B = InputSource(InputKind.PROJECTS, {"b": {}})
RULE = FormulaRule(
    "items",
    "inputs",
    Rounding(2),
    (
        InputRule("amount", "万元", AMOUNT),
        InputRule("count", "个", COUNT),
        InputRule("typed", "个"),
        InputRule("only_b", "个", ONLY_B),
    ),
    (),
)
READ = [item for item in RULE.inputs if item.source]


def fact(record_id: int, form: str, money: Decimal | None, kind: str, unit: str = "万元") -> ProjectFact:
    name, field = ("money", "kind") if form == "a" else ("funds", "sort")
    return ProjectFact(record_id, form, unit, f"项目{record_id}", {field: kind}, {name: money}, ())


facts = st.builds(
    fact,
    st.integers(1, 8),
    st.sampled_from("ab"),
    st.none() | st.decimals(-(10**9), 10**9, places=6),
    st.sampled_from(("", "常年", "阶段", "别的")),
)


def told(all_of: DepartmentInputs) -> list[object]:
    return [(all_of.of(item)[0], tuple(all_of.of(item)[1])) for item in READ]


@given(st.lists(st.lists(facts, unique_by=lambda item: item.record_id), min_size=1, max_size=6))
def test_what_is_taken_over_is_what_adding_anew_gives(states: list[list[ProjectFact]]) -> None:
    kept: DepartmentInputs | None = None
    for state in states:
        kept = DepartmentInputs(RULE, state, kept)
        assert told(kept) == told(DepartmentInputs(RULE, state))


def test_only_a_changed_project_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    state = [fact(number, "a", Decimal(number), "常年") for number in range(1, 100)]
    kept = DepartmentInputs(RULE, state)
    computed: list[int] = []
    as_ever = project_input.project_input

    def noted(rule: InputRule, source: InputSource, project: ProjectFact) -> object:
        computed.append(project.record_id)
        return as_ever(rule, source, project)

    monkeypatch.setattr(department_input, "project_input", noted)
    state[41] = replace(state[41], name="改了")
    again = DepartmentInputs(RULE, state, kept)
    assert set(computed) == {42}
    assert again.of(READ[0])[1][41].text.startswith("改了")


def test_a_form_in_yuan_adds_in_the_unit_of_the_input() -> None:
    state = [fact(1, "a", Decimal(30000), "常年", "元"), fact(2, "b", Decimal(6), "阶段")]
    total, origins = DepartmentInputs(RULE, state).of(READ[0])
    assert (total.number, total.read, total.open) == (Decimal(3), 2, 0)
    assert [origin.text for origin in origins] == ["项目1：10000 元", "项目2：2 万元"]


def test_a_source_may_read_some_of_the_forms() -> None:
    state = [fact(1, "a", None, ""), fact(2, "b", None, "别的")]
    total, _ = DepartmentInputs(RULE, state).of(READ[2])
    assert (total.number, total.read) == (Decimal(1), 1)
