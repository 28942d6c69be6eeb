"""The records that a command is about: chosen by number, named, and told apart from unknown ones."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from perfdesk.errors import FormProblem, InputProblem
from perfdesk.model.library.library import Library

T = TypeVar("T")


def chosen(library: Library, wanted: Sequence[int] | None) -> list[int]:
    """The wanted records in the library's order, all where none are named."""
    ids = [summary.id for summary in library.tree.all_records()]
    if wanted is None:
        return ids
    missing = [str(number) for number in wanted if number not in ids]
    if missing:
        raise InputProblem(
            f"填报库“{library.path.name}”里没有编号为 {'、'.join(missing)} 的自评表。"
            f"用 perfdesk score {library.path.name} 可以查到编号。"
        )
    return [number for number in ids if number in wanted]


def called(library: Library, number: int) -> str:
    """A record as sentences name it."""
    return f"编号 {number} {library.tree.summary(number).name or '（未命名项目）'}"


def each_known(library: Library, ids: Sequence[int], make: Callable[[Library, int], T]) -> Iterator[T]:
    """What ``make`` makes of each record; of one whose form is unknown, only a complaint."""
    for number in ids:
        try:
            made = make(library, number)
        except FormProblem as problem:
            complain(f"编号 {number}：{problem.message}")
        else:
            yield made


def complain(sentence: str) -> None:
    """Say something beside the output."""
    print(sentence, file=sys.stderr)
