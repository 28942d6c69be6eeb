"""What holds of every number people can type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.form.definition import Field, Rounding, RoundingMode, ValueKind
from perfdesk.model.value.measure import converted, measure_of
from perfdesk.model.value.period import parse_period
from perfdesk.model.value.value import (
    Comparison,
    display_number,
    display_score,
    display_typed,
    is_blank,
    parse_money,
    parse_number,
    parse_quantity,
    rounded,
)

FULL_WIDTH = str.maketrans("0123456789.,-+%", "０１２３４５６７８９．，－＋％")
MONEY = Field("adjusted", "调整后预算数", ValueKind.MONEY, decimals=2)
UNITS = st.sampled_from(["人", "万人", "台", "元", "万元", "亿元", "%", "个月", "平方米", "元/人年"])

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=6, allow_nan=False, allow_infinity=False)


@given(amounts)
def test_a_number_reads_the_same_with_separators_and_in_full_width(amount: Decimal) -> None:
    plain, grouped = f"{amount:f}", f"{amount:,f}"
    assert parse_number(plain) == amount
    assert parse_number(grouped) == amount
    assert parse_number(f"　{grouped.translate(FULL_WIDTH)} ") == amount


@given(amounts, UNITS, st.sampled_from(list(Comparison)))
def test_a_quantity_reads_back_what_was_written(amount: Decimal, unit: str, operator: Comparison) -> None:
    for written in (f"{operator}{amount:f}{unit}", f" {operator} {amount:,f} {unit.translate(FULL_WIDTH)}。"):
        quantity = parse_quantity(written)
        assert quantity is not None
        assert (quantity.number, quantity.unit, quantity.operator) == (amount, unit, operator)


@given(
    st.one_of(st.text(max_size=30), st.text(alphabet="0123456789.,-+≥%万元人年月日前 ０５／—", max_size=20))
)
def test_no_text_breaks_the_readers(text: str) -> None:
    is_blank(text)
    parse_number(text)
    parse_quantity(text, text)
    parse_money(text, "万元")
    parse_period(text, 2024)
    for kind in ValueKind:
        shown, number = display_typed(text, Field("key", "列", kind, decimals=2), "万元")
        assert number is not None or shown == text


@given(amounts, amounts)
def test_two_numbers_in_one_text_are_no_quantity(first: Decimal, second: Decimal) -> None:
    assert parse_quantity(f"{first:f}个{abs(second):f}个") is None


@given(amounts)
def test_money_is_shown_with_at_least_two_decimals_and_reads_back(amount: Decimal) -> None:
    shown, number = display_typed(f"{amount:f}", MONEY)
    assert number == amount
    assert parse_number(shown) == amount
    assert len(shown.partition(".")[2]) >= 2


@given(amounts, st.integers(min_value=0, max_value=6))
def test_rounding_moves_a_number_by_half_a_unit_at_most(amount: Decimal, decimals: int) -> None:
    unit = Decimal(1).scaleb(-decimals)
    assert abs(rounded(amount, Rounding(decimals)) - amount) <= unit / 2
    assert abs(rounded(amount, Rounding(decimals, RoundingMode.DOWN))) <= abs(amount)
    assert Decimal(display_number(amount, decimals)) == rounded(amount, Rounding(decimals))


@given(amounts)
def test_points_are_shown_exactly_and_without_zeros_at_the_end(amount: Decimal) -> None:
    shown = display_score(amount)
    assert Decimal(shown) == amount
    assert "." not in shown or not shown.endswith(("0", "."))
    assert shown != "-0"


@given(
    amounts, st.sampled_from([("人", "万人"), ("元", "万元"), ("元", "亿元"), ("米", "公里"), ("克", "吨")])
)
def test_a_conversion_there_and_back_changes_nothing(amount: Decimal, units: tuple[str, str]) -> None:
    small, large = (measure_of(unit) for unit in units)
    there = converted(amount, small, large)
    assert there is not None
    assert converted(there, large, small) == amount


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_in_every_spelling(day: date) -> None:
    for written in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month:02}月{day.day:02}日前",
        f"{day.year}-{day.month}-{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.month}月{day.day}日前完成",
    ):
        period = parse_period(written, day.year)
        assert period is not None
        assert (period.first, period.last) == (day, day)
