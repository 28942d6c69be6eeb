"""Long work that the user waits for: its progress, and a way to end it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from perfdesk.ui.chore import Chore

T = TypeVar("T")

_SHOWN_AFTER_MS = 400


def carry_out(parent: QWidget, told: str, count: int, steps: Iterator[T], take: Callable[[T], None]) -> bool:
    """Go through ``count`` steps while nothing else can be done in the window; whether it came to the end.

    What is quick shows no progress. Ended by the user, what its steps have done stays done. A step says
    itself what is wrong, and ends the work by being the last.
    """
    cancel = QCoreApplication.translate("Progress", "停止")
    dialog = QProgressDialog(told, cancel, 0, count, parent)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(_SHOWN_AFTER_MS)
    dialog.setAutoReset(False)
    loop = QEventLoop()
    chore = Chore(steps, take, dialog)
    chore.advanced.connect(dialog.setValue)
    dialog.canceled.connect(chore.cancel)
    for ended in (chore.finished, chore.failed, chore.cancelled):
        ended.connect(loop.quit)
    whole = False

    def finished() -> None:
        nonlocal whole
        whole = True

    chore.finished.connect(finished)
    chore.start()
    loop.exec(QEventLoop.ProcessEventsFlag.AllEvents)
    dialog.close()
    dialog.deleteLater()
    return whole
