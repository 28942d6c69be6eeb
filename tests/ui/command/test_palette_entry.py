"""What is typed into the palette finds commands, the fitting and much used ones first."""

from __future__ import annotations

import pytest

from perfdesk.ui.command.command import Command
from perfdesk.ui.command.palette_entry import PaletteEntry, entries, found
from perfdesk.ui.command.pinyin import initials_at, letters

NAMES = {command: command.label for command in Command}


def names(typed: str, enabled: set[Command] | None = None, uses: dict[str, int] | None = None) -> list[str]:
    listed = entries(NAMES, set(Command) if enabled is None else enabled, uses or {})
    return [entry.name for entry in found(listed, typed)]


def test_without_a_word_the_most_used_stand_first() -> None:
    listed = names("", uses={"PRINT": 2, "UNDO": 5})
    assert listed[:2] == ["撤销", "打印"]
    assert len(listed) == len(Command) - 1  # all but the palette itself
    assert listed[2] == "新建项目"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("快捷", "快捷键"),
        ("kjj", "快捷键"),
        ("cz", "重做"),
        ("SCH", "删除行"),
        ("excel", "导出 Excel"),
        ("ＰＤＦ", "导出 PDF"),
        ("ctrl+f2", "打印预览"),
        ("行 上方", "在上方插入行"),
    ],
)
def test_names_initials_and_keys_find_a_command(typed: str, first: str) -> None:
    assert names(typed)[0] == first


def test_a_name_that_begins_so_stands_before_one_that_holds_it() -> None:
    listed = names("复制")
    assert set(listed[:3]) == {"复制", "复制项目", "复制行"}
    assert names("项目", uses={"DELETE": 9}).index("项目列表") == 0


def test_what_cannot_be_done_now_stands_last() -> None:
    can = set(Command) - {Command.UNDO}
    assert names("", can, {"UNDO": 99})[-1] == "撤销"
    assert found([PaletteEntry(Command.UNDO, "撤销“输入”", "编辑", False, 0)], "输入")[0].enabled is False


def test_nothing_fits_a_strange_word() -> None:
    assert names("没有这样的命令") == []


def test_letters_follow_the_order_of_the_standard() -> None:
    assert [letters(sign)[0] for sign in "阿播产大额复高行计考撂满年偶批确日审填无新预座"] == list(
        "abcdefghjklmnopqrstwxyz".replace("h", "x")
    )
    assert letters("镕") == ""
    assert letters("\U0002c2ef") == ""
    assert initials_at("打印预览", "yl") == 2
    assert initials_at("打印", "dyl") == -1
