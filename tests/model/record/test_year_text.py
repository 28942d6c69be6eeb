"""The form's own year in a text moves on; other years and digits that are no year stay."""

from __future__ import annotations

import pytest

from perfdesk.model.record.year_text import moved_on
from tests.support.library import FORMS

WORDS = FORMS["sichuan-project-2024"].checks.lexicon

MOVED = [
    ("2024年医保工作经费", "2025年医保工作经费"),
    ("完成2024年度全部任务", "完成2025年度全部任务"),
    ("2024年12月31日前", "2025年12月31日前"),
    ("截至2024年12月31日，参保率达到95%", "截至2025年12月31日，参保率达到95%"),
    ("2024年底前", "2025年底前"),
    ("2024-12-31前", "2025-12-31前"),
    ("2024.12.31", "2025.12.31"),
    ("2024/6/30", "2025/6/30"),
    ("２０２４年１２月", "２０２５年１２月"),
    ("二〇二四年度目标", "二〇二五年度目标"),
    ("二○二四年，二零二四年", "二○二五年，二零二五年"),
    ("2024年2月29日前", "2025年2月28日前"),
    ("2024-02-29", "2025-02-28"),
    ("2024年1月至2024年12月", "2025年1月至2025年12月"),
    ("自2024年1月1日至2024年12月31日", "自2025年1月1日至2025年12月31日"),
    ("2024年10月—2025年9月", "2025年10月—2026年9月"),
    ("2023—2024年度", "2024—2025年度"),
    ("2024—2025学年营养餐", "2025—2026学年营养餐"),
    ("2024-2025年采暖季", "2025-2026年采暖季"),
    ("2024年，2023年，2024年", "2025年，2023年，2025年"),
]

KEPT = [
    "2023年底已完成80%，2025年建成",
    "上年结转，本年安排，今年与去年",
    "24年工龄",
    "川财〔2024〕12号",
    "服务2024人，补助2024.12万元",
    "编码51202400000202412，2024012月",
    "12024年",
    "2024—2026年三年行动",
    "2024年1月至2026年12月",
    "2022—2024年三年行动",
    "2025—2027年规划",
    "自2024年起",
    "从2024年1月起执行",
    "2024年3月15日印发的方案",
    "2024年度结转资金",
    "根据2024年标准",
    "较2024年增长5%",
    "《某县2024年工作方案》",
    "《二〇二四年方案》",
    "",
]


@pytest.mark.parametrize(("text", "wanted"), MOVED)
def test_the_own_year_moves_on(text: str, wanted: str) -> None:
    assert moved_on(text, 2024, 2025, WORDS) == wanted


@pytest.mark.parametrize("text", KEPT)
def test_everything_else_stays(text: str) -> None:
    assert moved_on(text, 2024, 2025, WORDS) == text


def test_it_moves_by_as_many_years_as_there_are_between() -> None:
    assert moved_on("2023—2024年度，2024年8月", 2024, 2028, WORDS) == "2027—2028年度，2028年8月"


def test_the_leap_day_stays_where_the_new_year_has_it() -> None:
    assert moved_on("2024年2月29日", 2024, 2028, WORDS) == "2028年2月29日"
