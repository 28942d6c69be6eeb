"""Units of measure and how they convert."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdesk.model.value.measure import converted, is_listed, measure_of


@pytest.mark.parametrize(
    ("number", "given", "wanted", "result"),
    [
        ("480100", "人", "万人", "48.01"),
        ("48.01", "万人", "人", "480100"),
        ("4", "万元", "元", "40000"),
        ("40000", "元", "万元", "4"),
        ("1.5", "亿元", "万元", "15000"),
        ("4", "人", "人数", "4"),
        ("4", "名", "人", "4"),
        ("4", "万张", "张", "40000"),
        ("5", "‰", "%", "0.5"),
        ("100", "百分比", "%", "100"),
        ("2", "公里", "米", "2000"),
        ("2", "千米", "公里", "2"),
        ("1", "吨", "公斤", "1000"),
        ("1", "年", "个月", "12"),
        ("7", "日", "天", "7"),
        ("4000", "元/人·年", "元/人年", "4000"),
        ("0.4", "万元/人/年", "元/人年", "4000"),
        ("5", "个示范点", "个示范点", "5"),
        ("3", "万枚徽章", "枚徽章", "30000"),
    ],
)
def test_units_of_one_kind_convert(number: str, given: str, wanted: str, result: str) -> None:
    assert converted(Decimal(number), measure_of(given), measure_of(wanted)) == Decimal(result)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("%", "万元"),
        ("台", "人"),
        ("人次", "人"),
        ("工作日", "天"),
        ("元", "元/人"),
        ("%", "人"),
        ("百分点", "%"),
    ],
)
def test_units_of_different_kinds_do_not_compare(given: str, wanted: str) -> None:
    assert converted(Decimal(1), measure_of(given), measure_of(wanted)) is None


@pytest.mark.parametrize(
    ("number", "given", "wanted", "result"),
    [
        ("100", "", "%", "100"),
        ("48.01", "", "万人", "48.01"),
        ("4", "万", "万元", "4"),
        ("4", "万", "张", "40000"),
        ("4", "万", "公斤", "40000"),
        ("5", "台", "", "5"),
        ("48000", "人", "万", "4.8"),
    ],
)
def test_a_bare_number_takes_the_other_ones_unit(number: str, given: str, wanted: str, result: str) -> None:
    assert converted(Decimal(number), measure_of(given), measure_of(wanted)) == Decimal(result)


@pytest.mark.parametrize(("given", "wanted"), [("%", ""), ("万", "%"), ("万张", ""), ("万", "")])
def test_a_percent_or_a_wan_is_not_compared_with_a_bare_number(given: str, wanted: str) -> None:
    assert converted(Decimal(1), measure_of(given), measure_of(wanted)) is None


@pytest.mark.parametrize(
    "unit", ["人", "台", "万人", "万", "%", "个月", "元/人年", "人数", "KM", "㎡", "百分点"]
)
def test_units_that_people_use_are_listed(unit: str) -> None:
    assert is_listed(unit)


@pytest.mark.parametrize(
    "unit", ["", "/", "个示范点", "天完成", "月底", "以上", "%以上", "余件", "元/人（农村）"]
)
def test_words_are_no_units(unit: str) -> None:
    assert not is_listed(unit)
