"""A strip over a screen that tells what the user has to know about it."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from perfdesk.ui.widget import theme
from perfdesk.ui.widget.icon_label import IconLabel

_MARK = 18


class Banner(QFrame):
    """A sentence behind a mark, on a ground of its own; hidden while there is nothing to tell."""

    def __init__(self, parent: QWidget, icon: str = "locked") -> None:
        super().__init__(parent)
        icon_label = IconLabel(_MARK, self)
        icon_label.show_icon(icon)
        self._text = QLabel(self, wordWrap=True)
        theme.colored(self._text, theme.WARNING)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE)
        layout.addWidget(icon_label)
        layout.addWidget(self._text, 1)
        self.hide()

    def show_message(self, sentence: str) -> None:
        """Show a sentence, or nothing for ``""``."""
        self._text.setText(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.WARNING_SOFT)
        painter.end()
