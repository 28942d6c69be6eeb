"""Blocks copied from Excel and WPS laid onto F1."""

from pathlib import Path as FilePath

from perfdesk.exchange.files.tabular import read_table
from perfdesk.model.form.path import Path
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import planned
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.editing.area import Area
from perfdesk.sheet.editing.copied import Text
from perfdesk.sheet.editing.paste import PastePlan, plan_fill, plan_paste, plan_text
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.sheet import Sheet

F2024 = load_forms([FilePath(__file__).resolve().parents[3] / "resources" / "forms"])["sichuan-project-2024"]
RECORD = planned(
    F2024,
    Record(
        form=F2024.id,
        year=2024,
        blocks={
            "indicators": (
                Row({"level1": "产出指标", "level2": "数量指标", "level3": "甲"}),
                Row({"level1": "产出指标", "level2": "质量指标", "level3": "乙"}),
            )
        },
    ),
)
FIRST_BUDGET, FIRST_INDICATOR = 7, 13
B, C, D, J = 1, 2, 3, 9


def sheet() -> Sheet:
    return compose(F2024, RECORD, score_record(F2024, RECORD))


def pasted(at: tuple[int, int], text: str) -> PastePlan:
    return plan_paste(F2024, RECORD, sheet(), at, read_table(text))


def values(plan: PastePlan) -> dict[str, str]:
    return {str(path): text for path, text in plan.values.items()}


def test_amounts_copied_from_the_official_sheet_skip_the_merged_column() -> None:
    # 年初, 调整后, 执行 over E:F (so a blank follows), 执行率, 权重, 得分
    assert values(pasted((FIRST_BUDGET, C), "2.00\t1.70\t1.70\t\t100.00%\t10\t10")) == {
        "budget[0].initial": "2.00", "budget[0].adjusted": "1.70", "budget[0].executed": "1.70",
    }  # fmt: skip


def test_amounts_copied_from_a_plain_sheet_follow_each_other() -> None:
    plan = pasted((FIRST_BUDGET, C), "2\t1.7\t1.6\n1\t1\t1\n")
    assert values(plan)["budget[0].executed"] == "1.6"
    assert values(plan)["budget[1].executed"] == "1"
    assert plan.left_out == []


def test_rows_past_the_last_become_new_rows_with_the_levels_above() -> None:
    plan = pasted((FIRST_INDICATOR + 1, D), "乙改\t≥\t9\n丙\t≤\t8\n丁\t定性\t及时\n")
    assert values(plan) == {
        "indicators[1].level3": "乙改", "indicators[1].nature": "≥", "indicators[1].target": "9",
    }  # fmt: skip
    assert (plan.block, plan.index) == ("indicators", 2)
    assert [dict(row.values) for row in plan.new_rows] == [
        {"level1": "产出指标", "level2": "质量指标", "level3": "丙", "nature": "≤", "target": "8"},
        {"level1": "产出指标", "level2": "质量指标", "level3": "丁", "nature": "定性", "target": "及时"},
    ]


def test_levels_in_the_copy_win_over_the_row_above() -> None:
    plan = pasted(
        (FIRST_INDICATOR, B), "产出指标\t数量指标\t甲\n\t\t乙\n效益指标\t社会效益指标\t丙\n\t\t丁\n"
    )
    assert [(row["level1"], row["level2"], row["level3"]) for row in plan.new_rows] == [
        ("效益指标", "社会效益指标", "丙"), ("效益指标", "社会效益指标", "丁"),
    ]  # fmt: skip


def test_a_score_that_is_computed_anyway_is_not_taken_for_a_manual_one() -> None:
    plan = pasted(
        (FIRST_INDICATOR, D), "甲\t≥\t10\t次\t8\t10\t8\n乙\t≥\t10\t次\t8\t10\t9\n丙\t≥\t1\t次\t1\t5\t5\n"
    )
    assert "indicators[0].manual_score" not in {path for path, text in values(plan).items() if text}
    assert values(plan)["indicators[1].manual_score"] == "9"
    assert plan.new_rows[0]["manual_score"] == ""


def test_what_finds_no_cell_is_named() -> None:
    plan = pasted((FIRST_INDICATOR, J), "10\t原因\t多出来的\n")
    assert plan.left_out == [Text("多出来的", 1, 3)]
    assert pasted((0, 0), "别的标题").left_out == [Text("别的标题", 1, 1)]
    assert pasted((0, 0), "部门预算项目支出绩效自评表（2024年度）").left_out == []


def test_one_text_fills_every_chosen_cell_that_takes_typing() -> None:
    cells = [cell for cell in sheet().cells if cell.row == FIRST_INDICATOR and cell.column >= D]
    filled = values(plan_text(RECORD, cells, "5"))
    assert filled["indicators[0].target"] == filled["indicators[0].weight"] == "5"
    assert len(filled) == len(cells)


def test_the_first_row_or_column_of_a_range_fills_the_others() -> None:
    record = RECORD
    for key, text in (("target", "8"), ("unit", "次"), ("weight", "20")):
        record = record.with_value(Path("indicators", 0, key), text)
    laid = compose(F2024, record, score_record(F2024, record))
    down = plan_fill(record, laid, Area(FIRST_INDICATOR, 5, FIRST_INDICATOR + 1, 8), down=True)
    assert {str(path): text for path, text in down.items()} == {
        "indicators[1].target": "8", "indicators[1].unit": "次", "indicators[1].weight": "20",
    }  # fmt: skip
    one = plan_fill(record, laid, Area(FIRST_INDICATOR + 1, 5, FIRST_INDICATOR + 1, 5), down=True)
    assert {str(path): text for path, text in one.items()} == {"indicators[1].target": "8"}
    right = plan_fill(record, laid, Area(FIRST_INDICATOR, 5, FIRST_INDICATOR, 7), down=False)
    assert {str(path): text for path, text in right.items()} == {
        "indicators[0].unit": "8", "indicators[0].actual": "8",
    }  # fmt: skip
    # A heading is no text to fill with, and none is filled.
    assert plan_fill(record, laid, Area(FIRST_INDICATOR - 1, 5, FIRST_INDICATOR, 5), down=True) == {}


def test_another_first_level_in_the_copy_leaves_the_second_behind() -> None:
    plan = pasted((FIRST_INDICATOR, B), "产出指标\t数量指标\t甲\n\t\t乙\n效益指标\t\t丙\n\t\t丁\n")
    assert [(row["level1"], row["level2"], row["level3"]) for row in plan.new_rows] == [
        ("效益指标", "", "丙"),
        ("效益指标", "", "丁"),
    ]
