"""What the command palette lists, and in which order for what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from perfdesk.model.value.folding import folded_name, folded_words
from perfdesk.ui.command.command import MENUS, Command, plain
from perfdesk.ui.command.pinyin import initials_at


class PaletteEntry(NamedTuple):
    """A command as the palette shows it; ``name`` is as the menu has it now (撤销“输入”)."""

    command: Command
    name: str
    menu: str
    enabled: bool
    uses: int


def places() -> dict[Command, str]:
    """The commands in the order of the menu bar, each with the name of its menu."""
    return {
        entry: plain(title) for title, entries in MENUS for entry in entries if isinstance(entry, Command)
    }


def entries(
    names: Mapping[Command, str], enabled: Iterable[Command], uses: Mapping[str, int]
) -> list[PaletteEntry]:
    """An entry for each command that has a name, in the order of the menus."""
    can = frozenset(enabled)
    return [
        PaletteEntry(command, names[command], menu, command in can, uses.get(command.name, 0))
        for command, menu in places().items()
        if command in names and command is not Command.PALETTE
    ]


def found(listed: Iterable[PaletteEntry], typed: str) -> list[PaletteEntry]:
    """The entries that hold every typed word, best first.

    A word is sought in name, menu and shortcut, and as first letters of pinyin. What can be done now stands
    before what cannot, then what fits better, then what is used more.
    """
    words = folded_words(typed)
    ranked = [(rank, entry) for entry in listed if (rank := _rank(entry, words)) is not None]
    ranked.sort(key=lambda item: (not item[1].enabled, item[0], -item[1].uses))
    return [entry for _, entry in ranked]


def _rank(entry: PaletteEntry, words: Iterable[str]) -> int | None:
    worst = 0
    for word in words:
        rank = _word_rank(entry, word)
        if rank is None:
            return None
        worst = max(worst, rank)
    return worst


def _word_rank(entry: PaletteEntry, word: str) -> int | None:
    name = folded_name(entry.name)
    if (at := name.find(word)) >= 0:
        return 0 if at == 0 else 1
    if (at := initials_at(name, word)) >= 0:
        return 2 if at == 0 else 3
    if word in folded_name(entry.menu) or word in folded_name(entry.command.keys):
        return 4
    return None
