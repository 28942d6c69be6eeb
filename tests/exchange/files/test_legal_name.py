from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.errors import InputProblem
from perfdesk.exchange.files.legal_name import FileNames, SheetNames


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("医保基金监督举报奖励经费", "医保基金监督举报奖励经费"),
        ("2024/2025年[一期]?", "2024／2025年［一期］？"),
        ("'十四五'规划", "十四五'规划"),
        ("换\n行\t和\x07控制", "换 行 和 控制"),
        ("  ", "未命名"),
        ("History", "History表"),
        ("长" * 40, "长" * 31),
        ("𬱖" * 20, "𬱖" * 15),  # two units each
    ],
)
def test_a_sheet_name_is_as_near_to_the_title_as_excel_takes(title: str, name: str) -> None:
    assert SheetNames().take(title) == name


def test_a_sheet_name_is_handed_out_once() -> None:
    names = SheetNames()
    titles = ["PPP项目", "ppp项目", "ＰＰＰ项目", "PPP项目 (2)"]
    assert [names.take(title) for title in titles] == [
        "PPP项目",
        "ppp项目 (2)",
        "ＰＰＰ项目 (3)",
        "PPP项目 (2) (2)",
    ]
    names = SheetNames()
    assert [names.take("长" * 40) for _ in range(2)] == ["长" * 31, "长" * 27 + " (2)"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("51090422T000000389802-老干部补助-2024", "51090422T000000389802-老干部补助-2024"),
        ('a<b>c:d"e/f\\g|h?i*j', "a＜b＞c：d＂e／f＼g｜h？i＊j"),
        (" ..隐藏. ", "隐藏"),
        ("con", "con_"),
        ("COM1.表", "COM1_.表"),
        ("NUL .x", "NUL_ .x"),
        ("conout$", "conout$_"),
        ("CONOUT$1", "CONOUT$1"),
        ("控制项目", "控制项目"),
        ("console", "console"),
        ("长" * 100, "长" * 80),
    ],
)
def test_a_file_name_is_legal_everywhere(text: str, name: str) -> None:
    assert FileNames().take(text) == name


@given(st.lists(st.text(max_size=40), max_size=8))
def test_all_names_are_legal_and_different(texts: list[str]) -> None:
    sheets, files = SheetNames(), FileNames()
    sheet_names = [sheets.take(text) for text in texts]
    file_names = [files.take(text) for text in texts]
    for name in sheet_names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\\r\n")
        assert not name.startswith("'")
        assert not name.endswith("'")
    for name in file_names:
        assert 1 <= len(name.encode()) <= 240
        assert not set(name) & set('<>:"/\\|?*\r\n')
        assert name == name.strip(" .")
    for names in (sheet_names, file_names):
        assert len({name.casefold() for name in names}) == len(names)


def test_names_beside_others_get_a_number() -> None:
    assert FileNames(beside=["甲", "乙 (2)"]).take("甲") == "甲 (2)"


def test_a_deep_folder_takes_short_names_and_a_deeper_one_none(tmp_path: Path) -> None:
    folder = tmp_path / ("深" * (230 - len(str(tmp_path))))
    name = FileNames(folder).take("某县医疗保障局城乡居民基本医疗保险财政补助资金项目" * 3)
    assert len(str(folder / f"{name}.xlsx")) <= 259
    assert name.startswith("某县医疗")
    with pytest.raises(InputProblem, match="路径太长"):
        FileNames(folder / "再深一些的文件夹")


def test_names_without_end_take_no_time() -> None:
    started = time.process_time()
    assert FileNames().take("汉" * 300_000) == "汉" * 80
    assert SheetNames().take("汉" * 300_000) == "汉" * 31
    assert FileNames().take("a" * 200 + " ." * 100_000 + "b") == "a" * 200
    assert time.process_time() - started < 2


def test_many_of_one_name_take_no_time() -> None:
    started = time.process_time()
    names = FileNames()
    made = [names.take("自评表") for _ in range(5_000)]
    assert (made[0], made[-1], len(set(made))) == ("自评表", "自评表 (5000)", 5_000)
    assert time.process_time() - started < 5


def test_characters_that_do_not_show_are_left_out() -> None:
    assert FileNames().take("甲\u202e乙\u200b丙\x01丁\ufeff") == "甲乙丙 丁"
