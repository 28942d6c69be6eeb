"""The forms that are known: every folder with a ``form.toml`` in the forms folders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from perfdesk.errors import FormProblem
from perfdesk.model.check_loader import load_lexicon
from perfdesk.model.check_rule import NO_WORDS
from perfdesk.model.definition import FormDefinition, Forms
from perfdesk.model.definition_loader import load_definition

FILE_NAME = "form.toml"


def load_forms(folders: Iterable[Path]) -> Forms:
    """All definitions in the folders, by id, in the order of their folders' names.

    A folder that is not there holds no forms. A later folder's form replaces an earlier one of
    the same id. All forms are checked by the words (``lexicon.toml``) of all folders. Raises
    ``FormProblem`` for a definition with mistakes.
    """
    forms: dict[str, FormDefinition] = {}
    lexicon, marks = NO_WORDS, ""
    for folder in folders:
        words, mark = load_lexicon(folder)
        lexicon, marks = lexicon.joined(words), marks + mark
        for file in sorted(folder.glob(f"*/{FILE_NAME}")):
            definition = load_definition(file)
            forms[definition.id] = definition
    return {
        key: replace(
            form,
            checks=replace(form.checks, lexicon=lexicon),
            fingerprint=f"{form.fingerprint}{marks}",
        )
        for key, form in forms.items()
    }


def form_of(forms: Forms, form_id: str) -> FormDefinition:
    """The definition of that id; raises ``FormProblem`` that names the known ones."""
    definition = forms.get(form_id)
    if definition is None:
        known = "、".join(forms) or "（没有）"
        raise FormProblem(f"没有编号为“{form_id}”的报表格式。已有的格式：{known}。")
    return definition
