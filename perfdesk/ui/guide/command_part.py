"""Commands and keys as the guide tells of them, from the table that the menus are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perfdesk.ui.command.command import MENUS, Command, plain
from perfdesk.ui.command.command_tip import sentence
from perfdesk.ui.command.keys_dialog import keys_of_sheet
from perfdesk.ui.guide.markup import anchor, table, text

PAGE = "keys"
"""The page that lists all commands."""


def mention(command: Command) -> str:
    """A command within a sentence: “打印”（Ctrl+P）."""
    said = f"“<a href='{PAGE}#{command.name}'>{text(command.label)}</a>”"
    return f"{said}（<b>{text(command.keys)}</b>）" if command.keys else said


def menus(pages: Mapping[str, str]) -> str:
    """Every command by menu, with its key and what it does; a link goes to the page that tells of it."""
    return "".join(_menus(pages))


def _menus(pages: Mapping[str, str]) -> Iterator[str]:
    head = ("命令", "快捷键", "做什么")
    for title, entries in MENUS:
        rows = []
        for entry in entries:
            if isinstance(entry, Command):
                name = text(entry.label)
                if entry.name in pages:
                    name = f"<a href='{pages[entry.name]}'>{name}</a>"
                rows.append((anchor(entry.name) + name, text(entry.keys), text(sentence(entry))))
        yield f"<h2>{f'“{plain(title)}”菜单'}</h2>"
        yield table(head, rows, (30, 20, 50))


def sheet_keys() -> str:
    """The keys for moving about and typing on the sheet."""
    rows = [(text(what), text(keys)) for what, keys in keys_of_sheet()]
    return table(("做什么", "按键"), rows, (50, 50))
