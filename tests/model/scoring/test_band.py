"""The band of a qualitative indicator limits the points a person gives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.form.definition import QualitativeBand
from perfdesk.model.scoring.indicator import indicator_score
from perfdesk.model.scoring.score import Outcome, Score
from tests.model.scoring.sample import BANDS, WORDING, indicator, indicator_rule


def scored(actual: str, manual: str, weight: str = "20") -> Score:
    return indicator_score(
        indicator_rule(), WORDING, indicator("定性", "优", "", actual, weight, manual), 2024
    )


@pytest.mark.parametrize(
    ("actual", "manual", "value", "step"),
    [
        ("全部或基本达成", "20", "20", "“全部或基本达成”为 16～20 分，在本档之内"),
        ("部分达成", "20", "16", "“部分达成”为 12～16 分，按 16 分计"),
        ("部分达成", "13.5", "13.5", "“部分达成”为 12～16 分，在本档之内"),
        (" 未达成 ", "15", "12", "“未达成”为 0～12 分，按 12 分计"),
        ("全部或基本", "10", "10", "“全部或基本达成”为 16～20 分，得分低于本档，请核对"),
    ],
)
def test_the_named_band_limits_the_manual_score(actual: str, manual: str, value: str, step: str) -> None:
    score = scored(actual, manual)
    assert (score.manual, score.value) == (Decimal(manual), Decimal(value))
    assert step in score.explanation.steps


@pytest.mark.parametrize("actual", ["完成", "效果显著", "部", "部分达成预期指标并具有一定效果"])
def test_words_that_name_no_band_limit_nothing(actual: str) -> None:
    assert scored(actual, "19").value == 19


@pytest.mark.parametrize(("actual", "value"), [("好", "19"), ("中", "16"), ("差", "10"), ("良", "19")])
def test_a_short_label_limits_where_it_is_the_whole_value(actual: str, value: str) -> None:
    shares = (("好", "0.8", "1"), ("中", "0.5", "0.8"), ("差", "0", "0.5"))
    bands = tuple(QualitativeBand(label, Decimal(least), Decimal(most)) for label, least, most in shares)
    row = indicator("定性", "良好", "", actual, "20", "19")
    rule = replace(indicator_rule(), bands=bands)
    assert indicator_score(rule, WORDING, row, 2024).value == Decimal(value)


def test_a_band_alone_gives_no_points() -> None:
    assert scored("部分达成", "").outcome is Outcome.WAITING


def test_a_number_to_compute_with_is_not_limited_by_bands() -> None:
    row = indicator("≥", "5", "人", "4", "20", manual="20")
    assert indicator_score(indicator_rule(), WORDING, row, 2024).value == 20


@given(st.sampled_from([band.label for band in BANDS]), st.decimals(-5, 50, places=1), st.integers(1, 40))
def test_a_banded_score_is_never_above_its_band_nor_below_zero(
    label: str, manual: Decimal, weight: int
) -> None:
    value = scored(label, str(manual), str(weight)).value
    band = next(band for band in BANDS if band.label == label)
    assert value is not None
    assert 0 <= value <= band.most * weight
