"""What keeps work from being lost, as commands: the history of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from perfdesk.sheet.sheet import Cell
from perfdesk.ui.actions import Actions
from perfdesk.ui.bridge import Bridge
from perfdesk.ui.command import Command
from perfdesk.ui.sheet_pane import SheetPane

if TYPE_CHECKING:
    from perfdesk.ui.history.window import HistoryWindow


class Safekeeping(QObject):
    """Opens the windows that bring back what was; ``message`` carries a sentence for the status bar."""

    message = Signal(str)

    # Windows are imported when first needed: they would delay the first picture.

    def __init__(self, bridge: Bridge, actions: Actions, sheet: SheetPane, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._actions = actions
        self._sheet = sheet
        self._window = window
        self.history: HistoryWindow | None = None
        actions[Command.HISTORY].triggered.connect(self.show_history)
        sheet.subject_changed.connect(self._follow)
        self._refresh()

    def show_history(self) -> None:
        """Show what was done to the open project, beside the form."""
        self._sheet.view.commit_editor()
        if self.history is None:
            from perfdesk.ui.history.window import HistoryWindow

            self.history = history = HistoryWindow(self._bridge, self._window)
            history.jump.connect(self._sheet.focus_path)
            history.message.connect(self.message)
            history.restoring.connect(self._sheet.view.commit_editor)
            history.addActions([self._actions[Command.UNDO], self._actions[Command.REDO]])
        self.history.show()
        self._follow(None, self._sheet.view.current_cell())
        self.history.refresh()
        self.history.raise_()
        self.history.activateWindow()

    def close(self) -> None:
        """Close what was opened: the library is about to be closed."""
        if self.history is not None:
            self.history.close()

    def _follow(self, subject: object, cell: Cell | None) -> None:
        self._refresh()
        if self.history is not None:
            self.history.show_cell(self._sheet.record_id, cell)

    def _refresh(self) -> None:
        self._actions[Command.HISTORY].setEnabled(self._sheet.record_id is not None)
