"""Files that are dropped on a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal, SignalInstance
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from perfdesk.paths import LIBRARY_SUFFIX
from perfdesk.ui.library_file import import_file


class FileDrop(QObject):
    """Takes libraries and files of forms for a window.

    ``library_dropped`` and ``forms_dropped`` carry the path of one; other files are not taken.
    """

    library_dropped = Signal(object)
    forms_dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files, and leave everything else to the window."""
        if not isinstance(event, QDropEvent) or event.type() is QEvent.Type.DragLeave:
            return False
        signals = [(signal, path) for path in _files(event.mimeData()) if (signal := self._signal(path))]
        if not signals:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            for signal, path in signals:
                signal.emit(path)
        return True

    def _signal(self, path: Path) -> SignalInstance | None:
        if path.suffix.lower() == LIBRARY_SUFFIX:
            return self.library_dropped
        return self.forms_dropped if import_file.is_form_file(path) else None


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
