"""The rows a form always has."""

from pathlib import Path

from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import blank_record, new_record, planned

FORMS = load_forms([Path(__file__).resolve().parents[3] / "resources" / "forms"])
F2024, F2025 = FORMS["sichuan-project-2024"], FORMS["sichuan-project-2025"]


def levels(record: Record) -> list[tuple[str, str]]:
    return [(row["level2"], row["level3"]) for row in record.rows("indicators")]


def test_a_new_record_has_its_lines_unit_and_first_rows() -> None:
    record = new_record(F2024, 2024, "某县医疗保障局")
    assert [row.line for row in record.rows("budget")] == [
        "total",
        "fiscal",
        "special_account",
        "unit",
        "other",
    ]
    assert record.fields == {"unit": "某县医疗保障局"}
    assert [level2 for level2, _ in levels(record)] == [
        "数量指标", "质量指标", "时效指标", "社会效益指标", "服务对象满意度指标", "经济成本指标",
    ]  # fmt: skip


def test_used_levels_stay_in_place_and_unused_ones_get_an_empty_row() -> None:
    record = Record(
        form=F2025.id,
        year=2025,
        blocks={
            "indicators": (
                Row({"level1": "产出指标", "level2": "数量指标", "level3": "甲"}),
                Row({"level1": "产出指标", "level2": "数量指标", "level3": "乙"}),
                Row({"level1": "效益指标", "level2": "社会效益指标", "level3": "丙"}),
            )
        },
    )
    assert levels(planned(F2025, record)) == [
        ("数量指标", "甲"), ("数量指标", "乙"), ("质量指标", ""), ("时效指标", ""), ("成本指标", ""),
        ("经济效益指标", ""), ("社会效益指标", "丙"), ("生态效益指标", ""), ("可持续影响指标", ""),
        ("服务对象满意度指标", ""),
    ]  # fmt: skip


def test_the_users_order_is_kept() -> None:
    rows = (
        Row({"level1": "满意度指标", "level2": "服务对象满意度指标", "level3": "先写的"}),
        Row({"level1": "产出指标", "level2": "数量指标", "level3": "后写的"}),
    )
    record = planned(F2024, Record(form=F2024.id, year=2024, blocks={"indicators": rows}))
    assert record.rows("indicators") == rows


def test_a_complete_record_is_left_alone() -> None:
    record = new_record(F2025, 2025)
    assert planned(F2025, record) is record


def test_a_block_that_grows_never_stands_empty() -> None:
    record = planned(F2024, Record(form=F2024.id, year=2024))
    assert len(record.rows("indicators")) == 1


def test_a_level_has_at_least_the_rows_that_the_form_prints() -> None:
    form = FORMS["hunan-project-2022"]
    used = [
        Row({"level1": "产出指标", "level2": "质量指标", "level3": f"质量{number}"}) for number in range(3)
    ]
    rows = planned(form, Record(form.id, 2022, blocks={"indicators": tuple(used)})).rows("indicators")
    counted = [
        sum(row["level2"] == level.level2 for row in rows) for level in form.block("indicators").levels
    ]
    assert counted == [2, 3, 2, 2, 2, 2, 2, 2, 2]
    assert [row["level3"] for row in rows[2:5]] == ["质量0", "质量1", "质量2"]


def test_a_form_for_the_pen_has_room_at_every_level_it_begins_with() -> None:
    form = FORMS["sichuan-project-2024"]
    begun = [(level.level2, "") for level in form.block("indicators").levels if level.start]
    assert levels(blank_record(form, 2024)) == begun
    assert len(levels(blank_record(form, 2024, rows=3))) == 3 * len(begun)


def test_a_row_below_a_level_is_one_of_its_rows() -> None:
    first = Row({"level1": "产出指标", "level2": "数量指标", "level3": "甲"})
    below = Row({"level3": "乙"})
    rows = planned(F2025, Record(F2025.id, 2025, blocks={"indicators": (first, below)})).rows("indicators")
    assert rows[:2] == (first, below)
