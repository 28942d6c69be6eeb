"""Where lines break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.form.definition import CellStyle
from perfdesk.sheet.layout.metrics import MM_PER_PT, advance_mm
from perfdesk.sheet.layout.wrap import wrap

STYLE = CellStyle(size_pt=10, padding_mm=1)


def lines_of(text: str, characters: float, style: CellStyle = STYLE) -> list[str]:
    """The lines of a text in a cell as wide as so many 汉字."""
    return list(wrap(text, characters * style.size_pt * MM_PER_PT + 2 * style.padding_mm, style))


def test_an_empty_cell_has_one_empty_line() -> None:
    assert lines_of("", 5) == [""]


def test_chinese_breaks_anywhere() -> None:
    assert lines_of("项目年度目标完成情况", 4) == ["项目年度", "目标完成", "情况"]


def test_a_text_as_wide_as_the_cell_stays_on_one_line() -> None:
    assert lines_of("预算执行率", 5) == ["预算执行率"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\v", "\u2028"])
def test_line_breaks_of_the_text_are_kept(newline: str) -> None:
    assert lines_of(f"一、建成{newline}{newline}二、验收{newline}", 9) == ["一、建成", "", "二、验收", ""]


@pytest.mark.parametrize("sign", "，。；：、！？）】》”％")
def test_closing_signs_do_not_begin_a_line(sign: str) -> None:
    assert lines_of(f"资金到位{sign}及时", 4) == ["资金到", f"位{sign}及时"]


@pytest.mark.parametrize("sign", "（【《“≥≤＞＜＝￥")
def test_opening_signs_do_not_end_a_line(sign: str) -> None:
    assert lines_of(f"目标为{sign}九成以", 4) == ["目标为", f"{sign}九成以"]


def test_several_closing_signs_stay_together() -> None:
    assert lines_of("完成（见附件）。”好", 7) == ["完成（见附", "件）。”好"]


def test_dash_and_ellipsis_are_not_torn() -> None:
    assert lines_of("补助项——资金", 4) == ["补助项", "——资金"]
    assert lines_of("其他项……等", 4) == ["其他项", "……等"]


@pytest.mark.parametrize("word", ["2024-12", "1,234.56", "95.25%", "ABC", "１２３"])
def test_words_and_numbers_move_whole_to_the_next_line(word: str) -> None:
    assert lines_of(f"项目资金共{word}元", 6) == ["项目资金共", f"{word}元"]


def test_a_word_wider_than_the_cell_is_broken() -> None:
    code = "51090422T000000389802"
    lines = lines_of(f"编码{code}", 5)
    assert lines[0] == "编码"
    assert "".join(lines[1:]) == code
    assert all(advance_mm(line, STYLE) <= 5 * STYLE.size_pt * MM_PER_PT + 0.01 for line in lines)


def test_a_row_of_closing_signs_still_fills_its_lines() -> None:
    assert lines_of("。" * 10, 4) == ["。。。。", "。。。。", "。。"]


def test_spaces_where_a_line_breaks_are_dropped_and_others_kept() -> None:
    assert lines_of("　　项目　实施", 5) == ["　　项目", "实施"]
    assert lines_of("name of project", 4) == ["name of", "project"]


def test_a_cell_narrower_than_a_character_holds_one_a_line() -> None:
    assert lines_of("合计", 0.2) == ["合", "计"]


def test_a_character_of_a_supplementary_plane_stays_whole() -> None:
    assert lines_of("张𬱖𠅤", 1) == ["张", "𬱖", "𠅤"]


def test_bold_text_is_measured_in_bold() -> None:
    bold = CellStyle(size_pt=10, padding_mm=1, bold=True)
    width = advance_mm("MMMM", STYLE) + 2 * STYLE.padding_mm
    assert len(wrap("MMMM", width, STYLE)) == 1
    assert len(wrap("MMMM", width, bold)) == 2


@given(st.text("预算，。（）“”— 12.a%\n𬱖", max_size=60), st.floats(1, 12))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, characters: float) -> None:
    lines = lines_of(text, characters)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(advance_mm(line, STYLE) <= characters * STYLE.size_pt * MM_PER_PT + 0.01 for line in lines)
