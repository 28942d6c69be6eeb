"""Holds the steps that can be undone and redone, within bounds."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from itertools import count

from perfdesk.model.store.change import Change, folded, record_of
from perfdesk.model.store.operation import Operation

MAX_STEPS = 500
# A step of ten thousand imported projects holds more than all typing of a day: bound their number, too.
MAX_CHANGES = 200_000

# What is typed into a cell comes to one change. The parts of a large operation are about different rows, and
# folding all of them again at each part would take ever longer.
_MOST_FOLDED = 1_000


@dataclass(frozen=True, slots=True)
class UndoStep:
    """One operation and its changes, in the order they were made.

    ``step_id`` tells it from others, also once a part of it has been taken back.
    """

    operation: Operation
    changes: tuple[Change, ...]
    merge_key: Hashable | None = None
    step_id: int = 0


class UndoSteps:
    """The steps of one session, newest last; the oldest are forgotten where they become too many.

    A step can be taken back, and made again, part by part from its end: then its beginning is still done, and
    the rest is undone.
    """

    def __init__(self) -> None:
        self._done: list[UndoStep] = []
        self._undone: list[UndoStep] = []
        self._size = 0
        self._open = False
        self._ids = count(1)

    @property
    def undo_step(self) -> UndoStep | None:
        """The step that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def redo_step(self) -> UndoStep | None:
        """The step that redo would make again."""
        return self._undone[-1] if self._undone else None

    def add(self, step: UndoStep) -> None:
        """Add what was just done; it joins the step before it where both have the same merge key."""
        self._undone.clear()
        step = replace(step, step_id=next(self._ids))
        last = self.undo_step
        if (
            last is not None
            and self._open
            and step.merge_key is not None
            and last.merge_key == step.merge_key
        ):
            self._drop(-1)
            both = last.changes + step.changes
            step = replace(step, changes=both if len(last.changes) > _MOST_FOLDED else folded(both))
        # Typed and typed back: nothing is left to undo.
        if step.changes:
            self._push(step)
        self._open = bool(step.changes)

    def undone(self, changes: int) -> None:
        """Say that the last ``changes`` of :attr:`undo_step` were taken back."""
        step = self._drop(-1)
        remaining = len(step.changes) - changes
        if remaining:
            self._push(replace(step, changes=step.changes[:remaining]))
        after = self.redo_step
        back = step.changes[remaining:]
        if after is not None and after.step_id == step.step_id:
            back += self._undone.pop().changes
        self._undone.append(replace(step, changes=back))
        self._open = False

    def forget_undone(self) -> None:
        """Forget all that was taken back: none of it can be made again."""
        self._undone.clear()

    def redone(self, changes: int) -> None:
        """Say that the first ``changes`` of :attr:`redo_step` were made again."""
        step = self._undone.pop()
        if changes < len(step.changes):
            self._undone.append(replace(step, changes=step.changes[changes:]))
        before = self.undo_step
        again = step.changes[:changes]
        if before is not None and before.step_id == step.step_id:
            again = self._drop(-1).changes + again
        self._push(replace(step, changes=again))
        self._open = False

    def _push(self, step: UndoStep) -> None:
        self._done.append(step)
        self._size += len(step.changes)
        while len(self._done) > MAX_STEPS or (self._size > MAX_CHANGES and len(self._done) > 1):
            self._drop(0)

    def _drop(self, index: int) -> UndoStep:
        step = self._done.pop(index)
        self._size -= len(step.changes)
        return step


def reach(changes: Iterable[Change], records: int) -> int:
    """How many changes from the first are about the first ``records`` records; a unit counts as one, too."""
    reached, met, last = 0, 0, None
    for change in changes:
        holder = record_of(change.image)
        if holder is None or holder != last:
            met += 1
            if met > records:
                break
        reached, last = reached + 1, holder
    return reached
