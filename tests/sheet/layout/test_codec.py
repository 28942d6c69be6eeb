"""One cell, several values."""

from collections.abc import Sequence

import pytest

from perfdesk.model.form.definition import CellStyle
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.language.registry import codec_of
from perfdesk.model.record.record import Record, Row
from perfdesk.sheet.layout.codec import typed
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin


def join(codec: str, texts: Sequence[str], choices: Sequence[str] = ()) -> str:
    return codec_of(codec).join(texts, choices)


def split(codec: str, text: str, before: Sequence[str]) -> tuple[str, ...]:
    return codec_of(codec).split(text, before)


def cell(*paths: Path, codec: str = "") -> Cell:
    return Cell(0, 0, 1, 1, "", "", CellStyle(), CellKind.INPUT, Origin.TYPED, paths, codec)


@pytest.mark.parametrize(
    ("code", "name", "text"),
    [
        ("51090422T000000389802", "老干部补助", "51090422T000000389802-老干部补助"),
        ("", "老干部补助", "老干部补助"),
        ("", "2024年-2025年补助", "2024年-2025年补助"),
        ("", "", ""),
    ],
)
def test_code_and_name_are_joined_and_split(code: str, name: str, text: str) -> None:
    assert join("code_name", (code, name)) == text
    assert split("code_name", text, ("", "")) == (code, name)


def test_a_full_width_dash_and_spaces_split_too() -> None:
    assert split("code_name", " 51090422T000000389802 － 老干部补助", ("", "")) == (
        "51090422T000000389802", "老干部补助",
    )  # fmt: skip


def test_a_short_code_survives_an_edit_of_the_name() -> None:
    assert split("code_name", "A01-新名称", ("A01", "旧名称")) == ("A01", "新名称")


def test_only_what_changes_is_written() -> None:
    record = Record("f", 2024, {"project_code": "510904220000", "project_name": "旧"})
    both = cell(field_path("project_code"), field_path("project_name"), codec="code_name")
    assert typed(both, record, "510904220000-新") == {field_path("project_name"): "新"}


def test_a_merged_cell_writes_every_row_it_covers() -> None:
    rows = (Row({"level1": "产出指标"}), Row({"level1": "产出指标"}))
    record = Record("f", 2024, blocks={"indicators": rows})
    paths = (Path("indicators", 0, "level1"), Path("indicators", 1, "level1"))
    assert typed(cell(*paths), record, "效益指标") == dict.fromkeys(paths, "效益指标")


def test_a_target_in_one_cell_writes_nature_value_and_unit() -> None:
    paths = [Path("indicators", 0, key) for key in ("nature", "target", "unit")]
    record = Record("f", 2023, blocks={"indicators": (Row({"nature": "≥", "target": "99", "unit": "%"}),)})
    assert join("target", [record.get(path) for path in paths]) == "≥99%"
    assert typed(cell(*paths, codec="target"), record, "≤1.5万元") == {
        paths[0]: "≤",
        paths[1]: "1.5",
        paths[2]: "万元",
    }
    assert typed(cell(*paths, codec="target"), record, "据实") == {
        paths[0]: "定性",
        paths[1]: "据实",
        paths[2]: "",
    }


@pytest.mark.parametrize("text", ["医保政策宣传", "指标1：医保政策宣传", "指标 12:医保政策宣传"])
def test_the_number_that_the_form_prints_is_not_part_of_the_name(text: str) -> None:
    assert split("numbered", text, [""]) == ("医保政策宣传",)
    assert split("numbered", "指标2：", [""]) == ("",)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", "□整体　□区域　□项目"),
        ("区域", "□整体　☑区域　□项目"),
        ("整体、项目", "☑整体　□区域　☑项目"),
        ("专项", "□整体　□区域　□项目　☑专项"),
    ],
)
def test_choices_are_printed_with_boxes_and_read_back(value: str, text: str) -> None:
    assert join("boxes", (value,), ("整体", "区域", "项目")) == text
    assert split("boxes", text, [""]) == (value,)
    assert split("boxes", value, ["整体"]) == (value,)


@pytest.mark.parametrize("text", ["□ 整体 ■ 区域 □ 项目", "□整体√区域□项目", "○整体　☒区域"])
def test_boxes_are_read_as_other_programs_write_them(text: str) -> None:
    assert split("boxes", text, [""]) == ("区域",)
