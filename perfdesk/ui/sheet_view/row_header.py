"""Draws the strip left of the sheet: rows that can be moved have a grip; dragging it moves them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from perfdesk.ui.sheet_view.sheet_model import SheetModel
from perfdesk.ui.widget import sheet_look
from perfdesk.ui.widget.viewport import give_viewport

LEAST_WIDTH_PX = 22


class RowHeader(QHeaderView):
    """``picked`` asks to select a grid row (``True``: extend); ``dropped`` asks to move the picked
    rows before another grid row (or after the last, at one past it)."""

    picked = Signal(int, bool)
    dropped = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, model: SheetModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        give_viewport(self, QPalette.ColorRole.Button).setMouseTracking(True)
        self._model = model
        self._width = LEAST_WIDTH_PX
        self._drop_at: int | None = None
        self._dragging = False
        self._chosen: frozenset[int] = frozenset()
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setMouseTracking(True)
        self.setHighlightSections(False)
        self.setToolTip("单击选中整行，拖动可移动行，右击有更多操作")

    def set_width(self, width: int) -> None:
        """Take up ``width`` pixels, so that the sheet stands in the middle of a wide window."""
        if width != self._width:
            self._width = width
            self.geometriesChanged.emit()

    def set_chosen(self, rows: frozenset[int]) -> None:
        """The grid rows whose grips are lit."""
        changed = rows ^ self._chosen
        self._chosen = rows
        for row in changed:
            top = self.sectionViewportPosition(row)
            self.viewport().update(0, top, self._width, self.sectionSize(row))

    def sizeHint(self) -> QSize:
        return QSize(self._width, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), sheet_look.DESK)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        sheet = self._model.sheet
        if sheet is None:
            return
        first = self.visualIndexAt(event.rect().top())
        last = self.visualIndexAt(event.rect().bottom())
        last = len(sheet.rows) - 1 if last < 0 else last
        for row in range(max(first, 0), last + 1):
            if self._model.can_move_row(row):
                painter.setBrush(sheet_look.ACCENT if row in self._chosen else sheet_look.GRIP)
                self._grip(painter, row)
        if self._drop_at is not None:
            painter.setPen(QPen(sheet_look.ACCENT, 3))
            y = self._edge(self._drop_at)
            painter.drawLine(self._width - LEAST_WIDTH_PX, y, self._width, y)

    def _grip(self, painter: QPainter, row: int) -> None:
        middle = self.sectionViewportPosition(row) + self.sectionSize(row) // 2
        left = self._width - 13
        for column in (0, 5):
            for step in (-5, 0, 5):
                painter.drawEllipse(QRect(left + column, middle + step - 1, 3, 3))

    def _edge(self, row: int) -> int:
        if row < self.count():
            return self.sectionViewportPosition(row)
        return self.sectionViewportPosition(row - 1) + self.sectionSize(row - 1)

    def _block_at(self, row: int) -> str:
        sheet = self._model.sheet
        return sheet.rows[row].block if sheet is not None and 0 <= row < len(sheet.rows) else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        if not self._model.can_move_row(row):
            return
        if event.button() == Qt.MouseButton.RightButton:
            if row not in self._chosen:
                self.picked.emit(row, False)
            self.menu_wanted.emit(row, event.globalPosition().toPoint())
            return
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if extend or row not in self._chosen:
            self.picked.emit(row, extend)
        self._dragging = self._model.writable

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        y = event.position().toPoint().y()
        over = self.logicalIndexAt(event.position().toPoint())
        if not self._dragging:
            shapes = Qt.CursorShape
            self.setCursor(shapes.OpenHandCursor if self._model.can_move_row(over) else shapes.ArrowCursor)
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        drop = None
        if over >= 0 and self._chosen:
            lower_half = y > self.sectionViewportPosition(over) + self.sectionSize(over) / 2
            block = self._block_at(min(self._chosen))
            if self._block_at(over) == block:
                drop = over + 1 if lower_half else over
        if drop != self._drop_at:
            self._drop_at = drop
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drop, self._drop_at, self._dragging = self._drop_at, None, False
        self.viewport().update()
        if drop is not None and drop not in self._chosen and drop - 1 not in self._chosen:
            self.dropped.emit(drop)
