"""How far long work is, with a button that stops it; the window lives on behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from perfdesk.errors import PerfdeskError
from perfdesk.ui.widget import theme
from perfdesk.ui.work.sliced_task import SlicedTask
from perfdesk.ui.work.thread_task import ThreadTask

T = TypeVar("T")

_PATIENCE_MS = 300  # what is done sooner needs no dialog
_WIDTH = 380
_LOOK_MS = 50


class Stopped(Exception):
    """The user stopped the work."""


class Progress(QDialog):
    """Does work in turns, and is closed by the caller; ``stop`` is what its button does.

    It is seen only where the work takes a while. Until then, what the user types waits. What is not
    ``stoppable`` has no button, and goes on through Esc.
    """

    def __init__(self, text: str, most: int, window: QWidget | None, stoppable: bool = True) -> None:
        super().__init__(window)
        self.setWindowTitle("绩效填报台")
        modality = Qt.WindowModality
        self.setWindowModality(modality.ApplicationModal if window is None else modality.WindowModal)
        self._message = QLabel(text, self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, most)
        self._buttons = QDialogButtonBox(self)
        button = self._buttons.addButton("停止", QDialogButtonBox.ButtonRole.RejectRole)
        button.setAutoDefault(False)
        self._buttons.setVisible(stoppable)
        self._stoppable = stoppable
        self._buttons.rejected.connect(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE * 2)
        for part in (self._message, self._bar, self._buttons):
            layout.addWidget(part)
        self.setMinimumWidth(_WIDTH)
        self.stopped = False
        self._loop = QEventLoop(self)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        self._patience.start()

    def stop(self) -> None:
        """Stop at the next step, where the work can be stopped."""
        if not self._stoppable:
            return
        self.stopped = True
        self._message.setText("正在停止…")
        self._buttons.setEnabled(False)

    def reject(self) -> None:
        """Esc stops the work, too."""
        self.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """So does closing; the dialog goes once the work has stopped."""
        self.stop()
        event.ignore()

    def _appear(self) -> None:
        self.show()
        self._loop.quit()  # to go on with what the user does

    def _wait(self, done: Callable[[], bool]) -> None:
        while not done():
            flags = QEventLoop.ProcessEventsFlag
            self._loop.exec(flags.AllEvents if self.isVisible() else flags.ExcludeUserInputEvents)

    def end(self) -> None:
        """Go away for good, and give the focus back to where it was."""
        self._patience.stop()
        active = self.isActiveWindow()
        self.hide()
        window = self.parentWidget()
        if active and window is not None:
            # Else no widget has the focus until a window manager gives it back, if one does. It comes with
            # the next turn of the loop, before the next key.
            window.activateWindow()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self.deleteLater()

    def in_slices(
        self, steps: Iterator[T], take: Callable[[T], None], reached: Callable[[], int] | None = None
    ) -> None:
        """Go through steps on this thread, a few milliseconds at a time, and ``take`` what they give.

        ``reached`` says how far they have come where they are not all alike. Raises ``PerfdeskError`` where
        a step did, and :class:`Stopped`.
        """
        problems: list[str] = []
        task: SlicedTask[T] = SlicedTask(self._watched(steps), take, self)
        task.advanced.connect(lambda done: self._bar.setValue(reached() if reached else done))
        task.failed.connect(problems.append)
        for end in (task.finished, task.failed):
            end.connect(self._loop.quit)
        task.start()
        self._wait(lambda: not task.running)
        task.deleteLater()
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

        def report(done: int) -> None:
            if self.stopped:
                raise Stopped
            reached[0] = done

        task: ThreadTask[T] = ThreadTask(lambda: work(report), self, awaited=True)
        task.ended.connect(self._loop.quit)
        timer = QTimer(self, interval=_LOOK_MS)
        timer.timeout.connect(lambda: self._bar.setValue(reached[0]))
        timer.start()
        task.start()
        self._wait(lambda: not task.running)
        timer.stop()
        task.deleteLater()
        return task.result()

    def _watched(self, steps: Iterator[T]) -> Iterator[T]:
        for step in steps:
            if self.stopped:
                return
            yield step


def carry_out(
    parent: QWidget,
    message: str,
    count: int,
    steps: Iterator[T],
    take: Callable[[T], None],
    reached: Callable[[], int] | None = None,
    stoppable: bool = True,
) -> bool:
    """Go through ``count`` steps while nothing else can be done in the window; whether it came to the end.

    Ended by the user, what its steps have done stays done. A step says itself what is wrong, and ends the
    work by being the last. Where steps are not all alike, ``reached`` says how many of ``count`` are done.
    What is not ``stoppable`` the user can only wait for.
    """
    progress = Progress(message, count, parent, stoppable)
    try:
        progress.in_slices(steps, take, reached)
    except Stopped:
        return False
    finally:
        progress.end()
    return True


def busy(parent: QWidget | None, text: str, work: Callable[[], T]) -> T:
    """Wait for work on another thread, which nothing can stop; what it gave, or raises what it raised.

    The work touches neither Qt nor the open library.
    """
    progress = Progress(text, 0, parent, stoppable=False)
    try:
        return progress.in_thread(lambda report: work())
    finally:
        progress.end()
