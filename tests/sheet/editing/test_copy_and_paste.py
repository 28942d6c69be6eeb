"""Rows copied from a form and pasted into it are the same rows, in every form of the program."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest

from perfdesk.exchange.files.tabular import read_table
from perfdesk.exchange.reading.clipboard_in import read_block
from perfdesk.exchange.writing.clipboard_out import write_block
from perfdesk.model.form.definition import Block, BlockKind, FormDefinition
from perfdesk.model.form.known_keys import LEVELS
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.levels import levels_of
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import planned
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.editing.area import Area
from perfdesk.sheet.editing.paste import plan_paste
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.sheet import Sheet

FORMS = load_forms([FilePath(__file__).resolve().parents[3] / "resources" / "forms"])
GROWING = [
    pytest.param(form, block, id=f"{form.id}-{block.key}")
    for form in FORMS.values()
    for block in form.blocks
    if block.kind is BlockKind.INDICATORS
]
TARGETS = (
    ("≥", "98", "%", "99%"),
    ("≤", "5", "天", "3天"),
    ("＝", "12", "个", "12个"),
    ("定性", "效果显著", "", "效果显著"),
    ("定性", "", "", "效果显著"),
    ("定性", "", "", ""),
    ("定性", "制度健全", "", ""),
    ("", "", "", "已完成"),
)


def filled(form: FormDefinition, block: Block, seed: int) -> Record:
    chosen = random.Random(seed)
    own = {column.key for column in block.columns}
    rows = []
    for number in range(chosen.randint(1, 4)):
        nature, target, unit, actual = chosen.choice(TARGETS)
        weight = chosen.choice(("", "10", "2.5"))
        values = {
            "level1": "产出指标",
            "level2": chosen.choice(("数量指标", "质量指标")),
            "level3": f"健全组织{number}",
            "nature": nature,
            "target": target,
            "unit": unit,
            "actual": actual,
            "weight": weight,
            "manual_score": chosen.choice(("", weight)),
            "reason": chosen.choice(("", "因雨推迟")),
        }
        rows.append(Row({key: text for key, text in values.items() if text and key in own}))
    return planned(form, Record(form=form.id, year=form.years[0], blocks={block.key: tuple(rows)}))


def sheet_of(form: FormDefinition, record: Record) -> Sheet:
    return compose(form, record, score_record(form, record))


def area_of(sheet: Sheet, block: str, key: str) -> Area:
    """The whole rows of a block from a column on."""
    rows = [at for at, row in enumerate(sheet.rows) if row.block == block]
    left = min(
        cell.column for cell in sheet.cells for path in cell.paths if (path.block, path.key) == (block, key)
    )
    return Area(rows[0], left, rows[-1], len(sheet.column_widths_mm) - 1)


def shown(form: FormDefinition, record: Record, block: str) -> Iterator[dict[str, str]]:
    """What each row says, with the levels it belongs to."""
    rows = record.rows(block)
    scores = score_record(form, record).indicators.get(block)
    for index, (row, levels) in enumerate(zip(rows, levels_of(rows), strict=True)):
        values = {key: text for key, text in row.values.items() if text} | dict(
            zip(LEVELS, levels, strict=True)
        )
        if scores is not None:
            values["manual_score"] = str(scores[index].value)
        yield values


@pytest.mark.parametrize("plain", [True, False], ids=["text", "html"])
@pytest.mark.parametrize("first", ["level1", "level3"])
@pytest.mark.parametrize(("form", "block"), GROWING)
def test_copied_rows_are_pasted_as_they_were(
    form: FormDefinition, block: Block, first: str, plain: bool
) -> None:
    for seed in range(40):
        record = filled(form, block, seed)
        sheet = sheet_of(form, record)
        area = area_of(sheet, block.key, first)
        copied = write_block(sheet, area)
        table = read_table(copied.text) if plain else read_block(copied.text, copied.html)
        bare = [
            Row({key: text for key, text in row.values.items() if key in LEVELS})
            for row in record.rows(block.key)
        ]
        empty = record.with_rows(block.key, bare if first == "level3" else [Row() for _ in bare])
        plan = plan_paste(form, empty, sheet_of(form, empty), (area.top, area.left), table, FORMS.values())
        pasted = empty.with_values(plan.values)
        pasted = pasted.with_rows(block.key, [*pasted.rows(block.key), *plan.new_rows])
        assert list(shown(form, pasted, block.key)) == list(shown(form, record, block.key)), seed
        assert plan.left_out == []


@pytest.mark.parametrize("name", ["qinghai-project-2024", "hunan-project-2022", "sichuan-project-2023"])
def test_a_qualitative_row_without_a_unit_stays_in_its_columns(name: str) -> None:
    form = FORMS[name]
    record = planned(form, Record(form=form.id, year=2024))
    sheet = sheet_of(form, record)
    area = area_of(sheet, "indicators", "level3")
    table = read_table("健全组织\t定性\t效果显著\t10\t10")
    plan = plan_paste(form, record, sheet, (area.top, area.left), table, FORMS.values())
    row = record.with_values(plan.values).rows("indicators")[0]
    assert [row[key] for key in ("level3", "nature", "target", "actual", "weight", "manual_score")] == [
        "健全组织", "定性", "", "效果显著", "10", "10",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["qinghai-project-2024", "national-transfer-2025"])
def test_a_qualitative_row_of_three_columns_becomes_one_cell(name: str) -> None:
    form = FORMS[name]
    record = planned(form, Record(form=form.id, year=2025))
    sheet = sheet_of(form, record)
    area = area_of(sheet, "indicators", "level3")
    table = read_table("健全组织\t定性\t健全\t\t已健全\t10\t10")
    plan = plan_paste(form, record, sheet, (area.top, area.left), table, FORMS.values())
    row = record.with_values(plan.values).rows("indicators")[0]
    assert [row[key] for key in ("level3", "nature", "target", "actual")] == [
        "健全组织",
        "定性",
        "健全",
        "已健全",
    ]


def test_a_sign_typed_in_the_value_beside_its_unit_moves_nothing() -> None:
    form = FORMS["sichuan-project-2024"]
    record = planned(form, Record(form=form.id, year=2024))
    sheet = sheet_of(form, record)
    area = area_of(sheet, "indicators", "target")
    plan = plan_paste(
        form, record, sheet, (area.top, area.left), read_table("≥95\t%\t98\t10"), FORMS.values()
    )
    row = record.with_values(plan.values).rows("indicators")[0]
    assert [row[key] for key in ("nature", "target", "unit", "actual", "weight")] == [
        "",
        "≥95",
        "%",
        "98",
        "10",
    ]


@pytest.mark.parametrize("level", ["产出指标（50分）", "产出指标\n(50 分)", "产出指标"])
def test_points_that_a_form_prints_after_a_level_are_no_part_of_it(level: str) -> None:
    form = FORMS["sichuan-project-2024"]
    record = planned(form, Record(form=form.id, year=2024))
    sheet = sheet_of(form, record)
    area = area_of(sheet, "indicators", "level1")
    rows = len(record.rows("indicators")) + 1
    table = [[level, "数量指标（20分）", f"甲{number}", "≥", "1"] for number in range(rows)]
    plan = plan_paste(form, record, sheet, (area.top, area.left), table, FORMS.values())
    pasted = record.with_values(plan.values)
    assert {row["level2"] for row in (*pasted.rows("indicators"), *plan.new_rows)} == {"数量指标"}
    assert {row["level1"] for row in (*pasted.rows("indicators"), *plan.new_rows)} == {"产出指标"}


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("乙\t≥\t9\t个\t10\t8", ""),  # another indicator: the score was given to the one before
        ("甲\t≥\t9\t个\t10\t8", "7"),
        ("乙\t≥\t9\t个\t10\t8\t7", "7"),
        ("乙\t≥\t9\t个\t10\t8\t6", "6"),
    ],
)
def test_a_manual_score_does_not_pass_to_the_indicator_pasted_over_its_row(text: str, score: str) -> None:
    form = FORMS["sichuan-project-2024"]
    values = {"level1": "产出指标", "level2": "数量指标", "level3": "甲", "nature": "定性", "target": "好"}
    row = Row({**values, "actual": "好", "weight": "8", "manual_score": "7"})
    record = planned(form, Record(form=form.id, year=2024, blocks={"indicators": (row,)}))
    sheet = sheet_of(form, record)
    area = area_of(sheet, "indicators", "level3")
    plan = plan_paste(form, record, sheet, (area.top, area.left), read_table(text), FORMS.values())
    assert record.with_values(plan.values).rows("indicators")[0]["manual_score"] == score
