"""Formulas: exact numbers, arithmetic only, nothing that runs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.form.expression import Expression, MissingValue, WrongExpression

A, B = Decimal("829.13"), Decimal("0.1")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("(1 - abs(a - 1000) / 1000) * 8", "6.63304"),
        ("0.1 + 0.2", "0.3"),
        ("12345678901234567890.125 + 0", "12345678901234567890.125"),
        ("b * 3", "0.3"),
        ("3 if a > 1 else 0", "3"),
        ("min(1, floor(3.99) * 0.2)", "0.6"),
        ("max(a, b) - -b", "829.23"),
        ("0 if not a >= 829.13 and b < 1 or b == 2 else 2.5", "2.5"),
    ],
)
def test_a_formula_is_exact(formula: str, expected: str) -> None:
    assert Expression(formula, ["a", "b"]).value({"a": A, "b": B}) == Decimal(expected)


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("1 +", "写法有误"),
        ("a + c", "没有名为“c”的数，可用的有：a"),
        ("__import__(1)", "不能用“__import__(1)”"),
        ("a.real", "不能用的写法"),
        ("a ** 9", "不能用的写法"),
        ("'a' * 9", "不能写 'a'"),
        ("True", "不能写 True"),
        ("[a for a in (1, 2)]", "不能用的写法"),
        ("(lambda: a)()", "不能用"),
        ("abs(a, a)", "abs 的括号里要写一个数"),
        ("min(a)", "min 的括号里要写两个以上的数"),
        ("0x10 + a", "请写成十进制数"),
        ("min(*a)", "不能用"),
        ("floor", "没有名为“floor”的数"),
        ("(" * 500 + "a" + ")" * 500, "写法有误"),
    ],
)
def test_what_is_no_arithmetic_is_named(formula: str, sentence: str) -> None:
    with pytest.raises(WrongExpression) as caught:
        Expression(formula, ["a"])
    assert sentence in str(caught.value)


def test_a_missing_number_is_asked_for_only_where_it_is_needed() -> None:
    formula = Expression("3 if a == 0 else b / a * 3", ["a", "b"])
    assert formula.value({"a": Decimal(0), "b": None}) == 3
    with pytest.raises(MissingValue) as caught:
        formula.value({"a": Decimal(1), "b": None})
    assert caught.value.name == "b"


@pytest.mark.parametrize("divisor", [Decimal(0), Decimal("0.0")])
def test_a_division_by_zero_is_an_arithmetic_error(divisor: Decimal) -> None:
    for formula in ("1 / a", "a / a"):
        with pytest.raises(ArithmeticError):
            Expression(formula, ["a"]).value({"a": divisor})


def test_a_formula_is_written_with_its_numbers() -> None:
    formula = Expression("4 - late / all * 4", ["late", "all"])
    assert formula.written({"late": "1", "all": "8"}) == "4 － 1 ÷ 8 × 4"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**15, places=6))
def test_every_numeral_is_the_decimal_that_is_written(number: Decimal) -> None:
    assert Expression(f"{number:f}", ()).value({}) == number
