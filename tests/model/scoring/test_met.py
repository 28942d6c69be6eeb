"""Whether an indicator is met is decided once, for scoring, checks and the department's form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdesk.model.scoring.met import falls_short, is_late, is_met, meets
from perfdesk.model.scoring.score import Explanation, Outcome, Score
from perfdesk.model.value.period import parse_period
from perfdesk.model.value.value import Comparison


@pytest.mark.parametrize(
    ("asked", "actual", "met", "short"),
    [
        ("≥", 10, True, False),
        ("≥", 9, False, True),
        ("＞", 10, False, True),
        ("＞", 11, True, False),
        ("≤", 10, True, False),
        ("≤", 11, False, True),
        ("＜", 10, False, True),
        ("＝", 10, True, False),
        ("＝", 9, False, True),
        ("＝", 11, False, False),
    ],
)
def test_an_actual_value_meets_its_target_or_falls_short(
    asked: str, actual: int, met: bool, short: bool
) -> None:
    numbers = Comparison(asked), Decimal(10), Decimal(actual)
    assert (meets(*numbers), falls_short(*numbers)) == (met, short)


def test_none_at_all_is_met_by_less() -> None:
    assert meets(Comparison.EQUAL, Decimal(0), Decimal(-1))
    assert not falls_short(Comparison.EQUAL, Decimal(0), Decimal(-1))


@pytest.mark.parametrize(
    ("due", "done", "late"),
    [
        ("2024年6月前", "2024年6月30日", False),
        ("2024年6月前", "2024年7月1日", True),
        ("2024年6月", "2024年6月至今", False),
        ("2024年6月后", "2025年1月", False),
    ],
)
def test_what_surely_comes_after_its_deadline_is_late(due: str, done: str, late: bool) -> None:
    wanted, did = parse_period(due, 2024), parse_period(done, 2024)
    assert wanted is not None
    assert (did is not None and is_late(wanted, did)) is late


def score(computed: int | None, value: int | None, weight: int | None = 10) -> Score:
    full, ruled, given = (None if number is None else Decimal(number) for number in (weight, computed, value))
    return Score(full, ruled, given, given, Outcome.MANUAL, Explanation(""))


def test_the_rules_decide_and_where_they_cannot_the_person() -> None:
    assert is_met(score(10, 5)) is True
    assert is_met(score(5, 10)) is False
    assert is_met(score(None, 10)) is True
    assert is_met(score(None, None)) is None
    assert is_met(score(None, 5, None)) is None


def test_the_points_lost_are_known_once_both_are() -> None:
    assert score(None, 4).lost == 6
    assert score(4, None).lost is None
    assert score(None, 4, None).lost is None
