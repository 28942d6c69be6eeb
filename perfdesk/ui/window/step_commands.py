"""From form to form and from problem to problem by keys, without a way over the tree."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from perfdesk.model.checks.finding import Severity
from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command
from perfdesk.ui.tree.node import ROOT
from perfdesk.ui.tree.tree_pane import TreePane
from perfdesk.ui.window.sheet_pane import SheetPane
from perfdesk.ui.work.bridge import Bridge


class StepCommands(QObject):
    """The commands of the menu 转到; ``message`` carries a sentence."""

    message = Signal(str)

    def __init__(self, bridge: Bridge, actions: Actions, tree: TreePane, sheet: SheetPane) -> None:
        super().__init__(sheet)
        self._bridge = bridge
        self._tree = tree
        self._sheet = sheet
        for command, slot in {
            Command.NEXT_RECORD: lambda: self.step(1),
            Command.PREVIOUS_RECORD: lambda: self.step(-1),
            Command.NEXT_PROBLEM: self.next_problem,
            Command.TO_TREE: tree.view.setFocus,
        }.items():
            actions[command].triggered.connect(slot)

    def step(self, by: int) -> None:
        """Go to the next project as the tree lists them, or to the one before, and there to the same cell."""
        listed = self._tree.model.listing.records_below(ROOT)
        here = self._sheet.record_id
        if not listed:
            self.message.emit("还没有项目。")
            return
        at = listed.index(here) + by if here in listed else (0 if by > 0 else len(listed) - 1)
        if not 0 <= at < len(listed):
            self.message.emit("这是最后一个项目。" if by > 0 else "这是第一个项目。")
            return
        view = self._sheet.view
        cell = view.current_cell()
        view.commit_editor()
        self._tree.view.choose_record(listed[at])
        if cell is not None and cell.paths:
            view.focus_cell(cell.paths[0])
        view.setFocus()

    def next_problem(self) -> None:
        """Go to the next cell with an error, and of a form without errors with a warning not yet explained.

        After the last cell of the sheet comes the first.
        """
        record_id = self._sheet.record_id
        if record_id is None:
            return
        view = self._sheet.view
        view.commit_editor()
        findings = [
            found for found in self._bridge.library.audit.findings(record_id) if found.path is not None
        ]
        wrong = [found for found in findings if found.severity is Severity.ERROR]
        doubtful = [
            found for found in findings if found.severity is Severity.WARNING and not found.explanation
        ]
        paths = {found.path for found in wrong or doubtful if found.path is not None}
        places = {(cell.row, cell.column): path for path in paths if (cell := view.sheet_model.cell_of(path))}
        if places:
            index = view.currentIndex()
            beyond = [place for place in places if place > (index.row(), index.column())]
            view.focus_cell(places[min(beyond or places)])
        elif paths:  # below the sheet
            self._sheet.focus_path(min(paths, key=str))
        else:
            self.message.emit("本表没有需要改正的问题。")
