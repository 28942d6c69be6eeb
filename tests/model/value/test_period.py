"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from perfdesk.model.value.period import Bound, Period, parse_period

YEAR_END = date(2025, 12, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "2025年12月31日",
        "2025年12月31",
        "2025年12月31号",
        "２０２５年１２月３１日",
        "2025 年 12 月 31 日",
        "25年12月31日",
        "2025-12-31",
        "2025.12.31",
        "2025/12/31",
        "2025-12-31 00:00:00",
        "12月31日",
        "截至2025年12月31日",
        "已于2025年12月31日完成",
        "2025年12月31日。",
    ],
)
def test_a_day_is_read_in_every_spelling(typed: str) -> None:
    assert parse_period(typed, 2025) == Period(YEAR_END, YEAR_END)


@pytest.mark.parametrize(
    "typed",
    [
        "2025年12月31日前",
        "2025年12月31日 前",
        "2025年12月31日之前",
        "2025年12月31日以前",
        "2025年12月31前",
        "2025年12月31日前使用",
        "2025年12月31日前全部拨付到位",
        "2025年12月底前",
        "2025年12月底前完成",
        "2025年底前",
        "年底前完成",
        "第四季度末前",
    ],
)
def test_before_a_day_includes_the_day(typed: str) -> None:
    assert parse_period(typed, 2025) == Period(YEAR_END, YEAR_END, Bound.BEFORE)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2025年12月", date(2025, 12, 1), YEAR_END),
        ("2025-12", date(2025, 12, 1), YEAR_END),
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("8月完成", date(2025, 8, 1), date(2025, 8, 31)),
        ("8月份", date(2025, 8, 1), date(2025, 8, 31)),
        ("12月底", date(2025, 12, 21), YEAR_END),
        ("2025年末", date(2025, 12, 21), YEAR_END),
        ("12月上旬", date(2025, 12, 1), date(2025, 12, 10)),
        ("12月中旬", date(2025, 12, 11), date(2025, 12, 20)),
        ("2月下旬", date(2025, 2, 21), date(2025, 2, 28)),
        ("上半年完成", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025年下半年", date(2025, 7, 1), YEAR_END),
        ("第三季度", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025年一季度", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025年度", date(2025, 1, 1), YEAR_END),
        ("年内完成", date(2025, 1, 1), YEAR_END),
    ],
)
def test_a_month_a_quarter_or_a_half_is_all_its_days(typed: str, first: date, last: date) -> None:
    assert parse_period(typed, 2025) == Period(first, last)


def test_the_year_of_the_form_serves_where_none_is_written() -> None:
    assert parse_period("12月31日", 2024) == Period(date(2024, 12, 31), date(2024, 12, 31))
    assert parse_period("2025年12月31日", 2024) == Period(YEAR_END, YEAR_END)


def test_after_a_day_has_no_end() -> None:
    period = parse_period("2025年12月31日后", 2025)
    assert period == Period(YEAR_END, YEAR_END, Bound.AFTER)
    assert (period.earliest, period.latest) == (YEAR_END, date.max)


def test_before_a_day_has_no_beginning() -> None:
    period = parse_period("2025年12月31日前", 2025)
    assert period is not None
    assert (period.earliest, period.latest) == (date.min, YEAR_END)


@pytest.mark.parametrize(
    "typed",
    [
        "2025年11月31日前",
        "2025年13月",
        "2025年2月30日",
        "2025年12月31日前未完成",
        "预计2025年12月底",
        "2025年6月至12月",
        "6个月",
        "10年",
        "95",
        "20251231",
        "底",
        "前",
        "完成",
        "按政务事项清单规定",
        "长效",
        "",
        "100%",
    ],
)
def test_other_texts_and_days_no_calendar_has_are_no_dates(typed: str) -> None:
    assert parse_period(typed, 2025) is None
