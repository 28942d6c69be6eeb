"""Which keys are surely misspelt."""

from __future__ import annotations

import pytest

from perfdesk.model.form.known_keys import INDICATOR_COLUMNS, KNOWN_FIELDS
from perfdesk.model.form.misspelling import misspellings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("wieght", "weight"),
        ("weght", "weight"),
        ("weiight", "weight"),
        ("targat", "target"),
        ("uint", "unit"),
        ("leval3", "level3"),
        ("manualscore", "manual_score"),
    ],
)
def test_one_letter_within_the_word_is_a_misspelling(written: str, meant: str) -> None:
    keys = [written if key == meant else key for key in INDICATOR_COLUMNS]
    assert list(misspellings(keys, INDICATOR_COLUMNS)) == [(keys.index(written), written, meant)]


@pytest.mark.parametrize(
    "written",
    ["units", "level", "level4", "season", "height", "score", "target_last", "review_score", "w", ""],
)
def test_a_forms_own_key_is_none(written: str) -> None:
    assert list(misspellings([written], INDICATOR_COLUMNS)) == []


def test_where_the_known_one_is_there_the_other_is_a_forms_own() -> None:
    assert list(misspellings(["weight", "wieght"], INDICATOR_COLUMNS)) == []


def test_fields_are_told_apart_from_columns() -> None:
    assert list(misspellings(["wieght", "project_nmae"], KNOWN_FIELDS)) == [
        (1, "project_nmae", "project_name")
    ]
