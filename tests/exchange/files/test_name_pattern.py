"""Names of files by a pattern."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdesk.errors import InputProblem
from perfdesk.exchange.files.name_pattern import FOR_ALL, PLACES, Named, NamePattern, in_chinese, named_by_id
from perfdesk.model.library.library import Library
from tests.support.library import FORMS, small_library


def of(name: str, code: str = "51T01", unit: str = "某局", year: str = "2024") -> Named:
    return Named(code, name, year, unit, "自评表")


@pytest.mark.parametrize(
    ("pattern", "document", "name"),
    [
        ("{code}-{name}-{year}", of("医保补助"), "51T01-医保补助-2024"),
        ("{编码}-{项目名称}-{year}", of("医保补助"), "51T01-医保补助-2024"),
        ("{code}-{name}-{year}", of("医保补助", ""), "医保补助-2024"),
        ("{code}-{name}-{year}", of("", "51T01"), "51T01-2024"),
        ("{year}年{unit}（{name}）", of("医保补助"), "2024年某局（医保补助）"),
        ("{form}", of("x"), "自评表"),
        ("{name} -- {code}", of("甲 -- 乙", "1"), "甲 -- 乙 -- 1"),
    ],
)
def test_places_are_filled_and_blank_ones_leave_no_trace(pattern: str, document: Named, name: str) -> None:
    assert NamePattern(pattern).name(document) == name


@pytest.mark.parametrize("pattern", ["{nmae}", "{name", "name}", "{}", "{{name}}"])
def test_what_is_not_known_is_refused(pattern: str) -> None:
    with pytest.raises(InputProblem, match=r"花括号里可以写：.编码.、.项目名称.、.年度.、.单位.、.报表格式."):
        NamePattern(pattern)


def test_one_file_of_many_is_called_by_what_they_share() -> None:
    pattern = NamePattern(FOR_ALL)
    assert pattern.name_of_all([of("甲")]) == "某局-甲-2024"
    assert pattern.name_of_all([of("甲"), of("乙")]) == "某局-甲等2个项目-2024"
    assert pattern.name_of_all([of("甲"), of("乙", unit="某站")]) == "某局等2个单位-甲等2个项目-2024"
    assert NamePattern("{code}-{year}").name_of_all([of("甲", "1"), of("乙", "2")]) == "2024"


def test_records_are_named_by_what_the_tree_says(tmp_path: Path) -> None:
    with Library.open(small_library(tmp_path, 120), FORMS) as library:
        few, many = named_by_id(library, [2, 1]), named_by_id(library, range(1, 121))
    assert list(few) == [2, 1]
    assert [few[number] == many[number] for number in (1, 2)] == [True, True]
    assert few[1].year == "2024"
    assert few[1].unit == "某县第0服务中心"
    assert few[1].form == FORMS["sichuan-project-2024"].title


def test_a_pattern_is_shown_with_chinese_places_and_means_the_same() -> None:
    pattern = "".join(f"{{{key}}}" for key in PLACES)
    assert in_chinese(pattern) == "{编码}{项目名称}{年度}{单位}{报表格式}"
    assert in_chinese("{甲} 乙") == "{甲} 乙"
    assert NamePattern(in_chinese(pattern)).name(of("甲")) == NamePattern(pattern).name(of("甲"))
