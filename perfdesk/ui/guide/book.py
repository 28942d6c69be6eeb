"""The guide as a book: its chapters, its pages as HTML, its index of words; knows no window."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import NamedTuple

from perfdesk.errors import FormProblem
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.value.folding import folded_name, folded_words
from perfdesk.ui.command.command import Command
from perfdesk.ui.guide import check_part, command_part, form_page, rule_part

CONTENTS = "contents.toml"
FORMS = "forms"
"""The page that lists the forms; a page of its own for each follows it."""

_COMMAND = re.compile(r"\{([A-Z_]+)\}")
_PART = re.compile(r"\{\{([a-z-]+)(?: ([a-z-]+))?\}\}")
_ID = re.compile(r"<(h[1-4]|p|li)( id=\"([^\"]+)\")>")
_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")


class GuidePage(NamedTuple):
    """A page of the guide as its contents list it."""

    key: str
    title: str


class Chapter(NamedTuple):
    """Pages under one heading."""

    title: str
    pages: tuple[GuidePage, ...]


class GuidePlace(NamedTuple):
    """A page, and the name of a place in it or ``""``."""

    page: str
    anchor: str = ""

    @classmethod
    def parse(cls, address: str) -> GuidePlace:
        """``sheet#typing`` → the place ``typing`` of the page ``sheet``."""
        page, _, anchor = address.partition("#")
        return cls(page, anchor)


class Book:
    """All pages, each made when first asked for.

    ``folder`` holds ``contents.toml`` and the pages ``<key>.html``. In these ``{PRINT}`` stands for a command
    with its key, and ``{{checks}}`` for a part that is made from the program's own data.
    """

    def __init__(self, folder: Path, forms: Mapping[str, FormDefinition]) -> None:
        self._folder = folder
        self._forms = forms
        with (folder / CONTENTS).open("rb") as stream:
            self._contents = tomllib.load(stream)["chapter"]
        self._made: dict[str, str] = {}
        self._parts: dict[str, Callable[[str], str]] = {
            "checks": lambda topic: check_part.topic(self.checks, topic),
            "check-list": lambda _: check_part.listing(self.checks),
            "commands": lambda _: command_part.menus(self.pages_of_commands),
            "sheet-keys": lambda _: command_part.sheet_keys(),
            "forms": lambda _: form_page.listing(self._readable),
            "rule": lambda rule: rule_part.forms_with(self._readable, rule),
        }

    @cached_property
    def checks(self) -> tuple[check_part.Check, ...]:
        """What 审核 can find."""
        return check_part.load(self._folder)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The contents; the pages of the forms follow that which lists them."""
        chapters = []
        for written in self._contents:
            pages: list[GuidePage] = []
            for page in written["page"]:
                pages.append(GuidePage(page["key"], page["title"]))
                if page["key"] == FORMS:
                    pages += [
                        GuidePage(form_page.key(form), form_page.title(form)) for form in self._readable
                    ]
            chapters.append(Chapter(written["title"], tuple(pages)))
        return tuple(chapters)

    @property
    def keys(self) -> tuple[str, ...]:
        """The pages in their order."""
        return tuple(page.key for chapter in self.chapters for page in chapter.pages)

    @cached_property
    def screens(self) -> Mapping[str, str]:
        """The address that tells of a screen, by the name of its widget's class."""
        return {
            screen: page["key"]
            for written in self._contents
            for page in written["page"]
            for screen in page.get("screens", ())
        }

    @cached_property
    def pages_of_commands(self) -> Mapping[str, str]:
        """The first page that tells of a command, by the command's name."""
        found: dict[str, str] = {}
        for written in self._contents:
            for page in written["page"]:
                for name in _COMMAND.findall(self._text(page["key"])):
                    found.setdefault(name, page["key"])
        return found

    def html(self, key: str) -> str:
        """The page of that key; raises ``KeyError`` where there is none."""
        if key not in self._made:
            form = next((form for form in self._readable if form_page.key(form) == key), None)
            if form is None and key not in self.keys:
                raise KeyError(key)
            html = self._filled(self._text(key)) if form is None else form_page.page(form)
            # Qt jumps to the names of links only.
            self._made[key] = _ID.sub(r'<\1><a name="\3"></a>', html)
        return self._made[key]

    def plain(self, key: str) -> str:
        """The words of a page, on one line."""
        return _SPACE.sub(" ", unescape(_TAG.sub(" ", self.html(key)))).strip()

    def search(self, typed: str) -> Iterator[str]:
        """The keys of the pages that hold every typed word, in their order."""
        words = folded_words(typed)
        titles = {page.key: page.title for chapter in self.chapters for page in chapter.pages}
        for key in self.keys if words else ():
            text = folded_name(f"{titles[key]} {self.plain(key)}")
            if all(word in text for word in words):
                yield key

    def _text(self, key: str) -> str:
        return (self._folder / f"{key}.html").read_text(encoding="utf-8")

    def _filled(self, text: str) -> str:
        text = _PART.sub(lambda match: self._parts[match[1]](match[2] or ""), text)
        return _COMMAND.sub(lambda match: command_part.mention(Command[match[1]]), text)

    @cached_property
    def _readable(self) -> tuple[FormDefinition, ...]:
        found = []
        for key in self._forms:
            try:
                found.append(self._forms[key])
            except FormProblem:  # is told of where a form is chosen
                continue
        return tuple(found)
