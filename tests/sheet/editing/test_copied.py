"""Copied blocks with headings of their own, and targets written in one cell or in three."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest

from perfdesk.exchange.files.tabular import read_table
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import planned
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.editing.copied import heading_keys
from perfdesk.sheet.editing.paste import PastePlan, plan_paste
from perfdesk.sheet.layout.compose import compose

FORMS = load_forms([FilePath(__file__).resolve().parents[3] / "resources" / "forms"])
THREE, ONE = "sichuan-project-2024", "qinghai-project-2024"


def record_of(form: str) -> Record:
    levels = {"level1": "产出指标", "level2": "数量指标"}
    rows = (Row({**levels, "level3": "甲"}), Row({**levels, "level3": "乙"}))
    return planned(FORMS[form], Record(form=form, year=2024, blocks={"indicators": rows}))


def pasted(form: str, key: str, text: str, row: int = 0) -> tuple[Record, PastePlan]:
    """The record after pasting with the cursor in a column of an indicator, and the plan."""
    definition, record = FORMS[form], record_of(form)
    sheet = compose(definition, record, score_record(definition, record))
    grid_row = next(
        at for at, line in enumerate(sheet.rows) if (line.block, line.index) == ("indicators", row)
    )
    column = next(
        cell.column
        for cell in sheet.cells
        if any((path.block, path.key) == ("indicators", key) for path in cell.paths)
    )
    plan = plan_paste(definition, record, sheet, (grid_row, column), read_table(text), FORMS.values())
    for path, value in plan.values.items():
        record = record.with_value(path, value)
    return record.with_rows("indicators", [*record.rows("indicators"), *plan.new_rows]), plan


def column(record: Record, key: str) -> list[str]:
    return [row[key] for row in record.rows("indicators")][:4]


@pytest.mark.parametrize(
    "headings",
    [
        "完成值\t三级指标\t指标性质\t指标值\t度量单位\t权重",
        "实际完成值\t三 级 指 标\t指标性质\t年度指标值\t度量单位\t分值（百分制）",
        '"全年实际\n完成值"\t三级指标：\t指标性质\t指标值\t度量单位\t分值/权重',
        "完成值\t三级指标\t指标性质\t指标值\t度量单位\t权　重",
    ],
)
def test_columns_are_found_by_their_headings(headings: str) -> None:
    record, plan = pasted(THREE, "level3", f"{headings}\n98\t参保率\t≥\t95\t%\t20\n3\t投诉\t≤\t5\t件\t10\n")
    assert column(record, "level3")[:2] == ["参保率", "投诉"]
    assert column(record, "nature")[:2] == ["≥", "≤"]
    assert column(record, "target")[:2] == ["95", "5"]
    assert column(record, "unit")[:2] == ["%", "件"]
    assert column(record, "actual")[:2] == ["98", "3"]
    assert column(record, "weight")[:2] == ["20", "10"]
    assert (plan.left_out, plan.unknown) == ([], ())


def test_a_column_that_the_form_lacks_is_named_and_columns_not_copied_stay() -> None:
    record, plan = pasted(THREE, "level1", "三级指标\t备注\t权重\n新甲\t说明\t15\n")
    assert plan.unknown == ("备注",)
    assert column(record, "level3")[:2] == ["新甲", "乙"]
    assert column(record, "level1")[0] == "产出指标"
    assert column(record, "weight")[0] == "15"


def test_a_block_without_headings_goes_by_place() -> None:
    record, plan = pasted(THREE, "level3", "三级指标甲\t≥\t9\n三级指标乙\t≤\t8\n")
    assert column(record, "level3")[:2] == ["三级指标甲", "三级指标乙"]
    assert column(record, "target")[:2] == ["9", "8"]
    assert plan.unknown == ()


def test_one_target_cell_becomes_three_columns() -> None:
    record, _ = pasted(THREE, "level3", "参保率\t≥95%\t98%\t20\n报告\t据实\t完成\t10\n")
    assert column(record, "nature")[:2] == ["≥", "定性"]
    assert column(record, "target")[:2] == ["95", "据实"]
    assert column(record, "unit")[:2] == ["%", ""]
    assert column(record, "actual")[:2] == ["98%", "完成"]
    assert column(record, "weight")[:2] == ["20", "10"]


def test_a_lone_column_of_targets_pasted_at_the_target_brings_its_sign() -> None:
    record, _ = pasted(THREE, "target", "≥95%\n≤5件\n")
    assert column(record, "nature")[:2] == ["≥", "≤"]
    assert column(record, "target")[:2] == ["95", "5"]
    assert column(record, "unit")[:2] == ["%", "件"]


def test_three_columns_become_one_target_cell() -> None:
    record, _ = pasted(ONE, "level3", "参保率\t≥\t95\t%\t98%\t20\n报告\t定性\t据实\t\t完成\t10\n")
    assert column(record, "nature")[:2] == ["≥", "定性"]
    assert column(record, "target")[:2] == ["95", "据实"]
    assert column(record, "actual")[:2] == ["98%", "完成"]
    assert column(record, "weight")[:2] == ["20", "10"]


def test_headings_of_the_other_way_of_writing_targets_fit_too() -> None:
    three, _ = pasted(THREE, "level3", "三级指标\t年度指标值\t实际完成值\n参保率\t≥95%\t98%\n")
    assert [column(three, key)[0] for key in ("nature", "target", "unit", "actual")] == [
        "≥",
        "95",
        "%",
        "98%",
    ]
    one, _ = pasted(ONE, "level3", "三级指标\t指标性质\t指标值\t度量单位\t完成值\n参保率\t≥\t95\t%\t98%\n")
    assert [column(one, key)[0] for key in ("nature", "target", "unit", "actual")] == ["≥", "95", "%", "98%"]


def test_levels_merged_in_the_copy_hold_for_the_rows_below() -> None:
    text = "产出指标\t质量指标\t甲\n\t\t乙\n效益指标\t社会效益指标\t丙\n\t\t丁\n"
    record, _ = pasted(THREE, "level1", text)
    assert column(record, "level1") == ["产出指标", "产出指标", "效益指标", "效益指标"]
    assert column(record, "level2") == ["质量指标", "质量指标", "社会效益指标", "社会效益指标"]


def test_three_hundred_rows_come_in_as_one_plan() -> None:
    lines = "".join(f"指标{number}\t≥\t{number}\t个\t{number}\t0.3\n" for number in range(300))
    record, plan = pasted(THREE, "level3", lines)
    assert len(record.rows("indicators")) == 300
    assert len(plan.new_rows) == 298
    assert record.rows("indicators")[-1]["level3"] == "指标299"
    assert record.rows("indicators")[-1]["level2"] == "数量指标"
    assert plan.left_out == []


def test_the_words_of_the_form_itself_come_first() -> None:
    keys = heading_keys("indicators", (FORMS[ONE], *FORMS.values()))
    assert keys["年度指标值"] == keys["指标值"] == "target"
    assert keys["偏差原因分析及改进措施"] == keys["未完成原因分析"] == "reason"
    assert keys["得分"] == "manual_score"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("参保率\t≥95\t98%\n报告\t≥1\t1\n", False),  # values: no row of headings has numbers
        ("三级指标\t指标值\t完成值\n参保率\t≥95%\t98%\n", True),  # words of another form
        ("三级指标\t年度指标值\t实际完成值\n参保率\t≥95%\t98%\n", False),  # the form's own words
    ],
)
def test_other_forms_are_read_only_for_words_that_the_form_lacks(text: str, read: bool) -> None:
    definition, record = FORMS[ONE], record_of(ONE)
    sheet = compose(definition, record, score_record(definition, record))
    row = next(at for at, line in enumerate(sheet.rows) if line.block == "indicators")
    asked: list[str] = []

    def forms() -> Iterator[FormDefinition]:
        for key in FORMS:
            asked.append(key)
            yield FORMS[key]

    plan_paste(definition, record, sheet, (row, 2), read_table(text), forms())
    assert bool(asked) == read
