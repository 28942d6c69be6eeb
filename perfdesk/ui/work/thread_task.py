"""Work on a thread of its own, such as reading or copying a whole file; the window lives on."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.errors import PerfdeskError

T = TypeVar("T")

_POLL_MS = 10


class ThreadTask(QObject, Generic[T]):
    """Does something that touches neither Qt nor the open library.

    Exactly one of ``finished`` (with what the work returned) and ``failed`` (with the message of a
    ``PerfdeskError``) ends it. A bug in the work is raised into the event loop, after ``failed`` was sent
    with ``""``. ``ended`` comes before either; a task that is ``awaited`` sends nothing else, and whoever
    waits calls :meth:`result`. The program does not end before the work has, unless it is ``abandonable``.
    """

    ended = Signal()
    finished = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        work: Callable[[], T],
        parent: QObject | None = None,
        *,
        awaited: bool = False,
        abandonable: bool = False,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._awaited = awaited
        self._result: list[T] = []
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name="thread task", daemon=abandonable)
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def running(self) -> bool:
        """Whether it has begun and its end has not been signalled."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        self._timer.start()

    def wait(self) -> None:
        """Wait until the work has ended, and signal that."""
        self._thread.join()
        if self.running:
            self._poll()

    def join(self) -> None:
        """Wait, on any thread, until the work has ended; that is signalled later."""
        self._thread.join()

    def result(self) -> T:
        """What the work returned, once it has ended; raises whatever the work raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._result[0]

    def _run(self) -> None:
        try:
            self._result.append(self._work())
        except BaseException as error:  # raised again on the thread that hears of the end
            self._error = error

    def _poll(self) -> None:
        if self._thread.is_alive():
            return
        self._timer.stop()
        self.ended.emit()
        if self._awaited:
            return
        if self._error is None:
            self.finished.emit(self._result[0])
        elif isinstance(self._error, PerfdeskError):
            self.failed.emit(self._error.message)
        else:
            self.failed.emit("")
            raise self._error
