"""The palette on screen: a line to type in over a list, in front of the window."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import plain
from perfdesk.ui.command.palette_entry import PaletteEntry, entries, found
from perfdesk.ui.widget import theme

Index = QModelIndex | QPersistentModelIndex

_NO_INDEX = QModelIndex()
_WIDTH_PX = 520
_SHOWN = 12
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: 1 - _SHOWN,
    Qt.Key.Key_PageDown: _SHOWN - 1,
}


class CommandPalette(QFrame):
    """Runs the command that is chosen; a part of the window, so that input methods work in it.

    It takes the keyboard as a menu does: a cell that is being typed into stays open meanwhile.
    """

    def __init__(self, window: QMainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._actions = actions
        self._before: QWidget | None = None
        self._listed: list[PaletteEntry] = []
        self._model = _Entries(self)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("键入命令的名称、拼音首字母或快捷键")
        self.line.setAccessibleName("命令面板")
        self.line.setClearButtonEnabled(True)
        self.line.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(self._search)
        self.line.returnPressed.connect(self._run)
        self.line.installEventFilter(self)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName("命令")
        self.list.clicked.connect(lambda index: self._run())
        self._nothing = theme.muted(QLabel("没有符合的命令。可键入名称中的字，或各字拼音的首字母。", self))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        layout.addWidget(self._nothing, 1)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show all commands, the most used first, and take the keyboard."""
        actions = self._actions.by_command
        self._before = QApplication.focusWidget()
        self._listed = entries(
            {command: plain(action.text()) for command, action in actions.items()},
            [command for command, action in actions.items() if action.isEnabled()],
            self._actions.uses,
        )
        self.line.clear()
        self._search()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def names(self) -> list[str]:
        """The names of the commands as listed."""
        return [entry.name for entry in self._model.entries]

    def _place(self) -> None:
        window = cast(QMainWindow, self.parent())
        centre = window.centralWidget()
        top = centre.mapTo(window, QPoint(0, 0)).y()
        row = self.list.sizeHintForRow(0)
        around = self.line.sizeHint().height() + theme.SPACE * 3 + 2 * self.frameWidth()
        height = min(row * _SHOWN + around, window.height() - top - theme.SPACE)
        width = min(_WIDTH_PX, window.width() - 2 * theme.SPACE)
        self.setGeometry((window.width() - width) // 2, top, width, height)

    def _search(self) -> None:
        self._model.show(found(self._listed, self.line.text()))
        self.list.setCurrentIndex(self._model.index(0))
        there = self._model.rowCount() > 0
        self.list.setVisible(there)
        self._nothing.setVisible(not there)

    def _run(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid() or not self._model.entries[index.row()].enabled:
            return
        action = self._actions[self._model.entries[index.row()].command]
        self.leave()
        # After the keyboard is back: some commands are about what has it.
        QTimer.singleShot(0, action, action.trigger)

    def leave(self) -> None:
        """Go away, and give the keyboard back to what had it."""
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.line:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _STEPS:
                row = self.list.currentIndex().row() + _STEPS[Qt.Key(event.key())]
                row = min(max(row, 0), self._model.rowCount() - 1)
                self.list.setCurrentIndex(self._model.index(row))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return True
        elif (
            event.type() == QEvent.Type.FocusOut
            and QApplication.activeWindow() is self.window()
            and QApplication.activePopupWidget() is None  # a menu of the line itself
        ):
            self.hide()
        return super().eventFilter(watched, event)


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[PaletteEntry] = []

    def show(self, listed: list[PaletteEntry]) -> None:
        self.beginResetModel()
        self.entries = listed
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "　".join(filter(None, (entry.name, entry.menu, entry.command.keys)))
        return entry if role == Qt.ItemDataRole.UserRole else None


class _EntryDelegate(QStyledItemDelegate):
    """The name with its menu behind it, and the shortcut at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height: int = option.fontMetrics.height() + theme.SPACE  # type: ignore[attr-defined]
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: PaletteEntry = index.data(Qt.ItemDataRole.UserRole)
        rect = option.rect  # type: ignore[attr-defined]
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.ACCENT_PALE)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.ACCENT_SOFT)
        group = QPalette.ColorGroup.Active if entry.enabled else QPalette.ColorGroup.Disabled
        ink = palette.color(group, QPalette.ColorRole.Text)
        quiet = theme.MUTED if entry.enabled else ink
        inner = rect.adjusted(theme.SPACE, 0, -theme.SPACE, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(quiet)
        keys = painter.boundingRect(inner, Qt.AlignmentFlag.AlignRight | middle, entry.command.keys)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, entry.command.keys)
        room = inner.adjusted(0, 0, -keys.width() - theme.SPACE, 0)
        painter.setPen(ink)
        name = painter.boundingRect(room, Qt.AlignmentFlag.AlignLeft | middle, entry.name)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, entry.name)
        painter.setPen(quiet)
        menu_text = entry.menu if entry.enabled else f"{entry.menu}　现在不能用"
        painter.drawText(
            room.adjusted(name.width() + theme.SPACE * 2, 0, 0, 0),
            Qt.AlignmentFlag.AlignLeft | middle,
            menu_text,
        )
