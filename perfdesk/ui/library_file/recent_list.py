"""The libraries used lately, as a list to choose from."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from perfdesk.settings import Settings
from perfdesk.ui.library_file.file_presence import Presence
from perfdesk.ui.widget import theme

_PATH = Qt.ItemDataRole.UserRole
_WHEN = _PATH + 1
GONE_ROLE = _PATH + 2
"""Whether there is no such file any more."""

_ROW_PX = 54
_GAP = 10


class RecentList(QListWidget):
    """``chosen`` carries the path of a library to open, ``dropped`` one that is to be listed no more."""

    chosen = Signal(str)
    dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)  # rows light up under the mouse
        self.setAccessibleName("最近打开的填报库")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        opening = QAction("打开(&O)", self)
        opening.triggered.connect(lambda: self._choose(self.currentItem()))
        forgetting = QAction("从列表中去掉(&R)", self)
        forgetting.setShortcut(Qt.Key.Key_Delete)
        forgetting.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        forgetting.triggered.connect(self._drop)
        self.addActions([opening, forgetting])
        self.itemClicked.connect(self._choose)
        self._presence = Presence(self)
        self._presence.missing.connect(self._show_missing)

    def show_recent(self, settings: Settings, today: date) -> None:
        """List what the settings know, the last used first."""
        self.clear()
        for path in settings.recent_libraries:
            item = QListWidgetItem(Path(path).stem)
            item.setData(_PATH, path)
            item.setData(_WHEN, when_text(settings.opened_at.get(path, ""), today))
            item.setToolTip(path)
            self.addItem(item)
        if self.count():
            self.setCurrentRow(0)
        self._presence.ask(settings.recent_libraries)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._choose(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_PATH))

    def _drop(self) -> None:
        item = self.currentItem()
        if item is not None:
            self.takeItem(self.row(item))
            self.dropped.emit(item.data(_PATH))

    def _show_missing(self, path: str) -> None:
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_PATH) == path:
                item.setData(GONE_ROLE, True)


def when_text(opened: str, today: date) -> str:
    """When a library was opened, as people say it; ``""`` where it is not known.

    ``opened`` is an ISO date and time.
    """
    try:
        at = datetime.fromisoformat(opened)
    except ValueError:
        return ""
    days = (today - at.date()).days
    if days == 0:
        return f"今天 {at:%H:%M}"
    if days == 1:
        return f"昨天 {at:%H:%M}"
    return f"{at.year}-{at.month:02}-{at.day:02}"


class _Delegate(QStyledItemDelegate):
    """Name over folder at the left, when it was opened at the right."""

    # The attributes of QStyleOptionViewItem are missing from PySide6's types: Any.
    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        missing = bool(index.data(GONE_ROLE))
        state = option.state
        rect: QRect = option.rect
        painter.save()
        if state & QStyle.StateFlag.State_Selected and option.widget.hasFocus():
            painter.fillRect(rect, theme.ACCENT_PALE)
        elif state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, theme.ACCENT_SOFT)
        inner = rect.adjusted(_GAP, 6, -_GAP, -6)
        when = "已不在原处" if missing else str(index.data(_WHEN))
        small = theme.scaled(option.font, 0.92)
        width = option.fontMetrics.horizontalAdvance(when) + _GAP
        self._line(painter, inner, option.font, when, theme.WARNING if missing else theme.MUTED, right=True)
        name = inner.adjusted(0, 0, -width, -inner.height() // 2)
        folder = inner.adjusted(0, inner.height() // 2, -width, 0)
        ink = theme.MUTED if missing else option.palette.color(QPalette.ColorRole.Text)
        self._line(painter, name, theme.scaled(option.font, 1.05, bold=True), index.data(), ink)
        self._line(painter, folder, small, str(Path(index.data(_PATH)).parent), theme.MUTED)
        painter.restore()

    def _line(
        self, painter: QPainter, box: QRect, font: QFont, text: str, ink: Any, right: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, max(_ROW_PX, option.fontMetrics.height() * 2 + 16))
