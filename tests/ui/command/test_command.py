"""Every command has its place, and no key means two things."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from perfdesk.ui.command.command import MENUS, Command, Reach, plain
from perfdesk.ui.command.command_bars import (
    PREVIEW_BAR,
    SHEET_MENU,
    TOOLBAR,
    TOOLBAR_NAMED,
    TREE_MENU,
    ZOOM_BAR,
)
from perfdesk.ui.command.command_tip import tip

# Keys that the sheet itself answers to.
SHEET_KEYS = {"Tab", "Shift+Tab", "Return", "Shift+Return", "F2", "Esc", "Alt+Return"}


def keys(reach: Reach) -> list[str]:
    return [command.value.shortcut for command in Command if command.value.reach is reach and command.keys]


def test_every_command_stands_in_exactly_one_menu() -> None:
    listed = Counter(entry for _, entries in MENUS for entry in entries if isinstance(entry, Command))
    assert listed == Counter(Command)


def test_no_shortcut_is_used_twice_where_both_work() -> None:
    for reach in (Reach.TREE, Reach.SHEET):
        heard = Counter(QKeySequence(shortcut).toString() for shortcut in keys(Reach.WINDOW) + keys(reach))
        assert [shortcut for shortcut, count in heard.items() if count > 1] == []


def test_no_shortcut_takes_a_key_of_the_sheet() -> None:
    assert SHEET_KEYS.isdisjoint(keys(Reach.WINDOW) + keys(Reach.SHEET))


def test_every_shortcut_is_a_key_sequence() -> None:
    for command in Command:
        if command.value.shortcut:
            assert QKeySequence(command.value.shortcut).toString() == command.value.shortcut


def test_no_text_or_mnemonic_is_used_twice_in_a_menu() -> None:
    for _, entries in MENUS:
        commands = [entry for entry in entries if isinstance(entry, Command)]
        mnemonics = Counter(command.text.partition("(&")[2][:1] for command in commands)
        assert mnemonics.pop("", 0) == 0
        assert set(mnemonics.values()) == {1}
    assert len({command.text for command in Command}) == len(Command)


def test_what_stands_on_a_toolbar_has_a_picture() -> None:
    for bar in (TOOLBAR, ZOOM_BAR, PREVIEW_BAR):
        for entry in bar:
            assert not isinstance(entry, Command) or entry.value.icon
    assert set(TOOLBAR_NAMED) <= set(TOOLBAR)


def test_a_button_says_what_it_does_and_its_key() -> None:
    for bar in (TOOLBAR, ZOOM_BAR, PREVIEW_BAR):
        for entry in bar:
            if isinstance(entry, Command):
                first, second = tip(entry.label, entry).split("\n")
                assert entry.keys in first
                assert len(second) > 3
                assert len(second) < 30


def test_context_menus_hold_commands_that_work_where_they_open() -> None:
    assert all(entry.value.reach is not Reach.SHEET for entry in TREE_MENU if isinstance(entry, Command))
    assert all(entry.value.reach is not Reach.TREE for entry in SHEET_MENU if isinstance(entry, Command))


def test_a_label_has_neither_mnemonic_nor_dots() -> None:
    assert plain("打印预览(&V)…") == "打印预览"
    assert plain("新建…") == "新建"
