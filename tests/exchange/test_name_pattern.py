"""Names of files by a pattern."""

from __future__ import annotations

import pytest

from perfdesk.errors import InputProblem
from perfdesk.exchange.name_pattern import FOR_ALL, NamePattern
from perfdesk.model.record import Record
from perfdesk.sheet.document import Document
from tests.support.library import FORMS

FORM = FORMS["sichuan-project-2024"]


def of(name: str, code: str = "51T01", unit: str = "某局", year: int = 2024) -> Document:
    fields = {"project_name": name, "project_code": code, "unit": unit}
    return Document(FORM, Record(FORM.id, year, fields), (), "")


@pytest.mark.parametrize(
    ("pattern", "document", "name"),
    [
        ("{code}-{name}-{year}", of("医保补助"), "51T01-医保补助-2024"),
        ("{code}-{name}-{year}", of("医保补助", ""), "医保补助-2024"),
        ("{code}-{name}-{year}", of(" ", "51T01"), "51T01-2024"),
        ("{year}年{unit}（{name}）", of("医保补助"), "2024年某局（医保补助）"),
        ("{form}", of("x"), FORM.title),
        ("{name} -- {code}", of("甲 -- 乙", "1"), "甲 -- 乙 -- 1"),
    ],
)
def test_places_are_filled_and_blank_ones_leave_no_trace(pattern: str, document: Document, name: str) -> None:
    assert NamePattern(pattern).name(document) == name


@pytest.mark.parametrize("pattern", ["{nmae}", "{name", "name}", "{}", "{{name}}"])
def test_what_is_not_known_is_refused(pattern: str) -> None:
    with pytest.raises(InputProblem, match=r"花括号里可以写：.code.、.name.、.year.、.unit.、.form."):
        NamePattern(pattern)


def test_one_file_of_many_is_called_by_what_they_share() -> None:
    pattern = NamePattern(FOR_ALL)
    assert pattern.name_of_all([of("甲")]) == "某局-甲-2024年度"
    assert pattern.name_of_all([of("甲"), of("乙")]) == "某局-甲等2个项目-2024年度"
    assert pattern.name_of_all([of("甲"), of("乙", unit="某站")]) == "某局等2个单位-甲等2个项目-2024年度"
    assert NamePattern("{code}-{year}").name_of_all([of("甲", "1"), of("乙", "2")]) == "2024"
