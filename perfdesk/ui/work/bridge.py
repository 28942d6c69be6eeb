"""The library as the screens see it: operations go in, signals come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.errors import DamagedLibrary, PerfdeskError
from perfdesk.model.library.library import Library
from perfdesk.model.library.undo_history import Part
from perfdesk.model.store.change import Changes, joined

T = TypeVar("T")

_CHECK_INTERVAL_MS = 100


class Bridge(QObject):
    """Owns the open library of a window and tells its screens what an operation changed.

    ``changed`` carries the :class:`Changes` of every operation, undo and redo that changed something;
    ``failed`` carries the Chinese sentence of an operation that could not be done;
    ``damaged`` carries the sentence where the file was found damaged after it was opened;
    ``closing`` comes before the library is closed, also to be replaced by another one; ``replaced`` says
    that another library stands behind the window.
    """

    changed = Signal(object)
    failed = Signal(str)
    damaged = Signal(str)
    closing = Signal()
    replaced = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._collected: list[str] | None = None
        self._waiting: list[Changes[Any]] | None = None
        self._check_timer = QTimer(self, interval=_CHECK_INTERVAL_MS)
        self._check_timer.timeout.connect(self._report_damage)
        self._check_timer.start()

    @property
    def library(self) -> Library:
        """The open library."""
        return self._library

    def replace(self, library: Library) -> None:
        """Put another open library behind the window and close the one before."""
        self.closing.emit()
        before, self._library = self._library, library
        self._check_timer.start()
        self.replaced.emit()
        before.close()

    def _report_damage(self) -> None:
        """Tell once the file has been read through and was found damaged; until then it can be viewed."""
        if self._library.checking:
            return
        self._check_timer.stop()
        try:
            self._library.expect_sound()
        except DamagedLibrary as problem:
            self.damaged.emit(problem.message)
        except PerfdeskError as problem:
            self.failed.emit(problem.message)

    def close(self) -> None:
        """Close the library; nothing is run afterwards."""
        self._check_timer.stop()
        self.closing.emit()
        self._library.close()

    def run(self, operation: Callable[[Library], Changes[T] | None]) -> Changes[T] | None:
        """Do one operation on the library, as ``lambda library: unit_edit.rename_unit(library, …)``.

        Returns what changed, or ``None`` where the operation failed with a sentence for the user
        (it has then been sent through ``failed`` and the library is as before). Bugs are raised.
        """
        return self._done(lambda: operation(self._library))

    @contextmanager
    def collected_messages(self) -> Iterator[list[str]]:
        """The sentences of what fails inside, which the caller then tells: they are not sent."""
        sentences: list[str] = []
        outer, self._collected = self._collected, sentences
        try:
            yield sentences
        finally:
            self._collected = outer

    def attempt(self, work: Callable[[Library], None]) -> bool:
        """Do work that changes no record; false where it failed with a sentence, sent through ``failed``."""
        try:
            work(self._library)
        except PerfdeskError as problem:
            self.failed.emit(problem.message)
            return False
        return True

    def undoing(self, for_good: bool = False) -> Iterator[Part]:
        """Take back the last operation, part by part; ends early where it fails (the user is told).

        What is taken back ``for_good`` is not to be done again.
        """
        return self._parts(self._library.undo_history.undoing(for_good))

    def redoing(self) -> Iterator[Part]:
        """Do the last undone operation again, part by part, in the same way."""
        return self._parts(self._library.undo_history.redoing())

    def _parts(self, parts: Iterator[Part]) -> Iterator[Part]:
        made: list[Part] = []

        def one() -> Changes[None] | None:
            made.extend(islice(parts, 1))
            return made[-1].changes if made else None

        while self._done(one) is not None:
            yield made.pop()

    @property
    def busy(self) -> bool:
        """Whether an operation is done in parts now, of which the screens have not been told yet."""
        return self._waiting is not None

    @contextmanager
    def together(self) -> Iterator[None]:
        """Tell of all that is done inside as of one operation, at the end: views follow once."""
        if self._waiting is not None:
            yield
            return
        waiting: list[Changes[Any]] = []
        self._waiting = waiting
        try:
            yield
        finally:
            self._waiting = None
            if waiting:
                self.changed.emit(joined(waiting))

    def _done(self, operation: Callable[[], Changes[T] | None]) -> Changes[T] | None:
        try:
            changes = operation()
        except PerfdeskError as problem:
            if self._collected is not None:
                self._collected.append(problem.message)
            else:
                self.failed.emit(problem.message)
            return None
        if changes is not None and self._waiting is not None:
            self._waiting.append(changes)
        elif changes is not None:
            self.changed.emit(changes)
        return changes
