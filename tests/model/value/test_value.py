"""What typed text means, and how numbers are shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdesk.model.form.definition import Field, Rounding, RoundingMode, ValueKind
from perfdesk.model.value.value import (
    Comparison,
    Quantity,
    display_number,
    display_percent,
    display_score,
    display_typed,
    is_blank,
    is_spreadsheet_error,
    parse_comparison,
    parse_money,
    parse_number,
    parse_points,
    parse_quantity,
    rounded,
    unit_text,
)

MONEY = Field("adjusted", "调整后预算数", ValueKind.MONEY, decimals=2)
SCORE = Field("weight", "权重", ValueKind.SCORE)
QUANTITY = Field("actual", "完成值", ValueKind.QUANTITY)
TEXT = Field("reason", "原因")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("95", "95"),
        ("９５", "95"),
        ("　95 ", "95"),
        ("1,234.50", "1234.50"),
        ("1，234．5", "1234.5"),
        ("12,345,678", "12345678"),
        ("-3", "-3"),
        ("－３", "-3"),
        ("−3", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("0.965857143", "0.965857143"),
        ("007", "7"),
    ],
)
def test_a_plain_number_is_read_in_whatever_width(typed: str, meant: str) -> None:
    assert parse_number(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "/",
        "—",
        "--",
        "1,23",
        "1,2345",
        "12 34",
        "1e5",
        "5个",
        "95%",
        "≥95",
        "3-4",
        "1.2.3",
        "①",
        "五",
        "#DIV/0!",
        "٣",
        "51090422000000389802",
    ],
)
def test_anything_else_is_no_plain_number(typed: str) -> None:
    assert parse_number(typed) is None


@pytest.mark.parametrize("typed", ["", " ", "　", "/", "／", "-", "--", "—", "——", "……", "...", "N/A", "。"])
def test_marks_for_not_applicable_are_blank(typed: str) -> None:
    assert is_blank(typed)


@pytest.mark.parametrize("typed", ["0", "无", "0.00", "#N/A", "-1", "/人"])
def test_zero_and_words_are_not_blank(typed: str) -> None:
    assert not is_blank(typed)


@pytest.mark.parametrize(
    "typed", ["#DIV/0!", "#REF!", "#N/A", "#NAME?", "#VALUE!", "＃ＤＩＶ／０！", "#######"]
)
def test_what_a_spreadsheet_shows_for_an_error_is_known(typed: str) -> None:
    assert is_spreadsheet_error(typed)


@pytest.mark.parametrize("typed", ["", "#1", "DIV/0", "100%"])
def test_other_texts_are_no_spreadsheet_errors(typed: str) -> None:
    assert not is_spreadsheet_error(typed)


@pytest.mark.parametrize(
    ("typed", "number", "unit", "operator"),
    [
        ("64人", "64", "人", None),
        ("5台", "5", "台", None),
        ("5 台", "5", "台", None),
        ("4万元", "4", "万元", None),
        ("4万", "4", "万", None),
        ("48.01万人", "48.01", "万人", None),
        ("100%", "100", "%", None),
        ("１０２．１５％", "102.15", "%", None),
        ("≥95%", "95", "%", Comparison.AT_LEAST),
        ("＞＝95％", "95", "%", Comparison.AT_LEAST),
        ("≧95%", "95", "%", Comparison.AT_LEAST),
        ("> = 95", "95", "", Comparison.AT_LEAST),
        ("≤15万元", "15", "万元", Comparison.AT_MOST),
        ("<=20.38", "20.38", "", Comparison.AT_MOST),
        ("＝9000元", "9000", "元", Comparison.EQUAL),
        ("═100%", "100", "%", Comparison.EQUAL),
        ("＞3", "3", "", Comparison.MORE),
        ("<0", "0", "", Comparison.LESS),
        ("95", "95", "", None),
        ("-3", "-3", "", None),
        ("380元", "380", "元", None),
        ("1,234.50元", "1234.50", "元", None),
        ("4000元/人年", "4000", "元/人年", None),
        ("95元／人", "95", "元/人", None),
        ("300㎡", "300", "㎡", None),
        ("300m2", "300", "m2", None),
        ("6个月", "6", "个月", None),
        ("10工作日", "10", "工作日", None),
        ("64人。", "64", "人", None),
    ],
)
def test_a_quantity_is_a_number_with_unit_and_operator(
    typed: str, number: str, unit: str, operator: Comparison | None
) -> None:
    assert parse_quantity(typed) == Quantity(Decimal(number), unit, operator)


@pytest.mark.parametrize(
    "typed",
    [
        "5个示范点2个标杆点",
        "5个示范点、２个标杆点",
        "代缴参保32634人",
        "95%以上",
        "约100人",
        "150余件",
        "8月完成",
        "12月底",
        "2025年12月31日前",
        "95%-98%",
        "100%（64人）",
        "已脱贫人口95元/人.年",
        "据实",
        "①完成",
        "4人完成",
        "万元",
        "",
        "/",
        "5/",
        "#DIV/0!",
    ],
)
def test_words_around_a_number_and_several_numbers_are_text(typed: str) -> None:
    assert parse_quantity(typed) is None


def test_a_unit_that_only_the_row_names_is_read_too() -> None:
    assert parse_quantity("5个示范点") is None
    assert parse_quantity("5个示范点", "个示范点") == Quantity(Decimal(5), "个示范点")
    assert parse_quantity("5 个示范点", " 个示范点　") == Quantity(Decimal(5), "个示范点")


def test_a_quantity_is_written_as_forms_print_it() -> None:
    assert str(parse_quantity("＞＝95％")) == "≥95%"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("≥", "≥"),
        (">=", "≥"),
        ("＞＝", "≥"),
        ("≧", "≥"),
        ("＞", "＞"),
        (">", "＞"),
        ("＝", "＝"),
        ("=", "＝"),
        ("═", "＝"),
        ("≤", "≤"),
        ("<=", "≤"),
        ("≦", "≤"),
        ("＜", "＜"),
        (" < ", "＜"),
    ],
)
def test_a_nature_names_a_comparison_in_whichever_width(typed: str, meant: str) -> None:
    assert parse_comparison(typed) == meant


@pytest.mark.parametrize("typed", ["定性", "", "≥95", "大于"])
def test_other_natures_name_no_comparison(typed: str) -> None:
    assert parse_comparison(typed) is None


@pytest.mark.parametrize(("typed", "points"), [("20", "20"), ("16.6分", "16.6"), ("２０ 分", "20")])
def test_points_may_carry_their_unit(typed: str, points: str) -> None:
    assert parse_points(typed) == Decimal(points)


@pytest.mark.parametrize("typed", ["约20", "20%", "≥20", ""])
def test_other_texts_are_no_points(typed: str) -> None:
    assert parse_points(typed) is None


@pytest.mark.parametrize(
    ("typed", "unit", "amount"),
    [
        ("1.70", "万元", "1.70"),
        ("4万元", "万元", "4"),
        ("40000元", "万元", "4"),
        ("4万", "万元", "4"),
        ("4万", "元", "40000"),
        ("0.05亿元", "万元", "500"),
        ("4", "元", "4"),
        ("-0.5", "万元", "-0.5"),
    ],
)
def test_money_is_counted_in_the_unit_of_the_form(typed: str, unit: str, amount: str) -> None:
    assert parse_money(typed, unit) == Decimal(amount)


@pytest.mark.parametrize("typed", ["", "/", "100%", "64人", "≤15万元", "15-20", "#DIV/0!"])
def test_other_texts_are_no_money(typed: str) -> None:
    assert parse_money(typed, "万元") is None


def test_a_unit_cell_with_a_mark_names_no_unit() -> None:
    assert unit_text("／") == ""
    assert unit_text(" ％ ") == "%"
    assert unit_text("元 / 人") == "元/人"


@pytest.mark.parametrize(
    ("value", "rounding", "result"),
    [
        ("16.665", Rounding(2), "16.67"),
        ("8.62", Rounding(0), "9"),
        ("9.91", Rounding(0, RoundingMode.DOWN), "9"),
        ("-0.005", Rounding(2), "-0.01"),
        ("123456789012345", Rounding(20), "123456789012345"),
    ],
)
def test_rounding_is_half_up_unless_the_form_says_down(value: str, rounding: Rounding, result: str) -> None:
    assert rounded(Decimal(value), rounding) == Decimal(result)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("1.7", 2, "1.70"),
        ("1.005", 2, "1.01"),
        ("-0.001", 2, "0.00"),
        ("1E+3", None, "1000"),
        ("1.70", None, "1.70"),
    ],
)
def test_a_number_is_shown_at_its_decimals(value: str, decimals: int | None, shown: str) -> None:
    assert display_number(Decimal(value), decimals) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("96.60", "96.6"), ("100", "100"), ("16.67", "16.67"), ("0.00", "0"), ("-0.0", "0")]
)
def test_points_show_no_zeros_at_the_end(value: str, shown: str) -> None:
    assert display_score(Decimal(value)) == shown


def test_a_rate_is_shown_as_a_percent() -> None:
    assert display_percent(Decimal("48.13") / Decimal("137.07"), 2) == "35.11%"
    assert display_percent(Decimal("0.965857143"), 0) == "97%"


@pytest.mark.parametrize(
    ("typed", "shown", "number"),
    [
        ("1.7", "1.70", "1.7"),
        ("1.700", "1.70", "1.7"),
        ("0", "0.00", "0"),
        ("0.123456", "0.123456", "0.123456"),
        ("0.1234567", "0.123457", "0.1234567"),
        ("11.983", "11.983", "11.983"),
        ("１，２３４．５", "1234.50", "1234.5"),
        ("4万元", "4.00", "4"),
        ("48130元", "4.813", "4.813"),
    ],
)
def test_money_shows_two_decimals_and_keeps_what_was_typed(typed: str, shown: str, number: str) -> None:
    assert display_typed(typed, MONEY, "万元") == (shown, Decimal(number))


@pytest.mark.parametrize("typed", ["", "/", "未下达", "#DIV/0!", "5台"])
def test_money_that_is_not_understood_is_shown_as_typed(typed: str) -> None:
    assert display_typed(typed, MONEY, "万元") == (typed, None)


def test_without_the_money_unit_only_plain_amounts_are_understood() -> None:
    assert display_typed("1.7", MONEY) == ("1.70", Decimal("1.7"))
    assert display_typed("4万元", MONEY) == ("4万元", None)


def test_money_of_a_column_without_decimals_is_shown_as_typed_or_converted() -> None:
    plain = Field("executed", "执行数", ValueKind.MONEY)
    assert display_typed("1.700", plain, "万元") == ("1.700", Decimal("1.7"))
    assert display_typed("5000元", plain, "万元") == ("0.5", Decimal("0.5"))


def test_values_without_decimals_are_shown_as_typed() -> None:
    assert display_typed("２０", SCORE) == ("２０", Decimal(20))
    assert display_typed("20分", SCORE) == ("20分", Decimal(20))
    assert display_typed("约20", SCORE) == ("约20", None)
    assert display_typed("95", QUANTITY) == ("95", Decimal(95))
    assert display_typed("95%", QUANTITY) == ("95%", None)


def test_text_is_never_a_number() -> None:
    assert display_typed("2024", TEXT) == ("2024", None)
    assert display_typed("2024-12-31", Field("day", "日期", ValueKind.DATE)) == ("2024-12-31", None)
