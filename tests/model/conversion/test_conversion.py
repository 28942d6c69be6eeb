"""A record turned into another form carries over what both have, and says what it left behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.model.conversion.conversion import Conversion, Dropped, Moved, converted
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import new_record
from tests.support.large_library import filled_record
from tests.support.library import FORMS

PROJECT = Path(__file__).parents[3]
ALL_FORMS = load_forms([PROJECT / "resources" / "forms", PROJECT / "tests" / "files" / "forms"])
F2023, F2024, F2025 = "sichuan-project-2023", "sichuan-project-2024", "sichuan-project-2025"
SPECIAL, TRANSFER, QINGHAI = "sichuan-special-2024", "national-transfer-2025", "qinghai-project-2024"


def turned(record: Record, form: str, year: int = 2025) -> Conversion:
    return converted(record, ALL_FORMS[record.form], ALL_FORMS[form], year)


def record(form: str, *indicators: str, **fields: str) -> Record:
    """A record whose indicators are written “一级 二级 三级”."""
    rows = [dict(zip(("level1", "level2", "level3"), text.split(), strict=True)) for text in indicators]
    return Record(form, 2024, fields, {"indicators": tuple(map(Row, rows))})


def indicators(conversion: Conversion, every: bool = False) -> list[str]:
    rows = conversion.record.rows("indicators")
    return [
        f"{row['level1']} {row['level2']} {row['level3']}".strip() for row in rows if every or row["level3"]
    ]


def budget(form: str, *lines: Row) -> Record:
    return Record(form, 2024, blocks={"budget": lines})


def texts(record: Record, besides: Iterable[str] = ()) -> Counter[str]:
    """All texts of a record, but those of the given keys."""
    rows = [row.values for block in record.blocks.values() for row in block]
    return Counter(
        text for values in (record.fields, *rows) for key, text in values.items() if key not in besides
    )


def test_the_next_years_form_takes_all() -> None:
    old = filled_record(1, 12)
    conversion = turned(old, F2025)
    new = conversion.record
    assert (new.form, new.year, new.id, new.fields) == (F2025, 2025, 0, old.fields)
    assert new.rows("budget")[0].values == old.rows("budget")[0].values
    assert conversion.dropped == ()
    assert not conversion.rescaled


def test_every_row_of_the_new_form_is_there() -> None:
    new = turned(record(F2024, "产出指标 数量指标 甲"), F2025).record
    assert [row.line for row in new.rows("budget")] == [
        "total",
        "fiscal",
        "special_account",
        "unit",
        "other",
    ]
    levels = {(row["level1"], row["level2"]) for row in new.rows("indicators")}
    assert levels == {(level.level1, level.level2) for level in FORMS[F2025].block("indicators").levels}


def test_what_has_no_place_is_listed_with_its_label() -> None:
    old = record(F2024, project_name="甲", project_code="51", conclusion="较好", unit="某局")
    conversion = turned(old, QINGHAI)
    assert conversion.record.fields == {"project_name": "甲", "unit": "某局"}
    assert conversion.dropped == (Dropped("项目编码", "51"), Dropped("评价结论", "较好"))


def test_lines_and_columns_are_paired_by_key_and_the_rest_is_listed() -> None:
    lines = Row({"initial": "3", "adjusted": "2", "reason": "压减"}, "total"), Row({"adjusted": "1"}, "unit")
    conversion = turned(budget(F2024, *lines), F2023)
    assert conversion.record.rows("budget")[0].values == {"adjusted": "2"}
    assert conversion.dropped == (
        Dropped("预算执行情况 › 总额 › 年初预算", "3"),
        Dropped("预算执行情况 › 单位资金 › 调整后预算数", "1"),
    )


def test_the_reason_for_the_execution_goes_where_the_form_writes_it() -> None:
    lines = Row({"reason": "压减"}, "total"), Row({"reason": "年底到账"}, "unit")
    there = turned(budget(F2024, *lines), F2023)
    assert there.record.fields["execution_reason"] == "压减\n年底到账"
    assert there.dropped == ()
    back = turned(there.record, F2025)
    assert [row["reason"] for row in back.record.rows("budget")] == ["压减\n年底到账", "", "", "", ""]
    assert back.dropped == ()
    away = turned(budget(F2024, *lines), QINGHAI)
    assert [dropped.text for dropped in away.dropped] == ["压减", "年底到账"]


def test_where_keys_differ_the_label_pairs() -> None:
    form = FORMS[F2025]
    fields = tuple(replace(field, key="aim") if field.key == "goal" else field for field in form.fields)
    lines = (replace(form.block("budget").lines[0], key="sum", label="其中： 总额：", name="总额："),)
    blocks = replace(form.block("budget"), key="money", lines=lines), form.block("indicators")
    other = replace(form, fields=fields, blocks=blocks)
    old = replace(budget(F2024, Row({"adjusted": "2"}, "total")), fields={"goal": "目标"})
    conversion = converted(old, FORMS[F2024], other, 2025)
    assert conversion.record.fields == {"aim": "目标"}
    assert [(row.line, row.values) for row in conversion.record.rows("money")] == [("sum", {"adjusted": "2"})]
    assert conversion.dropped == ()


def test_amounts_are_counted_in_the_money_unit_of_the_form() -> None:
    amounts = {"adjusted": "1,200.5", "executed": "3万元"}
    there = turned(budget(F2024, Row(amounts, "total")), SPECIAL)
    assert there.record.rows("budget")[0].values == {"adjusted": "12005000", "executed": "3万元"}
    assert there.rescaled
    back = turned(budget(SPECIAL, Row({"adjusted": "12005000.1", "executed": "据实"}, "total")), F2024)
    assert back.record.rows("budget")[0].values == {"adjusted": "1200.50001", "executed": "据实"}


def test_indicators_come_under_the_level_of_the_new_form_in_its_order() -> None:
    old = record(
        F2024,
        "产出指标 数量指标 甲",
        "效益指标 社会效益指标 乙",
        "满意度指标 服务对象满意度指标 丙",
        "成本指标 经济成本指标 丁",
    )
    conversion = turned(old, F2025)
    assert indicators(conversion) == [
        "产出指标 数量指标 甲",
        "产出指标 成本指标 丁",
        "效益指标 社会效益指标 乙",
        "满意度指标 服务对象满意度指标 丙",
    ]
    assert conversion.moved == (Moved("成本指标 › 经济成本指标", "产出指标 › 成本指标"),)


def test_a_level_that_no_rule_places_stays_as_typed_and_is_named() -> None:
    conversion = turned(record(F2025, "效益指标 生态效益指标 甲", "产出指标 数量指标 乙"), SPECIAL)
    assert "效益指标 生态效益指标 甲" in indicators(conversion)
    assert conversion.strange == ("效益指标 › 生态效益指标",)


def test_rows_that_hold_nothing_are_left_to_the_new_form() -> None:
    filled = new_record(FORMS[F2025], 2025).rows("indicators")
    old = Record(F2025, 2025, blocks={"indicators": (*filled, Row({"level1": "产出指标", "level3": "甲"}))})
    assert indicators(turned(old, F2024), every=True) == ["产出指标  甲"]


def test_an_empty_form_becomes_an_empty_form() -> None:
    conversion = turned(new_record(FORMS[F2025], 2025), F2024, 2024)
    assert indicators(conversion, every=True) == [
        f"{level.level1} {level.level2}" for level in FORMS[F2024].block("indicators").levels if level.start
    ]
    assert not conversion.dropped
    assert not conversion.moved


def test_several_tables_of_indicators_have_no_place_in_one() -> None:
    rows = (Row({"level1": "产出指标", "level2": "数量指标", "level3": "甲", "weight": "60"}),)
    conversion = turned(Record("two-goals", 2022, blocks={"indicators1": rows}), F2024)
    assert conversion.dropped[-1] == Dropped("目标一的指标 › 甲 › 分值", "60")
    assert "甲" in {dropped.text for dropped in conversion.dropped}


def test_what_was_said_to_warnings_is_left_behind() -> None:
    said = Row({"code": "x", "place": "", "text": "已核实"})
    conversion = turned(Record(F2024, 2024, blocks={"explanations": (said,)}), F2025)
    assert conversion.dropped == (Dropped("核实说明", "已核实"),)
    assert conversion.record.rows("explanations") == ()


def test_a_reason_printed_once_for_all_lines_shows() -> None:
    lines = Row({"adjusted": "2"}, "total"), Row({"reason": "压减"}, "fiscal")
    rows = turned(budget(F2024, *lines), F2025).record.rows("budget")
    assert [row["reason"] for row in rows] == ["压减", "", "", "", ""]


@pytest.mark.parametrize("form", list(ALL_FORMS))
def test_no_text_is_lost_unsaid(form: str) -> None:
    old = filled_record(1, 12)
    conversion = turned(old, form)
    kept = Counter(dropped.text for dropped in conversion.dropped) + texts(conversion.record)
    changed = {"level1", "level2"}
    if conversion.rescaled:  # every amount that the form has a place for
        changed |= {key for row in conversion.record.rows("budget") for key in row.values}
    assert texts(old, besides=changed) <= kept


def test_what_a_form_begins_with_is_neither_carried_nor_lost() -> None:
    form = FORMS[F2024]
    line = replace(form.block("budget").lines[0], start={"reason": "旧", "initial": "1"})
    fields = tuple(replace(field, start="旧" if field.key == "goal" else "") for field in form.fields)
    blocks = replace(form.block("budget"), lines=(line,)), form.block("indicators")
    other = replace(
        FORMS[QINGHAI], fields=tuple(replace(field, start="新") for field in FORMS[QINGHAI].fields)
    )
    before = replace(form, fields=fields, blocks=blocks)
    old = replace(budget(F2024, Row({"reason": "旧", "initial": "2"}, "total")), fields={"goal": "旧"})
    conversion = converted(old, before, other, 2024)
    assert conversion.dropped == ()
    assert conversion.record.fields["goal"] == "新"
    assert conversion.record.rows("budget")[0].values == {"initial": "2"}


def test_rows_below_a_level_go_where_it_goes() -> None:
    old = record(F2024, "成本指标 经济成本指标 总成本", "产出指标 质量指标 合格率")
    (first, last), below = old.rows("indicators"), Row({"level3": "单位成本"})
    conversion = turned(old.with_rows("indicators", [first, below, last]), F2025)
    assert indicators(conversion) == [
        "产出指标 质量指标 合格率",
        "产出指标 成本指标 总成本",
        "产出指标 成本指标 单位成本",
    ]


def test_a_row_below_one_that_holds_nothing_is_named() -> None:
    blank = Row({"level1": "产出指标", "level2": "质量指标"})
    old = record(F2024, "产出指标 数量指标 人次")
    conversion = turned(
        old.with_rows("indicators", [*old.rows("indicators"), blank, Row({"level3": "合格率"})]), F2025
    )
    assert indicators(conversion) == ["产出指标 数量指标 人次", "产出指标 质量指标 合格率"]


def test_a_level_with_blanks_around_it_is_not_moved() -> None:
    old = record(F2024, "产出指标 数量指标 人次")
    row = old.rows("indicators")[0].with_value("level1", "产出指标 ")
    conversion = turned(old.with_rows("indicators", [row]), F2025)
    assert conversion.moved == ()
    assert conversion.record.rows("indicators")[0].values == row.values
