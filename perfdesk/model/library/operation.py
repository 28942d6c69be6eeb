"""The operations of a library: run as transactions, taken back and made again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from perfdesk.model.library.batch_size import Pace
from perfdesk.model.library.undo_history import History, Step, reach
from perfdesk.model.store.change import Changes, inverted, told

if TYPE_CHECKING:
    from perfdesk.model.library.transaction import Outcome, Transaction

T = TypeVar("T")


class Run(Protocol):
    """Runs a function as one transaction: what it came to, and what the function gave."""

    def __call__(
        self, operation: str, function: Callable[[Transaction], T], undoing: bool = False
    ) -> tuple[Outcome, T]:
        """``operation`` is its Chinese name."""


class Part(NamedTuple):
    """A part of a step that was taken back or made again; ``done`` of its ``most`` changes are done now."""

    changes: Changes[None]
    done: int
    most: int


class Operations:
    """Runs operations, and knows what can be undone and redone."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._history = History()

    def transact(
        self, operation: str, function: Callable[[Transaction], T], merge_key: Hashable | None
    ) -> Changes[T]:
        """See :meth:`Library.transact`."""
        outcome, result = self._run(operation, function)
        if outcome.changes:
            self._history.add(Step(operation, outcome.changes, merge_key))
        return told(operation, outcome.changes, outcome.summaries, result, outcome.dependents)

    @property
    def undo_name(self) -> str | None:
        """The name of :attr:`undo_step`."""
        return None if self.undo_step is None else self.undo_step.operation

    @property
    def redo_name(self) -> str | None:
        """The name of :attr:`redo_step`."""
        return None if self.redo_step is None else self.redo_step.operation

    @property
    def undo_step(self) -> Step | None:
        """The step that undo would take back."""
        return self._history.undo_step

    @property
    def redo_step(self) -> Step | None:
        """The step that redo would make again."""
        return self._history.redo_step

    def undo(self, records: int | None = None) -> Changes[None]:
        """Take back :attr:`undo_step`, which there is, or what its end did to so many records."""
        step = self._history.undo_step
        assert step is not None
        number = len(step.changes) if records is None else reach(reversed(step.changes), records)
        back = inverted(step.changes[-number:])
        outcome, _ = self._run(f"撤销“{step.operation}”", lambda running: running.replay(back), undoing=True)
        self._history.undone(number)
        return told(step.operation, outcome.changes, outcome.summaries, None, outcome.dependents)

    def redo(self, records: int | None = None) -> Changes[None]:
        """Make :attr:`redo_step` again, which there is, or what its beginning did to so many records."""
        step = self._history.redo_step
        assert step is not None
        number = len(step.changes) if records is None else reach(step.changes, records)
        again = step.changes[:number]
        outcome, _ = self._run(f"重做“{step.operation}”", lambda running: running.replay(again))
        self._history.redone(number)
        return told(step.operation, outcome.changes, outcome.summaries, None, outcome.dependents)

    def undoing(self, for_good: bool = False) -> Iterator[Part]:
        """Take back the last step a few records at a time, each time in a transaction of its own.

        Where it is not gone through to its end, the rest is the next to be taken back. What is taken back
        ``for_good`` cannot be made again: an operation that did not come to its end is not half of one.
        """

        def back(records: int) -> Changes[None]:
            changes = self.undo(records)
            if for_good:
                self._history.forget_undone()
            return changes

        return _in_parts(lambda: self.undo_step, back)

    def redoing(self) -> Iterator[Part]:
        """Make the last step taken back again, in the same way."""
        return _in_parts(lambda: self.redo_step, self.redo)


def _in_parts(left: Callable[[], Step | None], go: Callable[[int], Changes[None]]) -> Iterator[Part]:
    first = step = left()
    pace = Pace()
    while first is not None and step is not None and step.number == first.number:
        with pace.part():
            changes = go(pace.records)
        step = left()
        rest = len(step.changes) if step is not None and step.number == first.number else 0
        yield Part(changes, len(first.changes) - rest, len(first.changes))
