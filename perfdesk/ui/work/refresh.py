"""Computing anew, while the window is used, what another version of a form or of the program had computed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.model.store.change import Changes
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.sliced_task import SlicedTask

_PATIENCE_MS = 200  # until the file has been read through for damage


class Refresh(QObject):
    """Brings the scores and findings in the bridge's library up to date; ``message`` carries a sentence."""

    message = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._task: SlicedTask[Changes[Any]] | None = None
        self._done = 0
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self._begin)
        bridge.replaced.connect(self._restart)
        bridge.closing.connect(self.stop)
        self._timer.start()

    def stop(self) -> None:
        """Leave the rest to the next time: the library is about to be closed."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
            self._task.deleteLater()
            self._task = None

    def _restart(self) -> None:
        self.stop()
        self._timer.start()

    def _begin(self) -> None:
        if self._bridge.library.checking:
            self._timer.start()
            return
        self._done = 0
        self._task = SlicedTask(self._bridge.library.refreshing(), self._take, self)
        self._task.finished.connect(self._tell_end)
        self._task.failed.connect(self._bridge.failed)
        self._task.start()

    def _take(self, changes: Changes[Any]) -> None:
        self._done += 1
        self._bridge.changed.emit(changes)
        self.message.emit("格式或程序已更新，正在逐个重新计分和审核，可以照常填报……")

    def _tell_end(self) -> None:
        if self._done:
            self.message.emit("已按更新后的格式重新计分和审核。")
