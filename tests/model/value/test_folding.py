"""What names and typed texts are compared by."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from perfdesk.model.value.folding import (
    folded_file_name,
    folded_heading,
    folded_label,
    folded_level,
    folded_line,
    folded_name,
    folded_value,
    folded_words,
    half_width,
    without_blanks,
)

PACKAGE = Path(__file__).parents[3] / "perfdesk"


def test_folding_leaves_circled_numbers_and_chinese_alone() -> None:
    assert folded_value("　ＡＢ①完成５％　") == "AB①完成5%"


def test_a_value_keeps_what_has_a_meaning() -> None:
    assert folded_value(" 3 MW ") == "3 MW"
    assert folded_value("５㎡") == "5㎡"


@pytest.mark.parametrize("written", ["培训人次", "培训　人次", "培训 人次\n", "培训\u200b人次"])
def test_a_name_has_no_blanks(written: str) -> None:
    assert folded_name(written) == "培训人次"


def test_names_differ_in_neither_width_nor_case() -> None:
    assert folded_name("ＡＩ（一期）") == folded_name("ai(一期)") == "ai(一期)"


def test_words_of_a_search_are_folded_each_by_itself() -> None:
    assert folded_words(" ＡＢ　培训\u200b \u200b") == ("ab", "培训")


@pytest.mark.parametrize("written", ["产出指标", "产出", "产出 指标 ", "产　出指标"])
def test_a_level_is_the_same_without_its_ending(written: str) -> None:
    assert folded_level(written) == "产出"


@pytest.mark.parametrize("written", ["其中：财政资金", "其中:财政资金", "其中财政资金", "财政 资金"])
def test_a_budget_line_is_the_same_without_what_forms_print_before_it(written: str) -> None:
    assert folded_line(written) == "财政资金"


@pytest.mark.parametrize(
    "written", ["年初预算数（万元）", "年初预算数：", "其中：年初预算数(万元)：", "年 初预算数"]
)
def test_a_label_is_the_same_without_its_ending(written: str) -> None:
    assert folded_label(written) == "年初预算数"


@pytest.mark.parametrize("written", ["分 值（百分制）", "分值：", "分值", "分值(90分)."])
def test_a_heading_is_the_same_from_copy_to_copy(written: str) -> None:
    assert folded_heading(written) == "分值"


def test_blanks_tell_files_apart() -> None:
    assert folded_file_name("Ａ b.PDF") == "a b.pdf"
    assert folded_file_name("ab.pdf") != folded_file_name("a b.pdf")


def test_shown_texts_stay_otherwise_as_typed() -> None:
    assert without_blanks("分　值 （Ａ）") == "分值（Ａ）"
    assert half_width("７Ｋ３Ｆ ９q") == "7K3F 9q"


def test_names_are_folded_in_one_place() -> None:
    folding = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and ast.unparse(node).endswith((".casefold", "unicodedata.normalize"))
    }
    # Whether a file is there already is the file system's question, and Excel reserves one name.
    asked_by_others = {"ui/output/batch_export.py", "exchange/files/legal_name.py"}
    assert folding - asked_by_others == {"model/value/folding.py"}
