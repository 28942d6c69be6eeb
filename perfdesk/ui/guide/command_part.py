"""Commands and keys as the guide tells of them, from the table that the menus are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication

from perfdesk.ui.command import MENUS, Command, plain, translated
from perfdesk.ui.command_tip import sentence
from perfdesk.ui.dialogs.keys import keys_of_sheet
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
    head = (_tr("命令"), _tr("快捷键"), _tr("做什么"))
    for title, entries in MENUS:
        rows = []
        for entry in entries:
            if isinstance(entry, Command):
                name = text(entry.label)
                if entry.name in pages:
                    name = f"<a href='{pages[entry.name]}'>{name}</a>"
                rows.append((anchor(entry.name) + name, text(entry.keys), text(sentence(entry))))
        yield f"<h2>{_tr('“{menu}”菜单').format(menu=plain(translated(title)))}</h2>"
        yield table(head, rows, (30, 20, 50))


def sheet_keys() -> str:
    """The keys for moving about and typing on the sheet."""
    rows = [(text(what), text(keys)) for what, keys in keys_of_sheet()]
    return table((_tr("做什么"), _tr("按键")), rows, (50, 50))


def _tr(written: str) -> str:
    return QCoreApplication.translate("Guide", written)
