from __future__ import annotations

import pytest

from perfdesk.exchange.listing.terminal_text import clipped, section, table


def test_columns_line_up_though_a_character_is_two_wide() -> None:
    rows = [("编号", "名称", "分"), ("1", "a", "9.5"), ("12", "甲乙丙", "10")]
    assert table(rows, right=(0, 2)).splitlines() == [
        "编号  名称     分",
        "   1  a       9.5",
        "  12  甲乙丙   10",
    ]
    assert table(rows).splitlines()[1] == "1     a       9.5"


def test_lines_stand_below_their_heading() -> None:
    assert section("某项目", ["一", "二"]) == "某项目\n  一\n  二"
    assert section("某项目", []) == "某项目"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("甲乙丙", "甲乙丙"), ("甲\n乙 丙", "甲 乙…"), ("甲乙丙丁", "甲乙…"), ("abcdefg", "abcde…")],
)
def test_a_wide_text_is_cut_off(text: str, shown: str) -> None:
    assert clipped(text, 6) == shown
