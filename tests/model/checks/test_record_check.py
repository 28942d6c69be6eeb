"""Each mistake by itself: typed into a faultless form it is found, at its cell, and nothing else is."""

from __future__ import annotations

import pytest

from perfdesk.model.checks.finding import Finding, findings_from, findings_text
from perfdesk.model.checks.record_check import check_record
from perfdesk.model.form.path import Path
from perfdesk.model.record.record import Row
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from tests.model.checks.sample import FORM, faultless, fixed, found_with
from tests.support.library import FORMS

# What is typed, and the code, severity and path of each finding.
MISTAKES: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing": ({}, []),
    "weights": (
        {"indicators[0].weight": "25"},
        [
            "错误 identity.score-in-conclusion fields.conclusion",
            "错误 arithmetic.weight-total indicators[0].weight",
        ],
    ),
    "score above weight": (
        {"indicators[0].manual_score": "31"},
        ["错误 arithmetic.score-above-weight indicators[0].manual_score"],
    ),
    "negative": (
        {"budget[1].initial": "-10"},
        ["错误 arithmetic.parts budget[0].initial", "错误 arithmetic.negative-amount budget[1].initial"],
    ),
    "overspent": (
        {"budget[0].executed": "10.5", "budget[1].executed": "10.5"},
        ["错误 arithmetic.overspent budget[0].executed", "错误 arithmetic.overspent budget[1].executed"],
    ),
    "parts": ({"budget[2].executed": "3"}, ["错误 arithmetic.parts budget[0].executed"]),
    "rounded parts": ({"budget[1].executed": "9.998"}, []),
    "a blank field": ({"fields.unit": ""}, ["错误 completeness.field fields.unit"]),
    "a signature": ({"fields.finance_head": ""}, ["提示 completeness.signature fields.finance_head"]),
    "a low rate": (
        {"budget[0].executed": "8.9", "budget[1].executed": "8.9", "fields.conclusion": "已完成。"},
        [
            "错误 completeness.execution-reason budget[0].reason",
            "警告 platform.red budget[0].executed",
        ],
    ),
    "a changed budget": (
        {"budget[0].initial": "12.5", "budget[1].initial": "12.5"},
        ["错误 completeness.adjustment-reason budget[0].reason"],
    ),
    "a changed budget with its reason": (
        {"budget[0].initial": "12.5", "budget[1].initial": "12.5", "budget[0].reason": "调减2.5万元"},
        [],
    ),
    "an amount": (
        {"budget[0].initial": ""},
        ["错误 completeness.amount budget[0].initial"],
    ),
    "an actual": (
        {"indicators[0].actual": "", "fields.conclusion": "已完成。"},
        ["错误 completeness.actual indicators[0].actual"],
    ),
    "a score": (
        {"indicators[0].target": "据实", "indicators[0].nature": "定性"},
        ["错误 completeness.score indicators[0].manual_score"],
    ),
    "a reason": (
        {"indicators[0].actual": "4", "fields.conclusion": "已完成。"},
        ["错误 completeness.score-reason indicators[0].reason"],
    ),
    "far over": ({"indicators[0].actual": "6.5"}, ["警告 completeness.over-completion indicators[0].reason"]),
    "over, not far": ({"indicators[0].actual": "6.4"}, []),
    "no satisfaction": (
        {"indicators[2].level1": "产出指标", "indicators[2].level2": "质量指标"},
        ["警告 completeness.level indicators[0].level1"],
    ),
    "a spreadsheet's error": (
        {"indicators[0].reason": "无", "fields.problems": "#DIV/0!"},
        ["错误 units.spreadsheet-error fields.problems"],
    ),
    "words for money": (
        {"budget[2].executed": "约3"},
        ["错误 units.amount-unreadable budget[2].executed"],
    ),
    "yuan for 万元": (
        {f"budget[{row}].{key}": "12000000" for row in (0, 1) for key in ("initial", "adjusted", "executed")},
        ["警告 units.money-unit budget[0].adjusted"],
    ),
    "unit in the actual": ({"indicators[2].actual": "95％"}, ["提示 units.in-value indicators[2].actual"]),
    "people in percent": (
        {
            "indicators[0].level3": "参保人数*",
            "indicators[0].unit": "%",
            "indicators[0].target": "99",
            "indicators[0].actual": "100",
        },
        ["警告 units.percent-of-count indicators[0].unit"],
    ),
    "percent against money": (
        {"indicators[3].actual": "100%", "indicators[3].manual_score": "20"},
        ["错误 units.mismatch indicators[3].actual"],
    ),
    "a raw share": (
        {"indicators[2].actual": "0.965857143", "indicators[2].manual_score": "20"},
        ["警告 units.share-for-percent indicators[2].actual"],
    ),
    "missed, full marks": (
        {"indicators[0].actual": "4", "indicators[0].manual_score": "30"},
        ["警告 logic.full-score-missed indicators[0].manual_score"],
    ),
    "as much as had to be passed": (
        {"indicators[0].nature": "＞"},
        ["警告 logic.full-score-equal indicators[0].nature"],
    ),
    "as much as had to be passed, with points taken off": (
        {
            "indicators[0].nature": "＞",
            "indicators[0].manual_score": "29",
            "indicators[0].reason": "差一个",
            "fields.conclusion": "已完成。",
        },
        [],
    ),
    "late, full marks": (
        {"indicators[1].actual": "2025年3月1日", "indicators[1].manual_score": "20"},
        ["警告 logic.full-score-late indicators[1].manual_score"],
    ),
    "nothing was spent": (
        {
            **{f"budget[{row}].executed": "0" for row in (0, 1)},
            "budget[0].reason": "未发生",
            "fields.conclusion": "已完成。",
        },
        [
            "警告 logic.nothing-done budget[0].executed",
            "警告 platform.red budget[0].executed",
            "提示 platform.yellow budget[0].adjusted",
        ],
    ),
    "cost target of the first budget": (
        {"budget[0].initial": "12", "budget[1].initial": "12", "budget[0].reason": "调减2万元"},
        ["警告 logic.cost-target-initial indicators[3].target"],
    ),
    "cost target of the spending": (
        {
            "budget[0].initial": "12",
            "budget[1].initial": "12",
            "budget[0].reason": "调减2万元",
            "indicators[3].target": "10",
        },
        ["警告 logic.cost-target-spent indicators[3].target"],
    ),
    "cost target of the spending under an unchanged budget": (
        {
            **{f"budget[{row}].executed": "9.7" for row in (0, 1)},
            "indicators[3].target": "9.7",
            "indicators[3].actual": "9.7",
            "fields.conclusion": "已完成。",
        },
        ["警告 logic.cost-target-spent indicators[3].target"],
    ),
    "another name": (
        {"fields.conclusion": "2024年城镇职工医保工作经费自评得分100"},
        ["警告 identity.name-in-conclusion fields.conclusion"],
    ),
    "another total": (
        {"fields.conclusion": "自评得分为98.5分"},
        ["错误 identity.score-in-conclusion fields.conclusion"],
    ),
    "another total without 得分": (
        {"fields.conclusion": "综合评价得分 98.5，本项目自评98分。"},
        ["错误 identity.score-in-conclusion fields.conclusion"],
    ),
    "numbers behind 自评 that are no points": (
        {"fields.conclusion": "自评2024年度1个项目，自评率自评100%，自评3个指标，自评98.5%，自评100分。"},
        [],
    ),
    "another grade, called 等次": (
        {"fields.conclusion": "自评100分，评定等次为“良”。"},
        ["错误 identity.grade-in-conclusion fields.conclusion"],
    ),
    "another grade": (
        {"fields.conclusion": "综合得分100分，评价等级为“良”。"},
        ["错误 identity.grade-in-conclusion fields.conclusion"],
    ),
    "a good word that is no grade": ({"fields.conclusion": "评价结果良好，自评得分100分。"}, []),
    "a code": (
        {"fields.department": "319001-某县医疗保障局"},
        ["警告 identity.code-in-name fields.department"],
    ),
    "last year": ({"fields.goal": "2023年完成5个示范点。"}, ["警告 identity.other-year fields.goal"]),
    "last year rightly": ({"fields.goal": "较2023年增加5个示范点，含2023年结转。"}, []),
    "next year": ({"fields.measures": "2025年继续推进。"}, []),
    "an indicator of last year": (
        {"indicators[1].target": "2023年12月31日前", "indicators[1].manual_score": "20"},
        [
            "警告 logic.full-score-late indicators[1].manual_score",
            "警告 identity.other-year indicators[1].target",
        ],
    ),
    "an indicator of next year": (
        {"indicators[1].target": "2025年12月31日前", "indicators[1].manual_score": "20"},
        ["警告 identity.other-year indicators[1].target"],
    ),
    "an indicator twice": (
        {"indicators[1].level2": "数量指标", "indicators[1].level3": "建成示范点"},
        ["警告 logic.repeated-indicator indicators[1].level3"],
    ),
    "too long": ({"fields.problems": "长" * 201}, ["错误 wording.too-long fields.problems"]),
    "a comma": ({"fields.process": "组织实施，"}, ["提示 wording.ending fields.process"]),
    "typos": ({"fields.process": "补助资资金3月分发完成。"}, ["提示 wording.typo fields.process"]),
    "more typos": (
        {"fields.process": "资肋定点医机构，医保医保补经费划拨发成。"},
        ["提示 wording.typo fields.process"],
    ),
    "no typos": ({"fields.process": "投资资金按3月分配方案拨付，系统开发完成。"}, []),
    "no 日": ({"indicators[1].target": "2024年12月31"}, ["提示 wording.date-day indicators[1].target"]),
    "no year": ({"indicators[1].target": "12月31日前"}, ["提示 wording.date-year indicators[1].target"]),
    "a level cut short": ({"indicators[0].level2": "数量"}, ["提示 wording.level indicators[0].level2"]),
    "another project's people": (
        {
            "fields.project_name": "尘肺病患者补助",
            "indicators[2].level3": "退休人员满意度",
            "fields.conclusion": "完成",
        },
        ["警告 wording.other-project indicators[2].level3"],
    ),
    "amounts that do not add up": (
        {"fields.goal_done": "已支付人员40万元、设备25.2万元，合计202.64万元。"},
        ["警告 logic.listed-amounts fields.goal_done"],
    ),
    "amounts that add up to another sum than the budget": (
        {"fields.goal_done": "已支付人员40万元、设备25.2万元，合计65.2万元。"},
        ["提示 logic.listed-total fields.goal_done"],
    ),
    "amounts that add up to the budget": (
        {"fields.goal_done": "上年结余3万元。已支付人员4万元、设备60000元，合计10万元。"},
        [],
    ),
    "amounts before those that are added up": (
        {"fields.goal_done": "收到预算20万元，支付人员4万元、设备6万元，共计10万元。"},
        [],
    ),
    "another rate in the text": (
        {"fields.conclusion": "执行率为80%，资金已全部拨付。"},
        ["警告 logic.rate-in-text fields.conclusion"],
    ),
    "the rate in the text, and one that is aimed at": (
        {"fields.conclusion": "预算执行率为100%，明年确保执行率达到95%，力争支付率98%以上。"},
        [],
    ),
    "all paid out, which the amounts do not say": (
        {
            "budget[0].executed": "9.5",
            "budget[1].executed": "9.5",
            "fields.conclusion": "执行率95%，资金已全部支付。",
        },
        ["提示 logic.payment-in-text fields.conclusion"],
    ),
    "nothing paid out, which the amounts do not say": (
        {"fields.conclusion": "项目已完成，资金尚未支付。"},
        ["提示 logic.payment-in-text fields.conclusion"],
    ),
    "slots left open": (
        {"fields.process": "本项目于（-年-月-日）开工。", "indicators[0].level3": "请填写三级指标"},
        ["警告 completeness.slot fields.process", "警告 completeness.slot indicators[0].level3"],
    ),
    "more slots": (
        {
            "fields.process": "完成XX项工作。",
            "fields.problems": "问题：……",
            "fields.measures": "整改____万元",
        },
        [
            "警告 completeness.slot fields.process",
            "警告 completeness.slot fields.problems",
            "警告 completeness.slot fields.measures",
        ],
    ),
    "no slots": (
        {"fields.process": "2024年1月至12月，购置XXL号服装……等物资。", "fields.problems": "……"},
        [],
    ),
    "goal and completion in the same words": (
        {"fields.goal": "完成5个示范点建设", "fields.goal_done": "完成 5个示范点建设。"},
        ["提示 wording.same-words fields.goal_done"],
    ),
    "the goal is the name": (
        {"fields.goal": "城乡居民医保工作经费"},
        ["提示 wording.same-words fields.goal"],
    ),
    "a rate beyond the whole": (
        {
            "indicators[0].level3": "验收合格率",
            "indicators[0].unit": "%",
            "indicators[0].target": "292",
            "indicators[0].actual": "300",
        },
        ["提示 units.beyond-whole indicators[0].target"],
    ),
    "a rate that may go beyond": (
        {
            "indicators[0].level3": "收入增长率",
            "indicators[0].unit": "%",
            "indicators[0].target": "120",
            "indicators[0].actual": "130",
        },
        [],
    ),
    "the people of this project": (
        {
            "fields.project_name": "尘肺病患者补助",
            "indicators[2].level3": "尘肺病患者满意度",
            "fields.conclusion": "完成",
        },
        [],
    ),
}


def told(finding: Finding) -> str:
    return f"{finding.severity} {finding.code} {finding.path}"


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_and_nothing_else(mistake: str) -> None:
    values, expected = MISTAKES[mistake]
    found = found_with(values)
    assert [told(finding) for finding in found] == expected
    assert all(finding.record_id == 7 and finding.message[-1] in "。？" for finding in found)


FIXES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "the total": (
        {"fields.conclusion": "自评得分为98.5分。"},
        {"fields.conclusion": "自评得分为100分。"},
    ),
    "the unit": ({"fields.unit": ""}, {"fields.unit": "某县医疗保障局"}),
    "the unit that the value has": (
        {"indicators[0].unit": "", "indicators[0].actual": "5个"},
        {"indicators[0].unit": "个", "indicators[0].actual": "5"},
    ),
    "the unit in a value": ({"indicators[0].actual": "5个"}, {"indicators[0].actual": "5"}),
    "the year": ({"indicators[1].target": "12月31日前"}, {"indicators[1].target": "2024年12月31日前"}),
    "the day": ({"indicators[1].target": "2024年12月31前"}, {"indicators[1].target": "2024年12月31日前"}),
    "the comma": ({"fields.process": "组织实施，\n"}, {"fields.process": "组织实施。"}),
    "the code": ({"fields.unit": "（319001）某县局"}, {"fields.unit": "某县局"}),
    "the share": (
        {"indicators[2].actual": "0.965857143", "indicators[2].manual_score": "20"},
        {"indicators[2].actual": "96.59"},
    ),
    "the typos": ({"fields.process": "及时行，去逝"}, {"fields.process": "及时性，去世"}),
}


@pytest.mark.parametrize("mistake", FIXES)
def test_a_fix_leaves_nothing_to_find(mistake: str) -> None:
    values, expected = FIXES[mistake]
    (finding,) = found_with(values)
    assert fixed(finding) == expected
    assert finding.fix is not None
    assert finding.fix.label
    assert found_with({**values, **expected}) == []


def test_a_form_that_nobody_has_begun_has_one_notice() -> None:
    (finding,) = found_with({}, new_record(FORM, 2024, "某局"))
    assert (finding.code, finding.path) == ("completeness.empty", None)


def test_findings_follow_their_row_and_only_a_changed_row_is_checked_again() -> None:
    record = faultless().with_value(Path.parse("indicators[2].actual"), "95%")
    scores = score_record(FORM, record)
    before = check_record(FORM, record, scores)
    rows = record.rows("indicators")
    moved = record.with_rows("indicators", (Row({"level3": "新"}), *rows))
    again = score_record(FORM, moved, (record, scores))
    after = check_record(FORM, moved, again, before)
    assert "提示 units.in-value indicators[3].actual" in map(told, after.findings)
    assert all(after.rows[row] is before.rows[row] for row in rows)
    assert after.findings == check_record(FORM, moved, again).findings


def test_findings_come_back_from_their_text() -> None:
    found = tuple(found_with({"fields.unit": "", "indicators[2].actual": "95%", "fields.goal": ""}))
    assert len(found) == 3
    assert findings_from(findings_text(found), 7) == found


def test_points_lost_in_execution_are_explained_in_a_field_of_their_own() -> None:
    form = FORMS["sichuan-project-2023"]
    typed = {"budget[0].adjusted": "1", "budget[0].executed": "0"}
    found = []
    for reason in ("", "没有符合条件的举报。"):
        record = new_record(form, 2023)
        for path, text in {**typed, "fields.execution_reason": reason}.items():
            record = record.with_value(Path.parse(path), text)
        findings = check_record(form, record, score_record(form, record)).findings
        found.append([str(one.path) for one in findings if one.code.endswith("execution-score-reason")])
    assert found == [["fields.execution_reason"], []]


def test_a_budget_without_any_indicator() -> None:
    record = faultless().with_rows("indicators", [])
    found = check_record(FORM, record, score_record(FORM, record)).findings
    assert [told(one) for one in found if "conclusion" not in one.code] == [
        "错误 completeness.indicators indicators[0].level3"
    ]
    cancelled = {f"budget[{row}].{key}": "0" for row in (0, 1) for key in ("initial", "adjusted", "executed")}
    assert "completeness.indicators" not in [one.code for one in found_with(cancelled, record)]


def in_form(form: str, year: int, values: dict[str, str]) -> list[Finding]:
    """What is found of another form's new record once values are typed into it."""
    definition = FORMS[form]
    record = new_record(definition, year, "某局")
    for path, text in values.items():
        record = record.with_value(Path.parse(path), text)
    return list(check_record(definition, record, score_record(definition, record)).findings)


def hunan(weights: tuple[str, str, str], executed: str = "10") -> list[Finding]:
    record = new_record(FORMS["hunan-project-2022"], 2022, "某局")
    rows = {row["level1"]: index for index, row in reversed(list(enumerate(record.rows("indicators"))))}
    values = {"budget[0].adjusted": "10", "budget[0].executed": executed}
    for level, weight in zip(("产出指标", "效益指标", "满意度指标"), weights, strict=True):
        for key, text in {"level3": "某项", "target": "≥5个", "actual": "5个", "weight": weight}.items():
            values[f"indicators[{rows[level]}].{key}"] = text
    return in_form("hunan-project-2022", 2022, values)


def test_weights_that_do_not_add_to_the_points_printed_for_their_level() -> None:
    found = [one for one in hunan(("60", "20", "10")) if one.code.startswith("arithmetic")]
    assert [one.code for one in found] == ["arithmetic.group-total"] * 2
    assert found[0].message == "产出指标的分值合计 60，表上印 50，多 10。请调整产出指标的分值。"
    assert "少 10" in found[1].message
    assert not [one for one in hunan(("50", "30", "10")) if one.code.startswith("arithmetic")]


def test_indicators_far_ahead_of_the_money() -> None:
    assert "logic.execution-behind" not in [one.code for one in hunan(("50", "30", "10"), "5")]
    (found,) = [one for one in hunan(("50", "30", "10"), "3.5") if one.code == "logic.execution-behind"]
    assert "预算执行率 35.00%，指标得分率却有 100.00%" in found.message


@pytest.mark.parametrize(
    ("target", "actual", "missed"),
    [
        ("≥97%", "90%", True),
        ("≥97%", "97%", False),
        ("≤3万元", "3.2万元", True),
        ("19.78万元", "17.86万元", False),
    ],
)
def test_a_missed_target_wants_its_reason_where_nothing_scores(
    target: str, actual: str, missed: bool
) -> None:
    values = {
        "indicators[0].level3": "知晓率",
        "indicators[0].target": target,
        "indicators[0].actual": actual,
    }
    found = [one.code for one in in_form("national-transfer-2025", 2025, values)]
    assert ("completeness.missed-reason" in found) is missed
    reason = values | {"indicators[0].reason": "下达较晚"}
    codes = [one.code for one in in_form("national-transfer-2025", 2025, reason)]
    assert "completeness.missed-reason" not in codes


def test_the_texts_of_fixed_lines_are_read_too() -> None:
    block = next(block for block in FORMS["national-transfer-2025"].blocks if block.label == "资金管理情况")
    at = f"{block.key}[1].{block.columns[0].key}"
    (found,) = [
        one
        for one in in_form("national-transfer-2025", 2025, {at: "补助资资金已下达。"})
        if one.code == "wording.typo"
    ]
    assert (str(found.path), fixed(found)) == (at, {at: "补助资金已下达。"})


def test_a_target_that_says_no_more_than_qualitative_is_told_as_it_looks() -> None:
    typed = {
        "indicators[0].level3": "群众参保意愿",
        "indicators[0].nature": "定性",
        "indicators[0].actual": "显著提高",
    }
    told = [
        one.message
        for one in in_form("national-transfer-2025", 2025, typed)
        if one.code == "completeness.target"
    ]
    assert told == ["指标“群众参保意愿”的指标值只写了“定性”，没有写要达到什么，如“显著提高”，请补上。"]
    apart = [
        one.message
        for one in in_form("sichuan-project-2025", 2025, typed)
        if one.code == "completeness.target"
    ]
    assert apart == ["指标“群众参保意愿”没有填指标值，请补上。"]


def test_a_cost_target_below_the_row_that_names_its_level_is_found() -> None:
    values = {
        "budget[0].adjusted": "9.00", "budget[0].executed": "9.00", "budget[1].adjusted": "9.00",
        "budget[1].executed": "9.00", "indicators[3].target": "10", "indicators[3].actual": "9",
    }  # fmt: skip
    row = Row({"level1": "成本指标", "level2": "经济成本指标"})
    below = faultless().rows("indicators")[3].with_value("level1", "").with_value("level2", "")
    rows = [*faultless().rows("indicators")[:3], row, below]
    named = [item.code for item in found_with(values)]
    moved = {path.replace("indicators[3]", "indicators[4]"): text for path, text in values.items()}
    found = [item.code for item in found_with(moved, faultless().with_rows("indicators", rows))]
    assert "logic.cost-target-initial" in named
    assert found == named


def test_amounts_typed_in_yuan_are_put_right_in_one_step() -> None:
    typed = {
        "budget[0].initial": "1469600", "budget[1].initial": "1469600",
        "budget[0].adjusted": "1469600", "budget[1].adjusted": "1469600",
        "budget[0].executed": "146.96", "budget[1].executed": "146.96",
    }  # fmt: skip
    (found,) = [one for one in found_with(typed) if one.code == "units.money-unit"]
    assert found.fix is not None
    assert found.fix.label == "改为 146.96"
    assert fixed(found) == {
        f"budget[{row}].{column}": "146.96" for row in (0, 1) for column in ("initial", "adjusted")
    }
    assert "units.money-unit" not in {one.code for one in found_with({**typed, **fixed(found)})}


def test_the_same_name_at_another_level_is_another_indicator() -> None:
    found = found_with({"indicators[1].level3": "建成示范点"})
    assert "logic.repeated-indicator" not in {one.code for one in found}
