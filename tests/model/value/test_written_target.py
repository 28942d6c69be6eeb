"""Operator, value and unit in one cell are the same indicator as in three."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.value.value import Comparison
from perfdesk.model.value.written_target import WrittenTarget, read_target

# What published forms print in one cell, and the three values that F1 has for it.
PRINTED = [
    ("≥99%", "≥", "99", "%"),
    ("≤1.5万元", "≤", "1.5", "万元"),
    ("1人", "", "1", "人"),
    ("15万元", "", "15", "万元"),
    ("≥300平方米", "≥", "300", "平方米"),
    ("≤20.38", "≤", "20.38", ""),
    ("100%", "", "100", "%"),
    ("据实", "定性", "据实", ""),
    ("定性", "定性", "", ""),
    ("2023年12月31日前", "定性", "2023年12月31日前", ""),
    ("不低于最低标准", "定性", "不低于最低标准", ""),
    ("5个示范点2个标杆点", "定性", "5个示范点2个标杆点", ""),
    ("≥3个示范点", "≥", "3", "个示范点"),
    ("≥3.5.1版本", "≥", "3.5.1版本", ""),
    ("", "", "", ""),
    ("—", "", "—", ""),
]


@pytest.mark.parametrize(("text", "nature", "target", "unit"), PRINTED)
def test_a_printed_target_is_three_values_and_back(text: str, nature: str, target: str, unit: str) -> None:
    read = read_target(text)
    assert read == (nature, target, unit)
    assert str(read) == text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("=9000元", "＝9000元"),
        (" >= 95 ％ ", "≥95%"),
        ("≧９５％", "≥95%"),
        ("＜10天", "＜10天"),
        ("1,200人", "1200人"),
        ("  优 ", "优"),
    ],
)
def test_signs_of_any_width_are_brought_to_those_of_the_forms(typed: str, shown: str) -> None:
    assert str(read_target(typed)) == shown


@pytest.mark.parametrize(
    ("nature", "target", "unit", "shown"),
    [
        ("≥", "95%", "%", "≥95%"),
        ("≥", "≥95", "%", "≥95%"),
        ("＝", "64人", "人", "＝64人"),
        ("定性", "据实", "%", "据实"),
        ("定性", "95", "%", "95%"),
        ("≥", "47.5万", "万人", "≥47.5万"),
        ("≥", "", "%", "≥%"),
    ],
)
def test_values_of_three_cells_are_shown_once(nature: str, target: str, unit: str, shown: str) -> None:
    assert str(WrittenTarget(nature, target, unit)) == shown


def test_a_unit_of_the_row_is_known_again() -> None:
    assert read_target("3个示范点", "个示范点") == ("", "3", "个示范点")
    assert read_target("3个示范点") == ("定性", "3个示范点", "")


@given(
    st.sampled_from(["", *Comparison]),
    st.decimals(0, 10**6, places=2).map(str),
    st.sampled_from(["", "%", "万元", "人", "元/人年", "平方米"]),
)
def test_numbers_survive_being_written_and_read(nature: str, target: str, unit: str) -> None:
    written = WrittenTarget(nature, target, unit)
    assert read_target(str(written)) == written


@given(st.text(alphabet="≥≤＝><=0123456789.,%％万元人优良据实年月日 —/，。", max_size=12))
def test_reading_what_was_written_changes_nothing_more(text: str) -> None:
    once = read_target(text)
    again = read_target(str(once), once.unit)
    assert read_target(str(again), again.unit) == again
