"""Where the links of the overview lead: to a part of the library, or to what is to be done next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from perfdesk.model.overview.progress import NextStep, Task
from perfdesk.ui.output.output import OutputCommands
from perfdesk.ui.tree.node import ROOT
from perfdesk.ui.tree.tree_view import TreeView
from perfdesk.ui.window.sheet_pane import SheetPane


class OverviewLinks(QObject):
    """Chooses in the tree what a link is about; ``correction_wanted`` the id of a record with findings."""

    correction_wanted = Signal(int)

    def __init__(self, sheet: SheetPane, tree: TreeView, output: OutputCommands, parent: QObject) -> None:
        super().__init__(parent)
        self._tree = tree
        self._output = output
        sheet.node_wanted.connect(self._go)
        sheet.step_wanted.connect(self._do)

    def _go(self, item: int) -> None:
        if item == ROOT:
            self._tree.choose_root()
        else:
            self._tree.choose([item])

    def _do(self, step: NextStep) -> None:
        if step.task in (Task.RENEW, Task.HAND_IN):
            self._output.preview(step.records)
            return
        self._tree.choose_record(step.records[0])
        if step.task in (Task.CORRECT, Task.EXPLAIN):
            self.correction_wanted.emit(step.records[0])
