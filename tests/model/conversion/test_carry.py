"""What the next year's form begins with: the plan comes along, what was done does not."""

from __future__ import annotations

from perfdesk.model.conversion.carry import Reworded, carried, left_blank, successor
from perfdesk.model.record.record import Record, Row
from tests.support.large_library import filled_record
from tests.support.library import FORMS

F2024, F2025 = FORMS["sichuan-project-2024"], FORMS["sichuan-project-2025"]


def test_the_plan_comes_along_and_what_was_done_is_left_blank() -> None:
    record = filled_record(1, 6)
    new = carried(record, F2024, F2024, 2025).conversion.record
    assert (new.form, new.year) == ("sichuan-project-2024", 2025)
    kept = ("project_name", "project_code", "department", "unit", "goal")
    assert dict(new.fields) == {key: record.fields[key] for key in kept}
    assert all(not row.values for row in new.rows("budget"))
    assert len(new.rows("indicators")) == 6
    for old, row in zip(record.rows("indicators"), new.rows("indicators"), strict=True):
        gone = ("actual", "manual_score", "reason")
        assert row.values == {key: text for key, text in old.values.items() if key not in gone}


def test_the_year_moves_on_in_texts_but_not_in_codes_and_amounts() -> None:
    fields = {"project_name": "2024年医保经费", "project_code": "2024年01", "goal": "2024年完成5个点"}
    rows = (Row({"level3": "完成时间", "target": "2024年12月31日前", "weight": "2024年"}),)
    result = carried(Record(F2024.id, 2024, fields, {"indicators": rows}), F2024, F2025, 2025)
    assert result.conversion.record.fields["project_name"] == "2025年医保经费"
    assert result.conversion.record.fields["project_code"] == "2024年01"
    (row,) = (row for row in result.conversion.record.rows("indicators") if row["level3"])
    assert (row["target"], row["weight"]) == ("2025年12月31日前", "2024年")
    assert [text.label for text in result.reworded] == [
        "项目名称",
        "项目年度目标",
        "绩效指标 › 完成时间 › 指标值",
    ]


def test_another_form_takes_what_it_has_a_place_for_and_the_rest_is_named() -> None:
    fields = {"project_name": "某项目", "project_head": "某某", "conclusion": "很好"}
    rows = (Row({"level1": "成本指标", "level2": "经济成本指标", "level3": "成本", "actual": "3"}),)
    record = Record(F2024.id, 2024, fields, {"indicators": rows})
    result = carried(record, F2024, FORMS["qinghai-project-2024"], 2025)
    assert result.conversion.dropped == (("项目负责人", "某某"),)  # what is not carried at all is not dropped
    assert [tuple(move) for move in result.conversion.moved] == [
        ("成本指标 › 经济成本指标", "产出指标 › 成本指标")
    ]


def test_names_of_fixed_lines_come_along_where_the_form_says_so() -> None:
    form = FORMS["sichuan-department-2024"]
    lines = (Row({"name": "医保基金监管", "manual_score": "3"}, "duty_1"),)
    new = carried(
        Record(form.id, 2024, {"unit": "某局"}, {"items": lines}), form, form, 2025
    ).conversion.record
    row = next(row for row in new.rows("items") if row.line == "duty_1")
    assert row.values == {"name": "医保基金监管"}


def test_the_edition_of_the_year_is_suggested_else_the_newest() -> None:
    assert successor(FORMS, "sichuan-project-2023", 2024) == "sichuan-project-2024"
    assert successor(FORMS, "sichuan-project-2023", 2031) == "sichuan-project-2025"
    assert successor(FORMS, "qinghai-project-2024", 2025) == "qinghai-project-2024"


def test_what_is_left_blank_is_named_by_the_forms_labels() -> None:
    blank = list(left_blank(F2024))
    assert {"年度目标完成情况", "评价结论", "预算执行情况", "完成值", "得分", "未完成原因分析"} <= set(blank)
    assert not {"项目名称", "项目年度目标", "指标值", "权重", "项目负责人"} & set(blank)


def test_an_excerpt_shows_what_changed_and_a_little_around() -> None:
    text = Reworded("目标", "0123456789" * 2 + "2024年" + "甲" * 20, "0123456789" * 2 + "2025年" + "甲" * 20)
    assert text.excerpt() == ("…567892024年甲甲甲甲甲甲甲…", "…567892025年甲甲甲甲甲甲甲…")
    assert Reworded("目标", "2024年", "2025年").excerpt() == ("2024年", "2025年")
    assert Reworded("目标", "2024", "20245").excerpt() == ("2024", "20245")
