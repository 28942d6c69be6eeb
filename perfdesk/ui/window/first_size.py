"""How large the main window opens the first time: all of it, with its frame, on the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMainWindow, QSplitter

_PANES_PX = (340, 786, 240)
_SIZE = QSize(1366, 740)
_FRAME = QSize(0, 48)  # what a title bar takes at most


def open_first(window: QMainWindow, panes: QSplitter) -> None:
    """Give a window the size that its three panes want, or all of a screen that is smaller."""
    room = window.screen().availableSize()
    window.resize(_SIZE.boundedTo(room))
    if _SIZE.boundedTo(room - _FRAME) != _SIZE:
        window.setWindowState(Qt.WindowState.WindowMaximized)  # its frame would hang over the screen's edge
    panes.setSizes(_PANES_PX)
