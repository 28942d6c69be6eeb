"""Records of one unit compared with one another."""

from __future__ import annotations

from collections.abc import Mapping

from perfdesk.model.checks.across import Printed, check_library, prints_of
from perfdesk.model.path import Path
from tests.model.checks.sample import FORM, faultless
from tests.support.library import FORMS

LONG = "2024年，按计划完成5个示范点和2个标杆点建设，并通过县级验收和公示。"


def printed(number: int, unit: int = 1, code: str = "", values: Mapping[str, str] | None = None) -> Printed:
    record = faultless()
    for path, text in (values or {}).items():
        record = record.with_value(Path.parse(path), text)
    name = record.fields["project_name"]
    return Printed(number, unit, record.form, name, code, prints_of(record, FORM))


def codes(*records: Printed) -> dict[int, list[str]]:
    found = check_library(records, FORMS)
    return {number: [finding.code for finding in findings] for number, findings in found.items()}


def test_projects_of_one_name_in_one_unit() -> None:
    other = printed(2, values={"fields.goal": "完成另一项任务。"})
    assert codes(printed(1), other) == {1: ["across.same-name"], 2: ["across.same-name"]}
    assert codes(printed(1), printed(2, unit=2)) == {}
    assert codes(printed(1), printed(2, values={"fields.project_name": "另一个"})) == {}


def test_the_same_form_twice_is_said_once_for_each() -> None:
    assert codes(printed(1), printed(2)) == {1: ["across.same-form"], 2: ["across.same-form"]}
    twin = {"fields.goal": LONG, "fields.goal_done": LONG.replace("按", "已按")}
    assert codes(printed(1, code="51", values=twin), printed(2, code="51", values=twin)) == {
        1: ["across.same-form"],
        2: ["across.same-form"],
    }
    other = {**twin, "budget[0].executed": "8"}
    assert codes(printed(1, values=twin), printed(2, values=other))[1] == ["across.same-name"]


def test_one_code_for_two_projects() -> None:
    first, second = printed(1, code="51"), printed(2, code="51", values={"fields.project_name": "另一个"})
    assert codes(first, second) == {1: ["across.same-code"], 2: ["across.same-code"]}
    (finding,) = check_library([first, second], FORMS)[1]
    assert finding.message == "项目编码 51 与项目“另一个”相同。请核对编码。"


def test_a_long_text_copied_from_another_project() -> None:
    first = printed(1, values={"fields.goal": LONG})
    second = printed(2, values={"fields.goal": f" {LONG}", "fields.project_name": "另一个"})
    (finding,) = check_library([first, second], FORMS)[2]
    assert (finding.code, str(finding.path)) == ("across.copied-text", "fields.goal")
    assert "与项目“城乡居民医保工作经费”一字不差" in finding.message
    short = {"fields.goal": "完成任务。", "fields.project_name": "第三个"}
    assert codes(printed(1, values={"fields.goal": "完成任务。"}), printed(3, values=short)) == {}
