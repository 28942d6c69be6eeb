"""A range drawn with the mouse: the cell under it is reached, and beyond the edge the sheet scrolls on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QTableView

from perfdesk.sheet.editing.cursor import Cursor

_SCROLL_MS = 40


class MouseRange(QObject):
    """Extends the range of a cursor over a Qt table while the mouse is dragged."""

    def __init__(self, table: QTableView, cursor: Cursor) -> None:
        super().__init__(table)
        self._table = table
        self._cursor = cursor
        self._dragged_to = QPoint()
        self._scroll = QTimer(self, interval=_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)

    def drag(self, point: QPoint) -> None:
        """Extend to the cell at a point of the viewport; beyond its edge the sheet scrolls on."""
        self._dragged_to = point
        inside = self._table.viewport().rect()
        if not inside.contains(point):
            self._scroll.start()
        within = QPoint(
            min(max(point.x(), inside.left()), inside.right()),
            min(max(point.y(), inside.top()), inside.bottom()),
        )
        index = self._table.indexAt(within)
        if index.isValid():
            self._cursor.extend_to((index.row(), index.column()))

    def drop(self) -> None:
        """The button was let go."""
        self._scroll.stop()

    def _scroll_on(self) -> None:
        inside, point = self._table.viewport().rect(), self._dragged_to
        if inside.contains(point):
            self._scroll.stop()
            return
        for scroll_bar, at, low, high in (
            (self._table.horizontalScrollBar(), point.x(), inside.left(), inside.right()),
            (self._table.verticalScrollBar(), point.y(), inside.top(), inside.bottom()),
        ):
            scroll_bar.setValue(scroll_bar.value() + min(0, at - low) + max(0, at - high))
        self.drag(point)
