"""Definitions under way: what is wrong with the forms at a place on disk, before the program takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfdesk.errors import InputProblem
from perfdesk.model.form.check_loader import LEXICON_NAME, load_lexicon
from perfdesk.model.form.definition_file import BrokenForm
from perfdesk.model.form.definition_reader import DefinitionProblem
from perfdesk.model.language.definition_loader import load_definition
from perfdesk.model.language.known_forms import FILE_NAME
from perfdesk.model.snippet.snippet_loader import FILE_NAME as SNIPPETS_NAME
from perfdesk.model.snippet.snippet_loader import load_snippets


class CheckedFile(NamedTuple):
    """A file of a form, or of words, with its mistakes as ``file：key：remedy``; none where it is sound."""

    file: Path
    mistakes: tuple[str, ...]


def check_forms(place: Path) -> Sequence[CheckedFile]:
    """Read what stands at ``place``: a ``form.toml``, its folder, or a folder of such folders.

    A folder of such folders may hold a ``lexicon.toml`` and a ``snippets.toml``, which are read too.
    Raises ``InputProblem`` where there is nothing, or no form.
    """
    # The name of the folder is the form's id, also where it is asked for from inside.
    place = place.resolve()
    if place.is_file():
        return [_checked(place)]
    if not place.is_dir():
        raise InputProblem(f"找不到“{place}”。请写 {FILE_NAME} 或放它的文件夹。")
    if (place / FILE_NAME).is_file():
        return [_checked(place / FILE_NAME)]
    checked = [_checked(file) for file in sorted(place.glob(f"*/{FILE_NAME}"))]
    if not checked:
        raise InputProblem(
            f"“{place}”里没有 {FILE_NAME}，下一层文件夹里也没有。请写 {FILE_NAME} 或放它的文件夹。"
        )
    if (place / LEXICON_NAME).is_file():
        checked.append(_words(place))
    if (place / SNIPPETS_NAME).is_file():
        mistakes = load_snippets([place]).problems
        checked.append(CheckedFile(place / SNIPPETS_NAME, tuple(map(str, mistakes))))
    return checked


def _checked(file: Path) -> CheckedFile:
    return CheckedFile(file, tuple(str(problem) for problem in _problems(file)))


def _problems(file: Path) -> Iterator[DefinitionProblem]:
    if file.name != FILE_NAME:
        message = f"程序只认 {FILE_NAME}，请改名"
        yield DefinitionProblem(f"{file.parent.name}/{file.name}", "文件", message)
    try:
        load_definition(file)
    except BrokenForm as broken:
        yield from broken.problems


def _words(folder: Path) -> CheckedFile:
    try:
        load_lexicon(folder)
    except BrokenForm as broken:
        return CheckedFile(folder / LEXICON_NAME, tuple(map(str, broken.problems)))
    return CheckedFile(folder / LEXICON_NAME, ())
