"""The actions of a window: each command as menus, toolbars and shortcuts show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from perfdesk.ui.command.command import MENUS, RECENT, Command, Entry, Reach
from perfdesk.ui.command.command_tip import tip
from perfdesk.ui.widget import theme


class Actions(QObject):
    """The actions of one window, one for each of the commands it knows.

    ``uses`` counts by the name of a command how often it was used.
    """

    def __init__(self, window: QWidget, commands: Iterable[Command] = Command) -> None:
        super().__init__(window)
        self.uses: Counter[str] = Counter()
        self._actions = {command: self._action(command, window) for command in commands}
        self.recent = QMenu("最近打开的填报库(&R)", window)

    def __getitem__(self, command: Command) -> QAction:
        return self._actions[command]

    @property
    def by_command(self) -> Mapping[Command, QAction]:
        """All of them."""
        return self._actions

    def attach(self, reach: Reach, widget: QWidget) -> None:
        """Let the shortcuts of that reach work while the keyboard is in the widget."""
        for command, action in self._actions.items():
            if command.value.reach is reach:
                widget.addAction(action)

    def fill_bar(self, bar: QMenuBar) -> None:
        """Put all menus into the window's menu bar."""
        for title, entries in MENUS:
            menu = QMenu(title, bar)
            self.fill(menu, entries)
            bar.addMenu(menu)

    def fill(self, place: QWidget, entries: Iterable[Entry]) -> None:
        """Put actions, and lines between them, into a menu or toolbar."""
        for entry in entries:
            if isinstance(entry, Command):
                place.addAction(self._actions[entry])
            elif entry == RECENT:
                place.addAction(self.recent.menuAction())
            else:
                line = QAction(place)
                line.setSeparator(True)
                place.addAction(line)

    def enable(self, commands: Iterable[Command], enabled: bool) -> None:
        """Enable or disable several together."""
        for command in commands:
            self._actions[command].setEnabled(enabled)

    def name_step(self, command: Command, operation: str) -> None:
        """Show the operation that 撤销 or 重做 is about; ``""`` where there is none."""
        action = self._actions[command]
        action.setEnabled(bool(operation))
        head, opening, tail = command.text.partition("(&")
        named = f"{head}“{operation}”" if operation else head
        action.setText(named + opening + tail)
        action.setToolTip(tip(named, command))

    def _action(self, command: Command, window: QWidget) -> QAction:
        spec = command.value
        action = QAction(command.text, window)
        action.triggered.connect(lambda: self.uses.update((command.name,)))
        action.setIconText(command.label)
        action.setToolTip(tip(command.label, command))
        action.setCheckable(spec.checkable)
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        if spec.reach is not Reach.WINDOW:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action
