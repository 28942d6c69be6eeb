"""Writes to a library what is not the user's typing and what undo does not take back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from perfdesk.model.store.database import Database
from perfdesk.model.store.operation import Operation, OperationRun


class OutsideUndo:
    """The second door for change, beside ``Library.transact``.

    For what left the program, settings, what is deleted for good, the bytes of attachments, and scores
    computed again. Every method may raise ``LibraryProblem`` where the file fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def read_only(self) -> bool:
        """Whether the library is open for reading only."""
        return bool(self._database.read_only_reason)

    @property
    def ready(self) -> bool:
        """Whether a write begins at once: the library is open for writing and has been read through."""
        check = self._database.check
        return not self.read_only and (check is None or check.done)

    def expect_writable(self, operation: Operation) -> None:
        """Raise ``ReadOnlyLibrary`` where the library is open for reading only."""
        self._database.expect_writable(OperationRun(operation))

    @contextmanager
    def write(self, operation: Operation) -> Iterator[None]:
        """One transaction, of which undo and the edit history know nothing; raises ``ReadOnlyLibrary``."""
        self.expect_writable(operation)
        with self._database.transaction():
            yield

    @contextmanager
    def compute(self) -> Iterator[None]:
        """One transaction for what follows from the records.

        A library that is open for reading only is a copy in memory, which takes it in, too.
        """
        with self._database.transaction():
            yield
