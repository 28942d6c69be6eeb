"""How far long work is, with a button that stops it; the window lives on behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QThread, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from perfdesk.errors import PerfdeskError
from perfdesk.ui import theme
from perfdesk.ui.chore import Chore

T = TypeVar("T")

_MANY = 8  # steps; fewer are done before a dialog could be read
_WIDTH = 380
_LOOK_MS = 50


class Stopped(Exception):
    """The user stopped the work."""


class Progress(QDialog):
    """Does work in turns, and is closed by the caller; ``stop`` is what its button does.

    Few steps are done without a dialog; what the user types meanwhile waits.
    """

    def __init__(self, text: str, most: int, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("绩效填报台"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._told = QLabel(text, self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, most)
        self._buttons = QDialogButtonBox(self)
        button = self._buttons.addButton(self.tr("停止"), QDialogButtonBox.ButtonRole.RejectRole)
        button.setAutoDefault(False)
        self._buttons.rejected.connect(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE * 2)
        for part in (self._told, self._bar, self._buttons):
            layout.addWidget(part)
        self.setMinimumWidth(_WIDTH)
        self.stopped = False
        self._flags = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
        if most > _MANY:
            self._flags = QEventLoop.ProcessEventsFlag.AllEvents
            self.show()

    def stop(self) -> None:
        """Stop at the next step."""
        self.stopped = True
        self._told.setText(self.tr("正在停止…"))
        self._buttons.setEnabled(False)

    def reject(self) -> None:
        """Esc stops the work, too."""
        self.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """So does closing; the dialog goes once the work has stopped."""
        self.stop()
        event.ignore()

    def end(self) -> None:
        """Go away for good."""
        self.hide()
        self.deleteLater()

    def in_slices(self, steps: Iterator[T], take: Callable[[T], None]) -> None:
        """Go through steps on this thread, a few milliseconds at a time, and ``take`` what they give.

        Raises ``PerfdeskError`` where a step did, and :class:`Stopped`.
        """
        problems: list[str] = []
        loop = QEventLoop()
        chore: Chore[T] = Chore(self._watched(steps), take, self)
        chore.advanced.connect(self._bar.setValue)
        chore.finished.connect(loop.quit)
        chore.failed.connect(problems.append)
        chore.failed.connect(loop.quit)
        chore.start()
        loop.exec(self._flags)
        chore.deleteLater()
        if self.stopped or problems == [""]:
            raise Stopped
        if problems:
            raise PerfdeskError(problems[0])

    def in_thread(self, work: Callable[[Callable[[int], None]], T]) -> T:
        """Do work on another thread; what it gave, or raises what it raised.

        ``work`` is handed a function to call with how far it is; that raises :class:`Stopped` once the user
        wants it.
        """
        reached = [self._bar.value()]

        def tell(done: int) -> None:
            if self.stopped:
                raise Stopped
            reached[0] = done

        worker = _Worker(lambda: work(tell), self)
        timer = QTimer(self, interval=_LOOK_MS)
        timer.timeout.connect(lambda: self._bar.setValue(reached[0]))
        loop = QEventLoop()
        worker.finished.connect(loop.quit)
        timer.start()
        worker.start()
        loop.exec(self._flags)
        worker.wait()
        timer.stop()
        if worker.error is not None:
            raise worker.error
        result: T = worker.result
        return result

    def _watched(self, steps: Iterator[T]) -> Iterator[T]:
        for step in steps:
            if self.stopped:
                return
            yield step


def carry_out(parent: QWidget, told: str, count: int, steps: Iterator[T], take: Callable[[T], None]) -> bool:
    """Go through ``count`` steps while nothing else can be done in the window; whether it came to the end.

    Ended by the user, what its steps have done stays done. A step says itself what is wrong, and ends the
    work by being the last.
    """
    progress = Progress(told, count, parent)
    try:
        progress.in_slices(steps, take)
    except Stopped:
        return False
    finally:
        progress.end()
    return True


class _Worker(QThread):
    def __init__(self, function: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._function = function
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._function()
        except BaseException as error:  # handed to the thread that waits
            self.error = error
