"""Work on a thread of its own, such as reading or copying a whole file; the window lives on."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from perfdesk.errors import PerfdeskError

T = TypeVar("T")

_POLL_MS = 40
_PATIENCE_MS = 400  # work that takes longer says that it goes on


class Aside(QObject, Generic[T]):
    """Does something that touches neither Qt nor the open library.

    Exactly one of ``finished`` (with what the work returned) and ``failed`` (with the sentence of a
    ``PerfdeskError``) ends it. A bug in the work is raised into the event loop, after ``failed`` was sent
    with ``""``. The program does not end before the work has.
    """

    finished = Signal(object)
    failed = Signal(str)

    def __init__(self, work: Callable[[], T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._result: list[T] = []
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name="aside")
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def running(self) -> bool:
        """Whether it has begun and not been told as ended."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        self._timer.start()

    def wait(self) -> None:
        """Wait until the work has ended, and tell it."""
        self._thread.join()
        if self.running:
            self._poll()

    def join(self) -> None:
        """Wait, on any thread, until the work has ended; it is told later."""
        self._thread.join()

    def _run(self) -> None:
        try:
            self._result.append(self._work())
        except BaseException as error:  # raised again where it can be told
            self._error = error

    def _poll(self) -> None:
        if self._thread.is_alive():
            return
        self._timer.stop()
        if self._error is None:
            self.finished.emit(self._result[0])
        elif isinstance(self._error, PerfdeskError):
            self.failed.emit(self._error.message)
        else:
            self.failed.emit("")
            raise self._error


def busy(parent: QWidget | None, told: str, work: Callable[[], T]) -> T:
    """Wait for work done aside while the window can do nothing else; raises what the work raises."""
    aside = Aside(work, parent)
    progress = QProgressDialog(told, "", 0, 0, parent)
    progress.setCancelButton(None)  # None takes the button away
    progress.setWindowModality(Qt.WindowModality.ApplicationModal)
    progress.setMinimumDuration(_PATIENCE_MS)
    loop = QEventLoop()
    result: list[T] = []
    sentences: list[str] = []
    aside.finished.connect(result.append)
    aside.failed.connect(sentences.append)
    aside.finished.connect(loop.quit)
    aside.failed.connect(loop.quit)
    aside.start()
    progress.setValue(0)
    loop.exec()
    progress.reset()
    progress.deleteLater()
    aside.deleteLater()
    if sentences:
        raise PerfdeskError(sentences[0])
    return result[0]
