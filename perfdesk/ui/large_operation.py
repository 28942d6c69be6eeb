"""One operation on many projects, a few in each transaction: the window lives on between these."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from perfdesk.model.change import Changes
from perfdesk.model.library import Library
from perfdesk.ui.bridge import Bridge
from perfdesk.ui.dialogs.progress import carry_out

T = TypeVar("T")
R = TypeVar("R")

_PART = 16  # projects in one transaction: some tens of milliseconds


def run_in_parts(
    bridge: Bridge,
    items: Sequence[T],
    operation: Callable[[Library, Sequence[T], Hashable], Changes[R]],
    told: str,
    window: QWidget,
) -> list[R] | None:
    """Do an operation for all items as one step of undo, showing ``told`` and how far it is.

    ``operation`` is handed some of the items and the merge key. What its parts gave, in order; ``None`` where
    the user stopped it or a part failed (the user was told): what was done before is then taken back.
    """
    parts = [items[first : first + _PART] for first in range(0, len(items), _PART)]
    made: list[Changes[R]] = []
    key = object()

    def steps() -> Iterator[None]:
        for part in parts:
            changes = bridge.run(lambda library, part=part: operation(library, part, key))  # type: ignore[misc]
            if changes is None:
                return
            made.append(changes)
            yield

    if not carry_out(window, told, len(parts), steps(), lambda _: None) or len(made) < len(parts):
        _take_back(bridge, made)
        return None
    return [changes.result for changes in made]


def _take_back(bridge: Bridge, made: Sequence[Changes[Any]]) -> None:
    if any(made):
        bridge.undo()
