"""An icon standing by itself beside a text."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from perfdesk.ui.widget import theme


class IconLabel(QWidget):
    """A small picture, always in the colours of the scheme shown; hidden while it has no name."""

    def __init__(self, size: int, parent: QWidget) -> None:
        """``size`` is its width and height in device-independent pixels."""
        super().__init__(parent)
        self._name = ""
        self.setFixedSize(size, size)
        self.hide()

    def show_icon(self, name: str) -> None:
        """Show the icon of that name, or nothing for ``""``."""
        self._name = name
        self.setVisible(bool(name))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme.icon(self._name).paint(painter, self.rect())
        painter.end()
