"""``snippets.toml`` → the texts to insert (常用语), mistakes with file, key and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.definition_reader import DefinitionProblem, Table
from perfdesk.model.snippet.snippet import Snippet, names_in
from perfdesk.model.snippet.snippet_fact import FACTS, available_facts
from perfdesk.model.stock.stock_loader import opened

FILE_NAME = "snippets.toml"


class SnippetBook(NamedTuple):
    """All snippets, the user's own first; ``problems`` are the mistakes of files that were left out."""

    snippets: tuple[Snippet, ...]
    problems: tuple[DefinitionProblem, ...] = ()

    def for_field(self, definition: FormDefinition, key: str) -> tuple[Snippet, ...]:
        """Those for a field of a form, but for those that name what the form does not have."""
        names = available_facts(definition)
        return tuple(
            snippet
            for snippet in self.snippets
            if key in snippet.fields and names.issuperset(names_in(snippet.template))
        )


def load_snippets(folders: Iterable[Path]) -> SnippetBook:
    """Read the file of each folder that has one; the first folder is the program's own.

    A file with mistakes is left out as a whole, and all its mistakes are told.
    """
    snippets: list[Snippet] = []
    problems: list[DefinitionProblem] = []
    for position, folder in enumerate(folders):
        file = folder / FILE_NAME
        if not file.is_file():
            continue
        mistakes: list[DefinitionProblem] = []
        table = opened(file, mistakes)
        read = [] if table is None else table.whole_table(_snippets)
        problems += mistakes
        if not mistakes:
            snippets = [*(snippet._replace(own=position > 0) for snippet in read), *snippets]
    return SnippetBook(tuple(snippets), tuple(problems))


def _snippets(table: Table) -> list[Snippet]:
    return [entry.whole_table(_snippet) for entry in table.tables("snippet", required=True)]


def _snippet(table: Table) -> Snippet:
    snippet = Snippet(table.text("title"), table.texts("fields"), table.text("text"))
    if not snippet.fields:
        table.problem("fields", '请写明用在哪一格，如 ["conclusion"]')
    try:
        names = names_in(snippet.template)
    except ValueError as error:
        table.problem("text", f"“{error}”写法有误；名称写在一对大括号里，要印出大括号的写两遍")
        return snippet
    for name in names:
        if name not in FACTS:
            table.problem("text", f"没有“{{{name}}}”这一项，可用的有：{'、'.join(FACTS)}")
    return snippet
