"""The toolbar of the main window: the commands used most, and how large the form is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command
from perfdesk.ui.command.command_bars import TOOLBAR, TOOLBAR_NAMED, ZOOM_BAR
from perfdesk.ui.widget import theme


class MainToolBar(QToolBar):
    """Icons at the left, the zoom at the right."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("工具栏")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        actions.fill(self, TOOLBAR)
        named = (self.widgetForAction(actions[command]) for command in TOOLBAR_NAMED)
        self._named = [button for button in named if isinstance(button, QToolButton)]
        room = QWidget(self)
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(room)
        actions.fill(self, ZOOM_BAR)
        self._zoom = theme.muted(QLabel(self))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("300%") + theme.SPACE)
        self.insertWidget(actions[Command.ZOOM_IN], self._zoom)
        self._name(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._needed = self.sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the names where not all of them have room: no command goes behind the »."""
        style = Qt.ToolButtonStyle
        roomy = self.width() >= self._needed
        self._name(style.ToolButtonTextBesideIcon if roomy else style.ToolButtonIconOnly)
        super().resizeEvent(event)

    def _name(self, style: Qt.ToolButtonStyle) -> None:
        for button in self._named:
            button.setToolButtonStyle(style)

    def show_zoom(self, zoom: float) -> None:
        """Show a factor as a percentage."""
        self._zoom.setText(f"{zoom:.0%}")
