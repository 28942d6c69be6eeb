"""The left pane: the search box over the tree."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command, Reach
from perfdesk.ui.command.command_bars import TREE_MENU
from perfdesk.ui.tree.node import ROOT
from perfdesk.ui.tree.tree_model import TreeModel
from perfdesk.ui.tree.tree_operation import TreeOperations
from perfdesk.ui.tree.tree_view import TreeView
from perfdesk.ui.widget import theme
from perfdesk.ui.work.bridge import Bridge

_SEARCH_DELAY_MS = 120


class TreePane(QWidget):
    """Search box and tree, with the tree's actions wired to what is chosen in it."""

    current_changed = Signal(object)

    def __init__(self, bridge: Bridge, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._menu_open = False
        self.model = TreeModel(bridge, self)
        self.view = TreeView(self.model, self)
        self.operations = TreeOperations(bridge, self.model, self.view)
        self._box = _SearchBox(self)
        self._nothing = theme.muted(QLabel("没有符合的项目", self))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_DELAY_MS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._box)
        layout.addWidget(self._nothing)
        layout.addWidget(self.view)
        self._box.textChanged.connect(lambda: self._timer.start())
        self._box.down.connect(self.view.setFocus)
        self._timer.timeout.connect(self._search)
        self.view.current_changed.connect(self.current_changed)
        self.view.search_in_the_way.connect(self._end_search)
        self.view.selectionModel().selectionChanged.connect(self.refresh)
        self.view.customContextMenuRequested.connect(self._menu)
        bridge.changed.connect(self.refresh)
        bridge.replaced.connect(self._box.clear)
        actions.attach(Reach.TREE, self.view)
        operations = self.operations
        for command, slot in {
            Command.NEW_RECORD: operations.new_record,
            Command.NEW_UNIT: operations.new_unit,
            Command.NEW_YEAR: operations.new_year,
            Command.CARRY: self._carry,
            Command.RENAME: operations.rename,
            Command.DUPLICATE: operations.duplicate,
            Command.CONVERT: operations.convert,
            Command.DELETE: operations.delete,
            Command.MOVE_UP: lambda: operations.move(-1),
            Command.MOVE_DOWN: lambda: operations.move(1),
            Command.FIND_PROJECT: self.start_search,
        }.items():
            actions[command].triggered.connect(slot)
        self.refresh()

    def start_search(self) -> None:
        """Put the keyboard into the search box."""
        self._box.setFocus()
        self._box.selectAll()

    def stop_searching(self) -> None:
        """Look nothing up any more: the library is about to be closed."""
        self._timer.stop()

    def refresh(self) -> None:
        """Enable the actions that what is chosen allows."""
        operations = self.operations
        for command, enabled in {
            Command.RENAME: operations.can_rename(),
            Command.CARRY: operations.can_carry(),
            Command.DUPLICATE: operations.can_duplicate(),
            Command.CONVERT: operations.can_convert(),
            Command.DELETE: operations.can_delete(),
            Command.MOVE_UP: operations.can_move(-1),
            Command.MOVE_DOWN: operations.can_move(1),
        }.items():
            self._actions[command].setEnabled(enabled)

    def _end_search(self) -> None:
        self._box.clear()
        self._timer.stop()
        self._search()

    def _search(self) -> None:
        self.model.search(self._box.text().strip())
        self._nothing.setVisible(self.model.searching and not self.model.listing.shape.children[ROOT])

    def _menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        self._actions.fill(menu, TREE_MENU)
        self._menu_open = True
        menu.exec(self.view.viewport().mapToGlobal(point))
        self._menu_open = False
        menu.deleteLater()

    def _carry(self) -> None:
        """From the menu of the tree, carry what it is about; else the year, but where several are chosen."""
        self.operations.carry(not self._menu_open and len(self.view.chosen_records) <= 1)


class _SearchBox(QLineEdit):
    """``down`` asks for the keyboard to go on to the results."""

    down = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText("查找项目名称、编码或单位")
        self.setClearButtonEnabled(True)
        self.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setAccessibleName("查找项目")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)
