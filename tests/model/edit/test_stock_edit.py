"""Indicators put into forms: at their level, as the form has it, and taken back as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.edit.stock_edit import filling, indicator_block, insert_indicators, with_indicators
from perfdesk.model.form.forms import form_of
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.stock.stock import StockIndicator
from tests.support.library import FORMS

QUALITY = StockIndicator("验收合格率", "产出指标", "质量指标", "＝", "100", "%")
QUANTITY = StockIndicator("培训人次", "产出指标", "数量指标", "≥", "", "人次")
COST = StockIndicator("人均费用", "成本指标", "经济成本指标", "≤", "400", "元/人", weight="10")
SATISFIED = StockIndicator("群众满意度", "满意度指标", "服务对象满意度指标", "≥", "95", "%")


def placed(
    form: str, *items: StockIndicator, record: Record | None = None, before: int | None = None
) -> Record:
    definition = form_of(FORMS, form)
    block = indicator_block(definition)
    assert block is not None
    return with_indicators(block, record or new_record(definition, 2025), items, before)[0]


def named(record: Record) -> list[tuple[str, str]]:
    return [(row["level2"], row["level3"]) for row in record.rows("indicators") if row["level3"]]


def test_the_blank_row_of_the_level_is_used_first() -> None:
    once = placed("sichuan-project-2025", QUALITY)
    assert len(once.rows("indicators")) == 9
    again = placed("sichuan-project-2025", QUALITY._replace(name="设备完好率"), record=once)
    assert len(again.rows("indicators")) == 10
    assert named(again) == [("质量指标", "验收合格率"), ("质量指标", "设备完好率")]
    assert again.rows("indicators")[1].values == {
        "level1": "产出指标",
        "level2": "质量指标",
        "level3": "验收合格率",
        "nature": "＝",
        "target": "100",
        "unit": "%",
    }


def test_dates_move_on_to_the_year_of_the_form() -> None:
    deadline = StockIndicator(
        "2026年任务完成时间", "产出指标", "时效指标", "定性", "2026年12月31日前", year=2026
    )
    row = next(row for row in placed("sichuan-project-2025", deadline).rows("indicators") if row["level3"])
    assert (row["level3"], row["target"]) == ("2025年任务完成时间", "2025年12月31日前")
    assert deadline.in_year(2026) is deadline
    assert deadline._replace(year=0).in_year(2025).target == "2026年12月31日前"


@pytest.mark.parametrize(
    ("form", "levels"),
    [
        ("sichuan-project-2025", ("产出指标", "成本指标")),
        ("sichuan-project-2024", ("成本指标", "经济成本指标")),
        ("qinghai-project-2024", ("产出指标", "成本指标")),
    ],
)
def test_a_level_is_found_in_the_forms_own_words(form: str, levels: tuple[str, str]) -> None:
    (row,) = (row for row in placed(form, COST).rows("indicators") if row["level3"])
    assert (row["level1"], row["level2"], row["weight"]) == (*levels, "10")


def test_satisfaction_goes_to_the_one_level_that_a_form_has_for_it() -> None:
    assert named(placed("sichuan-project-2023", SATISFIED)) == [("满意度指标", "群众满意度")]


def test_without_its_level_a_row_goes_behind_those_before_it() -> None:
    record = Record(
        "sichuan-project-2024",
        2024,
        blocks={
            "indicators": (
                Row({"level1": "产出指标", "level2": "数量指标", "level3": "甲"}),
                Row({"level1": "满意度指标", "level2": "服务对象满意度指标", "level3": "乙"}),
            )
        },
    )
    filled = placed("sichuan-project-2024", QUALITY, COST, record=record)
    assert [name for _, name in named(filled)] == ["甲", "验收合格率", "乙", "人均费用"]


def test_a_level_that_the_form_does_not_know_stays_and_comes_last() -> None:
    strange = StockIndicator("某事", "其他指标", "别的指标")
    filled = placed("sichuan-project-2025", strange)
    assert named(filled) == [("别的指标", "某事")]
    assert filled.rows("indicators")[-1]["level1"] == "其他指标"


def test_dropped_on_a_row_of_its_level_it_comes_before_that_row() -> None:
    once = placed("sichuan-project-2025", QUALITY, QUALITY._replace(name="丙率"))
    at = [row["level3"] for row in once.rows("indicators")].index("丙率")
    again = placed("sichuan-project-2025", QUALITY._replace(name="丁率"), record=once, before=at)
    assert [name for _, name in named(again)] == ["验收合格率", "丁率", "丙率"]
    elsewhere = placed("sichuan-project-2025", SATISFIED, record=once, before=0)
    assert named(elsewhere)[-1] == ("服务对象满意度指标", "群众满意度")


def test_rows_merged_with_the_level_above_count_as_of_it() -> None:
    rows = (
        Row({"level1": "产出指标", "level2": "质量指标", "level3": "甲"}),
        Row({"level3": "乙"}),
        Row({"level1": "效益指标", "level2": "社会效益指标", "level3": "丙"}),
    )
    record = Record("sichuan-project-2024", 2024, blocks={"indicators": rows})
    filled = placed("sichuan-project-2024", QUALITY, record=record)
    assert [row["level3"] for row in filled.rows("indicators")] == ["甲", "乙", "验收合格率", "丙"]


def test_what_is_there_already_is_not_put_there_again(tmp_path: Path) -> None:
    with Library.create(tmp_path / "某县.perfdesk", FORMS) as library:
        unit = unit_edit.add_unit(library, 2025, "甲局").result
        record_id = record_edit.add_record(library, unit, "sichuan-project-2025", 2025).result
        before = library.record(record_id)
        inserted = insert_indicators(library, record_id, "indicators", [QUALITY, COST]).result
        assert (inserted.indices, inserted.there) == ((1, 3), ())
        again = insert_indicators(library, record_id, "indicators", [QUALITY])
        assert not again
        assert (again.result.indices, again.result.there) == ((1,), ("验收合格率",))
        assert library.undo_history.undo_name == "插入指标"
        library.undo_history.undo()
        assert library.record(record_id).rows("indicators") == before.rows("indicators") or [
            row.values for row in library.record(record_id).rows("indicators")
        ] == [row.values for row in before.rows("indicators")]


def test_a_form_with_the_target_in_one_cell_keeps_three_values() -> None:
    (row,) = (row for row in placed("national-transfer-2025", COST).rows("indicators") if row["level3"])
    assert (row["nature"], row["target"], row["unit"], row["weight"]) == ("≤", "400", "元/人", "")


def test_choosing_a_name_fills_what_is_empty_and_nothing_else() -> None:
    block = form_of(FORMS, "sichuan-project-2025").block("indicators")
    levelled = Row({"level1": "产出指标", "level2": "质量指标"})
    assert filling(block, levelled, QUALITY) == {"nature": "＝", "target": "100", "unit": "%"}
    assert filling(block, levelled.with_value("target", "90"), QUALITY) == {"nature": "＝"}
    assert filling(block, Row(), QUANTITY) == {
        "level1": "产出指标",
        "level2": "数量指标",
        "nature": "≥",
        "unit": "人次",
    }
