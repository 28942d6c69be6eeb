"""Undo and redo in the window: however large the operation was, and showing where it was."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command
from perfdesk.ui.tree.tree_pane import TreePane
from perfdesk.ui.window.sheet_pane import SheetPane
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.large_operation import PartsDone, do_again, take_back


class UndoCommands(QObject):
    """The commands 撤销 and 重做; ``message`` carries a sentence. What is being typed is entered first."""

    message = Signal(str)

    def __init__(self, bridge: Bridge, actions: Actions, tree: TreePane, sheet: SheetPane) -> None:
        super().__init__(sheet)
        self._bridge = bridge
        self._actions = actions
        self._tree = tree
        self._sheet = sheet
        actions[Command.UNDO].triggered.connect(self.undo)
        actions[Command.REDO].triggered.connect(self.redo)

    def refresh(self) -> None:
        """Name what can be taken back and made again."""
        library = self._bridge.library
        self._actions.name_step(Command.UNDO, library.undo_history.undo_name or "")
        self._actions.name_step(Command.REDO, library.undo_history.redo_name or "")

    def undo(self) -> None:
        """Take back the last operation."""
        if self._sheet.commit():
            sentences = "已撤销“{operation}”", "“{operation}”还有一部分没有撤销，可以再次撤销。"
            self._show(take_back(self._bridge, self._sheet.window()), *sentences)

    def redo(self) -> None:
        """Do the operation again that was undone last."""
        if self._sheet.commit():
            sentences = "已重做“{operation}”", "“{operation}”还有一部分没有重做，可以再次重做。"
            self._show(do_again(self._bridge, self._sheet.window()), *sentences)

    def _show(self, parts: PartsDone | None, of_whole: str, of_part: str) -> None:
        if parts is None:
            return
        changes = parts.changes
        sentence = of_whole if parts.whole else of_part
        self.message.emit(sentence.format(operation=changes.operation.text))
        touched = changes.added or changes.records | changes.rows | changes.attachments
        shown, tree = self._sheet.record_id, self._tree.view
        if not touched or (shown in touched and len(tree.chosen) <= 1):
            return
        # One alone: the next 导出 or Delete must not take projects that are not in view.
        tree.choose_record(shown if shown is not None and shown in touched else min(touched))
