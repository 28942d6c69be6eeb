"""The indicators that come with the program, and what is found among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdesk.model.conversion.level_match import matching_level
from perfdesk.model.edit.stock_edit import indicator_block
from perfdesk.model.form.definition import Level
from perfdesk.model.form.forms import form_of
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.judgement import Wording
from perfdesk.model.scoring.target import judge
from perfdesk.model.stock.stock import (
    IndicatorSource,
    StockIndicator,
    Wanted,
    matching,
    second_levels,
    unique,
)
from perfdesk.model.stock.stock_loader import load_stock, stock_files
from perfdesk.model.value.folding import folded_level, folded_name
from perfdesk.model.value.value import is_blank, parse_quantity
from tests.support.library import FORMS

FOLDER = Path(__file__).parents[3] / "resources" / "indicators"
GENERAL = tuple(item for file in stock_files([FOLDER]) for item in file.indicators)


def test_the_shipped_files_have_no_mistakes_and_no_name_twice() -> None:
    assert [str(problem) for file in stock_files([FOLDER]) for problem in file.problems] == []
    assert len(GENERAL) >= 150
    assert len(unique(GENERAL)) == len(GENERAL)
    assert {item.source for item in GENERAL} == {IndicatorSource.GENERAL}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_level_of_every_form_has_indicators(form: str) -> None:
    block = indicator_block(form_of(FORMS, form))
    if block is None:  # a department's form has fixed rows
        return
    reached = {
        matching_level(item.level1, item.level2, (Level(item.level1, item.level2),), block.levels)
        for item in GENERAL
    }
    assert set(block.levels) <= reached


def test_every_target_is_one_that_the_rules_can_judge() -> None:
    definition = form_of(FORMS, "sichuan-project-2025")
    rule, block = definition.scoring.indicators[0], definition.block("indicators")
    for item in GENERAL:
        if is_blank(item.target) or item.nature == "定性":
            continue
        row = Row({**item.values, "actual": item.target})
        judged = judge(rule, Wording.of(block), row, 2025, rule.weight_total)
        assert judged.points == rule.weight_total, (item, judged.explanation.text)
        if item.unit:
            quantity = parse_quantity(f"{item.target}{item.unit}")
            assert quantity is not None, f"{item.name}: the unit {item.unit} is not known"


def test_what_is_typed_is_looked_for_in_names_themes_and_levels() -> None:
    assert [item.name for item in matching(GENERAL, Wanted("培训 人次"))] == ["培训人次", "参会人次"]
    assert {item.theme for item in matching(GENERAL, Wanted(theme="医疗卫生"))} == {"医疗卫生"}
    found = matching(GENERAL, Wanted(level1="效益指标", level2="生态效益"))
    assert {item.level2 for item in found} == {"生态效益指标"}
    assert matching(GENERAL, Wanted(source=IndicatorSource.UNIT)) == ()


def test_the_nearest_of_one_name_is_kept() -> None:
    own = StockIndicator("验收合格率 ", "产出", "质量", "≥", "98", "%", source=IndicatorSource.UNIT)
    kept = unique((own, *GENERAL))
    assert kept[0] is own
    assert len(kept) == len(GENERAL)
    assert (folded_level("质量指标"), folded_name("ＡＢ 率")) == ("质量", "ab率")


def test_levels_stand_in_the_order_of_the_files() -> None:
    levels = dict(second_levels(GENERAL))
    assert list(levels) == ["产出指标", "成本指标", "效益指标", "满意度指标"]
    assert levels["产出指标"] == ("数量指标", "质量指标", "时效指标")


def test_all_mistakes_of_a_users_file_are_told_and_the_file_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "本局.toml"
    file.write_text(
        '[[group]]\nlevel1 = "产出指标"\nlevel2 = "数量指标"\ntopic = "培训"\n'
        'indicators = [{ name = "" }, { name = "甲", nature = "大于" }, '
        '{ name = "乙", nature = "≥", target = "很多" },'
        ' { name = "丙", nature = "≥", target = "12月31日前" }]\n',
        encoding="utf-8",
    )
    read = load_stock(file, IndicatorSource.OWN)
    assert read.indicators == ()
    told = [str(problem) for problem in read.problems]
    assert told == [
        "本局.toml：group[1].indicators[1].name：不能为空，请填写",
        "本局.toml：group[1].indicators[2].nature：应是 ≥、＞、＝、≤、＜、定性 之一，现在是“大于”",
        "本局.toml：group[1].indicators[3].target：“很多”不是数值或日期；不用数值衡量的，nature 写“定性”",
        "本局.toml：group[1].topic：不认识这一项，请删去。",
    ]


def test_a_file_that_is_no_toml_says_where(tmp_path: Path) -> None:
    for content, said in ((b"[[group", "TOML 写法有误"), ("名".encode("gb18030"), "不是 UTF-8 编码")):
        file = tmp_path / "坏.toml"
        file.write_bytes(content)
        (problem,) = load_stock(file, IndicatorSource.OWN).problems
        assert said in problem.message
    (read,) = stock_files([tmp_path / "none", tmp_path])
    assert read.problems
