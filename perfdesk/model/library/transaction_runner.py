"""Runs a function as one transaction of the library, and brings all that follows from it up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from perfdesk.model.form.definition import Forms
from perfdesk.model.kept.attachment import Attachments
from perfdesk.model.kept.bin import Bin
from perfdesk.model.library import transaction
from perfdesk.model.library.department_projects import DepartmentProjects
from perfdesk.model.library.record_cache import RecordCache
from perfdesk.model.store.operation import OperationRun, Replay
from perfdesk.model.store.store import Store

if TYPE_CHECKING:
    from perfdesk.model.kept.edit_history import EditHistory
    from perfdesk.model.library.transaction import Transaction, TransactionResult

T = TypeVar("T")


class TransactionRunner:
    """Serves the door for change and undo alike.

    What is stored beside records is written in the same transaction; what is held in memory follows once
    that is committed. ``edit_history`` gives the history to write to: it is not loaded before.
    """

    def __init__(
        self,
        store: Store,
        forms: Forms,
        cache: RecordCache,
        department: DepartmentProjects,
        edit_history: Callable[[], EditHistory],
        recycle_bin: Bin,
        attachments: Attachments,
    ) -> None:
        self._store = store
        self._forms = forms
        self._cache = cache
        self._department = department
        self._edit_history = edit_history
        self._bin = recycle_bin
        self._attachments = attachments

    def run(self, what: OperationRun, function: Callable[[Transaction], T]) -> tuple[TransactionResult, T]:
        """What the transaction came to, and what the function gave.

        If an exception leaves the function, nothing has happened. Raises ``ReadOnlyLibrary``, and
        ``LibraryProblem`` where the file fails.
        """
        with self._store.transaction(what):
            current = transaction.Transaction(self._store, self._forms, self._cache.get, self._department)
            result = function(current)
            outcome = current.finish()
            self._edit_history().write(what, outcome.changes)
            self._bin.follow(outcome.changes, undoing=what.replay is Replay.UNDO)
        self._attachments.follow(outcome.changes)
        self._department.update(outcome.records)
        for record_id, scored in outcome.records.items():
            self._cache.put(record_id, scored)
        return outcome, result
