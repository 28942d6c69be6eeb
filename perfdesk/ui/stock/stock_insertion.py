"""Puts indicators of the stock (指标库) onto the sheet, by a button or dropped where they are wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QRubberBand

from perfdesk.model.edit.stock_edit import indicator_block, insert_indicators
from perfdesk.model.form.definition import Block
from perfdesk.model.form.known_keys import LEVEL3
from perfdesk.model.form.path import Path
from perfdesk.model.stock.stock import StockIndicator
from perfdesk.ui.sheet_view.sheet_view import SheetView
from perfdesk.ui.stock.stock_model import MIME_TYPE, dragged_indicators

_LINE_PX = 3


class Insertion(QObject):
    """Inserts indicators into the record of a sheet view; ``message`` says what came of it."""

    message = Signal(str)

    def __init__(self, view: SheetView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._model = view.sheet_model
        self._line = QRubberBand(QRubberBand.Shape.Line, view.viewport())
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def block(self) -> Block | None:
        """The block that indicators would go into: that of the cursor where it takes them."""
        definition, cell = self._model.definition, self._view.current_cell()
        if definition is None:
            return None
        at = cell.paths[0].block if cell is not None and cell.paths else ""
        return indicator_block(definition, at)

    def insert(self, indicators: Sequence[StockIndicator], before: int | None = None) -> None:
        """Put indicators into the open record, before one of its rows or at their level's end."""
        block, record_id, bridge = self.block(), self._model.record_id, self._model.bridge
        if not indicators or record_id is None or bridge is None:
            return
        if block is None:
            self.message.emit("这张表没有可以增加的绩效指标行。")
            return
        if not self._model.writable:
            self.message.emit("此文件以只读方式打开，不能修改。")
            return
        if not self._view.commit_editor():
            return
        key = block.key
        changes = bridge.run(lambda library: insert_indicators(library, record_id, key, indicators, before))
        if changes is None:
            return
        inserted = changes.result
        if inserted.indices:
            cell = self._model.cell_of(Path(key, inserted.indices[-1], LEVEL3))
            if cell is not None:
                self._view.cell_cursor.go(cell)
        count = len(indicators) - len(inserted.there)
        messages = [f"已插入 {count} 项指标，可按 Ctrl+Z 撤销。"] if count else []
        if inserted.there:
            names = "、".join(inserted.there)
            messages.append(f"本表已有“{names}”，没有重复插入。")
        self.message.emit("".join(messages))

    # ---- dropping --------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dragged from the stock over the viewport of the sheet."""
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove if isinstance(event, QDragMoveEvent):
                return self._drag(event)
            case QEvent.Type.DragLeave:
                self._line.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent) and event.mimeData().hasFormat(MIME_TYPE):
                self._line.hide()
                before = self._before(event.position().toPoint())
                if before is not None:
                    self.insert(dragged_indicators(event.mimeData()), before)
                    event.acceptProposedAction()
                return True
        return False

    def _drag(self, event: QDragMoveEvent) -> bool:
        if not event.mimeData().hasFormat(MIME_TYPE):
            return False
        point = event.position().toPoint()
        if self._model.writable and self._before(point) is not None:
            self._line.setGeometry(self._edge(point))
            self._line.show()
            event.acceptProposedAction()
        else:
            self._line.hide()
            event.ignore()
        return True

    def _before(self, point: QPoint) -> int | None:
        """The record row before which something dropped at a point comes; ``None`` away from the rows."""
        sheet, block = self._model.sheet, self.block()
        grid_row = self._view.rowAt(point.y())
        if sheet is None or block is None or grid_row < 0:
            return None
        row = sheet.rows[grid_row]
        if row.block != block.key or row.index is None:
            return None
        return row.index + self._in_lower_half(point)

    def _in_lower_half(self, point: QPoint) -> bool:
        row = self._view.rowAt(point.y())
        middle = self._view.rowViewportPosition(row) + self._view.rowHeight(row) / 2
        return point.y() > middle

    def _edge(self, point: QPoint) -> QRect:
        row = self._view.rowAt(point.y())
        top = self._view.rowViewportPosition(row) + self._in_lower_half(point) * self._view.rowHeight(row)
        return QRect(0, top - _LINE_PX // 2, self._view.horizontalHeader().length(), _LINE_PX)
