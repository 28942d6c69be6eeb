"""Takes back the operations of a session and makes them again, at once or a few records at a time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

from perfdesk.model.library.batch_size import BatchSize
from perfdesk.model.library.transaction_runner import TransactionRunner
from perfdesk.model.library.undo_step import UndoStep, UndoSteps, reach
from perfdesk.model.store.change import Change, Changes, changes_of, inverted
from perfdesk.model.store.operation import Operation, OperationRun, Replay


class Part(NamedTuple):
    """A part of a step that was taken back or made again; ``done`` of its ``most`` changes are done now."""

    changes: Changes[None]
    done: int
    most: int


class UndoHistory:
    """What can be undone (撤销) and redone (重做) in this session."""

    def __init__(self, runner: TransactionRunner) -> None:
        self._runner = runner
        self._steps = UndoSteps()

    def add(self, operation: Operation, changes: tuple[Change, ...], merge_key: Hashable | None) -> None:
        """Add what an operation has just done; see :meth:`Library.transact`."""
        if changes:
            self._steps.add(UndoStep(operation, changes, merge_key))

    @property
    def undo_name(self) -> str | None:
        """The Chinese text of the operation that :meth:`undo` takes back; ``None`` where there is none."""
        step = self._steps.undo_step
        return None if step is None else step.operation.text

    @property
    def redo_name(self) -> str | None:
        """The Chinese text of the operation that :meth:`redo` makes again; ``None`` where there is none."""
        step = self._steps.redo_step
        return None if step is None else step.operation.text

    def undo(self, records: int | None = None) -> Changes[None] | None:
        """Take back the last operation, or what its end did to so many records.

        ``None`` where there is none. Raises ``ReadOnlyLibrary``.
        """
        step = self._steps.undo_step
        if step is None:
            return None
        count = len(step.changes) if records is None else reach(reversed(step.changes), records)
        changes = self._replay(OperationRun(step.operation, Replay.UNDO), inverted(step.changes[-count:]))
        self._steps.undone(count)
        return changes

    def redo(self, records: int | None = None) -> Changes[None] | None:
        """Make the operation again that was last taken back, or what its beginning did to so many records.

        ``None`` where there is none. Raises ``ReadOnlyLibrary``.
        """
        step = self._steps.redo_step
        if step is None:
            return None
        count = len(step.changes) if records is None else reach(step.changes, records)
        changes = self._replay(OperationRun(step.operation, Replay.REDO), step.changes[:count])
        self._steps.redone(count)
        return changes

    def undoing(self, for_good: bool = False) -> Iterator[Part]:
        """Take back the last step a few records at a time, each time in a transaction of its own.

        Where it is not gone through to its end, the rest is the next to be taken back. What is taken back
        ``for_good`` cannot be made again: an operation that did not come to its end is not half of one.
        """

        def back(records: int) -> Changes[None] | None:
            changes = self.undo(records)
            if for_good:
                self._steps.forget_undone()
            return changes

        return _in_parts(lambda: self._steps.undo_step, back)

    def redoing(self) -> Iterator[Part]:
        """Make the last step taken back again, in the same way; what is not gone through stays undone."""
        return _in_parts(lambda: self._steps.redo_step, self.redo)

    def _replay(self, run: OperationRun, replayed: tuple[Change, ...]) -> Changes[None]:
        outcome, _ = self._runner.run(run, lambda transaction: transaction.replay(replayed))
        return changes_of(run.operation, outcome.changes, outcome.summaries, None, outcome.dependents)


def _in_parts(
    next_step: Callable[[], UndoStep | None], go: Callable[[int], Changes[None] | None]
) -> Iterator[Part]:
    first = step = next_step()
    batch_size = BatchSize()
    while first is not None and step is not None and step.step_id == first.step_id:
        with batch_size.part():
            changes = go(batch_size.records)
        assert changes is not None, "there is a step"
        step = next_step()
        rest = len(step.changes) if step is not None and step.step_id == first.step_id else 0
        yield Part(changes, len(first.changes) - rest, len(first.changes))
