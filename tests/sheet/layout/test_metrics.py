"""The widths and heights of texts."""

import pytest

from perfdesk.model.form.definition import CellStyle
from perfdesk.sheet.layout.metrics import (
    MM_PER_PT,
    advance_em,
    advance_mm,
    baseline_mm,
    is_invisible,
    line_height_mm,
    lines_that_fit,
    text_height_mm,
)

STYLE = CellStyle(size_pt=10, padding_mm=1)


@pytest.mark.parametrize("character", "汉，“”—…≥≤＝＞＜％／＿□　𬱖㛃䶮𠅤")
def test_chinese_characters_and_signs_are_one_em_wide(character: str) -> None:
    assert advance_em(character, bold=False) == 1000
    assert advance_em(character, bold=True) == 1000


def test_latin_letters_and_digits_have_their_own_widths() -> None:
    assert advance_em("1", bold=False) < advance_em("0", bold=False) < advance_em("m", bold=False) < 1000


def test_bold_differs_and_falls_back_to_regular_for_what_it_lacks() -> None:
    assert advance_em("M", bold=True) != advance_em("M", bold=False)
    assert advance_em("碁", bold=True) == 1000


@pytest.mark.parametrize("character", ["\u200b", "\ufeff", "\ufe0f", "\U000e0101", "\x07"])
def test_invisible_characters_take_no_room(character: str) -> None:
    assert is_invisible(character)
    assert advance_em(character, bold=False) == 0


def test_a_tab_is_as_wide_as_a_space() -> None:
    assert advance_em("\t", bold=False) == advance_em(" ", bold=False) > 0


def test_a_character_without_a_glyph_takes_one_em() -> None:
    assert advance_em("😀", bold=False) == 1000


def test_widths_in_millimetres_follow_the_size() -> None:
    assert advance_mm("预算", STYLE) == pytest.approx(20 * MM_PER_PT)


def test_a_baseline_lies_within_its_line() -> None:
    assert 0 < baseline_mm(STYLE) < line_height_mm(STYLE)


def test_height_grows_by_a_line_height_and_no_text_counts_as_one_line() -> None:
    assert text_height_mm(3, STYLE) - text_height_mm(2, STYLE) == pytest.approx(line_height_mm(STYLE))
    assert text_height_mm(0, STYLE) == text_height_mm(1, STYLE)


@pytest.mark.parametrize("count", [1, 2, 7, 40])
def test_as_many_lines_fit_as_the_height_was_made_for(count: int) -> None:
    height = text_height_mm(count, STYLE)
    assert lines_that_fit(height, STYLE) == count
    assert lines_that_fit(height - 0.01, STYLE) == count - 1
