"""What forms other than Sichuan's print: numbered rows, …… rows, marks for nothing, sums, several tables."""

from __future__ import annotations

from pathlib import Path as File

import pytest

from perfdesk.exchange.reading.json_in import read_records
from perfdesk.model.checks.state import State, state_of
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.editing.choices import choices
from perfdesk.sheet.editing.paste import plan_paste
from perfdesk.sheet.layout.compose import Composer, compose
from perfdesk.sheet.layout.sheet import Cell, CellKind, Sheet

TESTS = File(__file__).parents[2]
FORMS = load_forms([TESTS.parent / "resources" / "forms", TESTS / "files" / "forms"])
FILLED = {record.form: record for record in read_records(TESTS / "files" / "forms" / "filled.json", FORMS)}


def sheet_of(record: Record) -> Sheet:
    definition = FORMS[record.form]
    return compose(definition, record, score_record(definition, record))


def blank(form: str) -> Record:
    return new_record(FORMS[form], FORMS[form].years[0])


def names(sheet: Sheet) -> list[str]:
    """The texts of the cells that hold an indicator's name."""
    return [cell.text for cell in sheet.cells if cell.paths and cell.paths[0].key == "level3"]


def cell_of(sheet: Sheet, path: str) -> Cell:
    return next(cell for cell in sheet.cells if Path.parse(path) in cell.paths)


def test_rows_are_numbered_within_their_level_and_the_last_stands_for_more() -> None:
    assert names(sheet_of(blank("qinghai-project-2024")))[:6] == ["指标1：", "指标2：", "……"] * 2
    assert names(sheet_of(blank("hunan-project-2022")))[:4] == ["", "……", "", "……"]


def test_what_the_form_prints_is_no_value() -> None:
    record = blank("qinghai-project-2024").with_value(Path("indicators", 2, "level3"), "供暖面积")
    cell = cell_of(sheet_of(record), "indicators[2].level3")
    assert (cell.text, cell.edit_text, cell.kind) == ("指标3：供暖面积", "供暖面积", CellKind.INPUT)
    more = cell_of(sheet_of(record), "indicators[5].level3")
    assert (more.text, more.edit_text, more.kind) == ("……", "", CellKind.INPUT)


def test_a_row_with_only_what_the_form_prints_counts_as_blank() -> None:
    form = FORMS["qinghai-project-2024"]
    record = blank(form.id).with_value(Path("indicators", 0, "level3"), "指标1：")
    record = record.with_value(Path("indicators", 1, "level3"), "……")
    scores = score_record(form, record)
    assert {score.outcome for score in scores.indicators["indicators"]} == {"blank"}


def test_numbers_follow_when_a_row_joins_their_level() -> None:
    form = FORMS["qinghai-project-2024"]
    composer, record = Composer(form), blank("qinghai-project-2024")
    composer.compose(record, score_record(form, record))
    rows = record.rows("indicators")
    longer = record.with_rows("indicators", [rows[0], *rows])
    shown = names(composer.compose(longer, score_record(form, longer)))
    assert shown == names(compose(form, longer, score_record(form, longer)))
    assert shown[:5] == ["指标1：", "指标2：", "指标3：", "……", "指标1："]


def test_a_first_level_is_printed_with_its_points_and_kept_without() -> None:
    cell = cell_of(sheet_of(blank("hunan-project-2022")), "indicators[0].level1")
    assert (cell.text, cell.edit_text, cell.row_span) == ("产出指标\n（50分）", "产出指标", 8)


def test_lines_that_do_not_score_print_a_dash_where_they_have_nothing() -> None:
    sheet = sheet_of(blank("qinghai-project-2024"))
    rates = [cell.text for cell in sheet.cells if cell.source.endswith(".rate")]
    assert rates == ["", "—", "—", "—"]


def test_execution_stands_among_the_indicators() -> None:
    record = read_records(TESTS / "files" / "seeds" / "sichuan-2023.json", FORMS)[1]
    sheet = sheet_of(record)
    row = next(cell.row for cell in sheet.cells if cell.text == "预算执行率（10分）")
    assert [cell.text for cell in sheet.cells if cell.row == row] == [
        "预算执行率（10分）",
        "100%",
        "57%",
        "10",
        "5.7",
        "驻村工作时间只持续到2023年8月结束",
    ]


def test_a_second_column_of_points_is_added_up_beside_the_own() -> None:
    sheet = sheet_of(FILLED["flat-with-review"])
    bottom = next(cell.row for cell in sheet.cells if cell.text == "总分")
    assert [cell.text for cell in sheet.cells if cell.row == bottom] == ["总分", "100", "96.66", "94.5"]
    grade = next(cell for cell in sheet.cells if cell.text == "合格")
    assert grade.source == "total"
    assert cell_of(sheet_of(blank("flat-with-review")), "indicators[0].review_score").text == ""


def test_each_goal_has_its_own_indicators_and_points() -> None:
    record, form = FILLED["two-goals"], FORMS["two-goals"]
    scores = score_record(form, record)
    assert {
        key: [str(s.value) for s in block if s.value is not None] for key, block in scores.indicators.items()
    } == {
        "indicators1": ["13.33", "20"],
        "indicators2": ["15", "0", "10"],
    }
    assert scores.total is not None
    assert str(scores.total.value) == "67.8"
    short = record.with_value(Path("indicators2", 0, "weight"), "14")
    total = score_record(form, short).total
    assert total is not None
    assert "目标二的指标权重合计 29，应为 30" in total.explanation.text


def test_bands_caps_and_deductions_of_the_landscape_form() -> None:
    scores = score_record(FORMS["landscape-in-yuan"], FILLED["landscape-in-yuan"])
    assert scores.execution is not None
    assert scores.total is not None
    assert str(scores.execution.value) == "10"  # 65.70% lies in the band from 60%
    points = [None if s.value is None else float(s.value) for s in scores.indicators["indicators"]]
    assert points == [38, None, 22.5, 10]
    assert scores.total.value == 79  # 80.5, capped below 70%
    assert scores.total.grade == "中"


def test_a_change_of_the_budget_moves_a_capped_total_though_no_score_changes() -> None:
    form, record = FORMS["landscape-in-yuan"], FILLED["landscape-in-yuan"]
    before = score_record(form, record)
    more = record.with_value(Path("budget", 0, "executed"), "900000")  # 75%: the same band, another cap
    after = score_record(form, more, (record, before))
    assert after == score_record(form, more)
    assert after.total is not None
    assert str(after.total.value) == "80.5"


@pytest.mark.parametrize("form", ["national-transfer-2025", "sichuan-special-2024"])
def test_a_form_without_points_is_ready_when_its_required_fields_are_filled(form: str) -> None:
    definition, record = FORMS[form], blank(form)
    assert state_of(definition, record, score_record(definition, record)) is State.EMPTY
    for field in definition.fields:
        record = record.with_value(field_path(field.key), "某事")
    assert state_of(definition, record, score_record(definition, record)) is State.DRAFT
    for index in range(7):
        record = record.with_value(Path("management", index, "situation"), "合规")
    assert state_of(definition, record, score_record(definition, record)) is State.READY


def test_a_copied_row_with_the_target_in_one_cell_becomes_three_values() -> None:
    definition, record = FORMS["flat-with-review"], blank("flat-with-review")
    sheet = sheet_of(record)
    at = cell_of(sheet, "indicators[0].level3")
    table = [["开放天数", "是", "≥300天", "290"], ["图书成本", "否", "≤9万元", "10"]]
    plan = plan_paste(definition, record, sheet, (at.row, at.column), table)
    assert {path.key: text for path, text in plan.values.items()} == {
        "level3": "开放天数",
        "core": "是",
        "nature": "≥",
        "target": "300",
        "unit": "天",
        "actual": "290",
    }
    assert [dict(row.values) for row in plan.new_rows] == [
        {"level3": "图书成本", "core": "否", "nature": "≤", "target": "9", "unit": "万元", "actual": "10"}
    ]
    assert plan.left_out == []


def test_a_target_in_one_cell_is_not_offered_a_list_of_units() -> None:
    definition, record = FORMS["qinghai-project-2024"], blank("qinghai-project-2024")
    cell = cell_of(sheet_of(record), "indicators[0].target")
    assert choices(definition, record, None, cell) == ()


@pytest.mark.parametrize(
    ("target", "unit", "actual", "shown"),
    [
        ("120", "公里", "160", "133.33%"),
        ("100", "万元", "79.27万元", "79.27%"),
        ("1", "万元", "5000元", "50.00%"),
        ("90", "%", "85%", "94.44%"),
        ("优", "", "优", ""),
        ("0", "次", "0", ""),
        ("120", "公里", "", ""),
        ("5", "人", "100%", ""),
    ],
)
def test_a_completion_rate_stands_in_its_column(target: str, unit: str, actual: str, shown: str) -> None:
    record = blank("landscape-in-yuan")
    for key, text in (("target", target), ("unit", unit), ("actual", actual)):
        record = record.with_value(Path("indicators", 0, key), text)
    sheet = sheet_of(record)
    row = cell_of(sheet, "indicators[0].actual").row
    (cell,) = [cell for cell in sheet.cells if cell.row == row and cell.column == 11]
    assert (cell.text, cell.kind) == (shown, CellKind.COMPUTED)


def test_boxes_are_ticked_for_what_is_chosen_and_the_choice_is_what_is_typed() -> None:
    record = blank("boxes-and-shares")
    assert cell_of(sheet_of(record), "fields.report_kind").text == "□整体　□区域　□项目"
    chosen = record.with_value(field_path("report_kind"), "区域")
    cell = cell_of(sheet_of(chosen), "fields.report_kind")
    assert (cell.text, cell.edit_text, cell.kind) == ("□整体　☑区域　□项目", "区域", CellKind.INPUT)
    assert [choice.text for choice in choices(FORMS[record.form], chosen, None, cell)] == [
        "整体",
        "区域",
        "项目",
    ]


def test_the_share_of_the_points_follows_the_score() -> None:
    def shares(record: Record) -> list[str]:
        return [cell.text for cell in sheet_of(record).cells if cell.column == 12 and cell.row >= 14]

    # 28.3 of 30, a row that does not count, 18 of 20, 16 of 20, and 9 of 10, which its band limits to 8.
    filled = FILLED["boxes-and-shares"]
    assert shares(filled)[:5] == ["0.94", "", "0.9", "0.8", "0.8"]
    assert shares(filled.with_value(Path("indicators", 4, "manual_score"), ""))[4] == ""
