"""One operation on many projects, a few in each transaction: the window lives on between these."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from PySide6.QtWidgets import QWidget

from perfdesk.model.library.batch_size import BatchSize
from perfdesk.model.library.library import Library
from perfdesk.model.library.undo_history import Part
from perfdesk.model.store.change import Changes, joined
from perfdesk.ui.work import progress_dialog
from perfdesk.ui.work.bridge import Bridge

T = TypeVar("T")
R = TypeVar("R")


def run_in_parts(
    bridge: Bridge,
    items: Sequence[T],
    operation: Callable[[Library, Sequence[T], Hashable], Changes[R]],
    message: str,
    window: QWidget,
) -> list[R] | None:
    """Do an operation for all items as one step of undo, showing ``message`` and how far it is.

    ``operation`` is handed some of the items and the merge key. What its parts gave, in order; ``None`` where
    the user stopped it or a part failed (the user was told): what was done before is then taken back. The
    screens are told once, of all together.
    """
    made: list[Changes[R]] = []
    key, pace, done = object(), BatchSize(), 0

    def steps() -> Iterator[None]:
        nonlocal done
        while done < len(items):
            some = items[done : done + pace.records]
            with pace.part():
                changes = bridge.run(lambda library: operation(library, some, key))  # noqa: B023  # at once
            if changes is None:
                return
            made.append(changes)
            done += len(some)
            yield

    with bridge.together():
        progress_dialog.carry_out(window, message, len(items), steps(), lambda _: None, lambda: done)
        if done < len(items):
            if any(made):
                # Not to be stopped in turn: a second Esc would leave half of what was given up.
                _go_through(bridge.undoing(for_good=True), "正在恢复…", window, stoppable=False)
            return None
    return [changes.result for changes in made]


class PartsDone(NamedTuple):
    """What an undo or redo changed; ``whole`` unless the user stopped it or a part failed."""

    changes: Changes[None]
    whole: bool


def take_back(bridge: Bridge, window: QWidget) -> PartsDone | None:
    """Undo the last operation, however large; ``None`` where nothing was undone.

    Where it is not undone as a whole, the rest is the next to be undone.
    """
    with bridge.together():
        return _go_through(bridge.undoing(), "正在撤销…", window)


def do_again(bridge: Bridge, window: QWidget) -> PartsDone | None:
    """Redo the operation undone last, in the same way."""
    with bridge.together():
        return _go_through(bridge.redoing(), "正在重做…", window)


def _go_through(
    parts: Iterator[Part], message: str, window: QWidget, stoppable: bool = True
) -> PartsDone | None:
    first = next(parts, None)
    if first is None:
        return None
    made = [first]
    if first.done < first.most:
        progress_dialog.carry_out(
            window, message, first.most, parts, made.append, lambda: made[-1].done, stoppable
        )
    return PartsDone(joined([part.changes for part in made]), made[-1].done == first.most)
