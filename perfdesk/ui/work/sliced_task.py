"""Long work that lets the window live: done a few milliseconds at a time, between what the user does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.errors import PerfdeskError

T = TypeVar("T")

_SLICE_S = 0.008


class SlicedTask(QObject, Generic[T]):
    """Goes through an iterator in slices; each step must itself be short.

    ``advanced`` carries the number of steps done so far, at the end of each slice. Exactly one of
    ``finished``, ``failed`` (with the sentence of a ``PerfdeskError``) and ``cancelled`` ends it. A bug in
    the iterator is raised into the event loop, after ``failed`` was sent with ``""``.
    """

    advanced = Signal(int)
    finished = Signal()
    failed = Signal(str)
    cancelled = Signal()

    def __init__(self, steps: Iterator[T], take: Callable[[T], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = steps
        self._take = take
        self._done = 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._slice)

    @property
    def running(self) -> bool:
        """Whether it has begun and not ended."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        self._timer.start()

    def cancel(self) -> None:
        """End it where it is; what its steps have done stays done."""
        if self.running:
            self._end()
            self.cancelled.emit()

    def _slice(self) -> None:
        until = perf_counter() + _SLICE_S
        try:
            while perf_counter() < until:
                self._take(next(self._steps))
                self._done += 1
        except StopIteration:
            self._end()
            self.advanced.emit(self._done)
            self.finished.emit()
            return
        except PerfdeskError as problem:
            self._end()
            self.failed.emit(problem.message)
            return
        except BaseException:
            self._end()
            self.failed.emit("")
            raise
        self.advanced.emit(self._done)

    def _end(self) -> None:
        self._timer.stop()
        close = getattr(self._steps, "close", None)
        if close is not None:
            close()
