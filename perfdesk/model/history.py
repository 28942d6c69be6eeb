"""What can be undone and redone."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from perfdesk.model.change import Change, folded

MAX_STEPS = 500
# A step of ten thousand imported projects holds more than all typing of a day: bound what is kept, too.
MAX_CHANGES = 200_000


class Step(NamedTuple):
    """One operation: its Chinese name and its changes, in the order they were made."""

    operation: str
    changes: tuple[Change, ...]
    merge_key: Hashable | None = None


class History:
    """The steps of one session, newest last; the oldest are forgotten where they become too many."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._size = 0
        self._open = False

    @property
    def undo_step(self) -> Step | None:
        """The step that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def redo_step(self) -> Step | None:
        """The step that redo would make again."""
        return self._undone[-1] if self._undone else None

    def add(self, step: Step) -> None:
        """Add what was just done; it joins the step before it where both have the same merge key."""
        self._undone.clear()
        last = self.undo_step
        if (
            last is not None
            and self._open
            and step.merge_key is not None
            and last.merge_key == step.merge_key
        ):
            self._drop(-1)
            step = step._replace(changes=folded(last.changes + step.changes))
        # Typed and typed back: nothing is left to undo.
        if step.changes:
            self._keep(step)
        self._open = bool(step.changes)

    def undone(self) -> None:
        """Say that :attr:`undo_step` was taken back."""
        step = self._drop(-1)
        self._undone.append(step)
        self._open = False

    def redone(self) -> None:
        """Say that :attr:`redo_step` was made again."""
        self._keep(self._undone.pop())
        self._open = False

    def _keep(self, step: Step) -> None:
        self._done.append(step)
        self._size += len(step.changes)
        while len(self._done) > MAX_STEPS or (self._size > MAX_CHANGES and len(self._done) > 1):
            self._drop(0)

    def _drop(self, index: int) -> Step:
        step = self._done.pop(index)
        self._size -= len(step.changes)
        return step
