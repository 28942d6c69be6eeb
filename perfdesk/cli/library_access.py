"""The library that a command works on: opened with the forms, its records chosen and named by their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from perfdesk.cli.terminal import print_error
from perfdesk.errors import FormProblem, InputProblem
from perfdesk.paths import forms_folders

if TYPE_CHECKING:
    from perfdesk.model.language.known_forms import KnownForms
    from perfdesk.model.library.library import Library

T = TypeVar("T")


def installed_forms() -> KnownForms:
    """The program's forms and the user's own; raises ``FormProblem`` for mistakes in the program's."""
    from perfdesk.model.language.known_forms import load_forms

    return load_forms(forms_folders())


def open_library(path: Path, *, read_only: bool = False) -> Library:
    """Open a library with the installed forms; raises ``LibraryProblem`` and ``FormProblem``."""
    from perfdesk.model.library.library import Library

    return Library.open(path, installed_forms(), read_only)


def chosen_ids(library: Library, wanted: Sequence[int] | None) -> list[int]:
    """The ids of the wanted records in the library's order, all where ``wanted`` is ``None``.

    Raises ``InputProblem`` that names those that are not there.
    """
    ids = [summary.id for summary in library.tree.all_records()]
    if wanted is None:
        return ids
    missing = [str(record_id) for record_id in wanted if record_id not in ids]
    if missing:
        raise InputProblem(
            f"填报库“{library.path.name}”里没有编号为 {'、'.join(missing)} 的自评表。"
            f"用 perfdesk score {library.path.name} 可以查到编号。"
        )
    return [record_id for record_id in ids if record_id in wanted]


def record_name(library: Library, record_id: int) -> str:
    """A record as sentences name it."""
    return f"编号 {record_id} {library.tree.summary(record_id).name or '（未命名项目）'}"


def id_range(ids: Sequence[int]) -> str:
    """The ids of records that were added together, of which there is at least one: 3～7, or 3."""
    return f"{ids[0]}～{ids[-1]}" if len(ids) > 1 else str(ids[0])


def with_form(library: Library, ids: Sequence[int], make: Callable[[Library, int], T]) -> Iterator[T]:
    """What ``make`` makes of each record; of one whose form is unknown, only a sentence on standard error."""
    for record_id in ids:
        try:
            made = make(library, record_id)
        except FormProblem as problem:
            print_error(f"编号 {record_id}：{problem.message}")
        else:
            yield made
