"""The commands that choose between light and dark, and what was chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup

from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.theme import Look
from perfdesk.ui.work.session import Session

_COMMANDS = {
    Look.SYSTEM: Command.LOOK_SYSTEM,
    Look.LIGHT: Command.LOOK_LIGHT,
    Look.DARK: Command.LOOK_DARK,
}


class Appearance(QObject):
    """One of the looks is chosen; choosing another shows it at once and keeps it for the next start."""

    def __init__(self, session: Session, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        group = QActionGroup(self)
        for look, command in _COMMANDS.items():
            action = actions[command]
            group.addAction(action)
            action.setChecked(look is theme.chosen())
            action.triggered.connect(lambda checked=False, look=look: self._choose(look))

    def _choose(self, look: Look) -> None:
        theme.choose(look)
        self._session.remember(look=look.value)
