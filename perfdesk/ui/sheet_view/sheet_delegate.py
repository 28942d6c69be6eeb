"""Paints the cells as paper shows them, and lends the one editor to the cell being typed into."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from perfdesk.model.checks.finding import by_severity
from perfdesk.model.form.definition import Align, VerticalAlign
from perfdesk.sheet.layout.metrics import baseline_mm, line_height_mm
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin
from perfdesk.sheet.layout.wrap import wrap
from perfdesk.ui.findings.findings_content import COLORS
from perfdesk.ui.sheet_view.cell_editor import CellEditor, Leave
from perfdesk.ui.sheet_view.sheet_model import Index, SheetModel
from perfdesk.ui.widget import sheet_look

ARROW_WIDTH_PX = 14
_ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
_TEXT_FLAGS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | _ONE_LINE,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter | _ONE_LINE,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | _ONE_LINE,
}


class CellDelegate(QStyledItemDelegate):
    """``left`` follows the closing of the editor and says where the selection goes."""

    left = Signal(Leave)
    typing = Signal(object, str)

    def __init__(self, model: SheetModel, viewport: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.zoom = 1.0
        self._editor = CellEditor(viewport)
        self._editor.hide()
        self._editor.entered.connect(self._enter)
        self._editor.cancelled.connect(self._cancel)
        self._editor.textChanged.connect(self._typed)
        self._open = False
        self._leaving = False

    # ---- painting --------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = self._model.cell_at(index.row(), index.column())
        if cell is None:
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        # Asked for the state of the option, PySide loads all of QStyle: 15 ms at the start of the program.
        view: QAbstractItemView = option.widget  # type: ignore[attr-defined]
        painter.fillRect(rect, sheet_look.fill(cell))
        if view.selectionModel().isSelected(index):
            painter.fillRect(rect, sheet_look.SELECTION)
        if cell.text:
            self._text(painter, rect, cell, view.logicalDpiY())
        if cell.origin is Origin.WAITING:
            self._waiting(painter, rect, cell, view.logicalDpiY())
        if cell.kind is CellKind.SCORE and cell.origin is Origin.TYPED:
            self._corner(painter, rect, sheet_look.MANUAL_INK)
        if cell.origin is Origin.UNREADABLE:
            self._corner(painter, rect, sheet_look.UNREADABLE_INK)
        found = self._model.marks.findings_at(cell)
        if found:
            gravest = by_severity(found)[0].severity
            self._corner(painter, rect, COLORS[gravest], Qt.Corner.TopLeftCorner)
        if self._model.marks.pending_at(cell):
            self._corner(painter, rect, sheet_look.PENDING_INK, Qt.Corner.BottomLeftCorner)
        self._borders(painter, rect, cell)
        if view.hasFocus() and index == view.currentIndex():
            self._focus(painter, rect, cell)

    def _text(self, painter: QPainter, rect: QRect, cell: Cell, dpi: int) -> None:
        style = cell.style
        scale = sheet_look.PX_PER_MM * self.zoom
        lines = wrap(cell.text, self.text_width_mm(cell), style)
        line_height = line_height_mm(style) * scale
        free = rect.height() - line_height * len(lines)
        top = float(rect.top())
        if style.vertical is VerticalAlign.MIDDLE:
            top += max(0.0, free / 2)
        elif style.vertical is VerticalAlign.BOTTOM:
            top += max(0.0, free)
        font = sheet_look.cell_font(style, self.zoom, dpi)
        painter.setFont(font)
        painter.setPen(sheet_look.ink(cell))
        padding = style.padding_mm * scale
        flags = _TEXT_FLAGS[style.align]
        # drawText places the top of the font's own line box; paper places the baseline.
        ascent = painter.fontMetrics().ascent()
        baseline = baseline_mm(style) * scale
        box = QRectF(rect.left() + padding, 0, rect.width() - 2 * padding, line_height)
        for number, line in enumerate(lines):
            if line:
                box.moveTop(top + number * line_height + baseline - ascent)
                painter.drawText(box, flags, line)

    def _waiting(self, painter: QPainter, rect: QRect, cell: Cell, dpi: int) -> None:
        """A score that is missing says so: a person must give it, or fill in what it is computed from."""
        told = "待评" if cell.kind is CellKind.SCORE else "待填"
        painter.setFont(sheet_look.font(10 * self.zoom, False, dpi))
        painter.setPen(sheet_look.WAITING_INK)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, told)

    def _corner(
        self,
        painter: QPainter,
        rect: QRect,
        colour: QColor,
        where: Qt.Corner = Qt.Corner.TopRightCorner,
    ) -> None:
        """A small triangle: at the right how a value came about, at the left what was found of it.

        In the lower corner at the left: that it was carried from last year and waits to be confirmed.
        """
        left, low = where != Qt.Corner.TopRightCorner, where == Qt.Corner.BottomLeftCorner
        size = (7 if left else 6) * self.zoom
        box = QRectF(rect)
        corner = QPointF(box.left() if left else box.right() - 1, box.bottom() - 1 if low else box.top())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        across = QPointF(size if left else -size, 0)
        down = QPointF(0, -size if low else size)
        painter.drawPolygon(QPolygonF([corner + across, corner, corner + down]))
        painter.restore()

    def _borders(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        if not cell.style.border:
            return
        # Filled, not drawn: the edges of a line's pen fall between pixels at 150% and 200%.
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, sheet_look.LINE)
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), sheet_look.LINE)
        if cell.column == 0:
            painter.fillRect(rect.left(), rect.top(), 1, rect.height(), sheet_look.LINE)
        above = self._model.cell_at(cell.row - 1, cell.column)
        if above is None or not above.style.border:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, sheet_look.LINE)

    def _focus(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        pen = QPen(sheet_look.ACCENT, 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))
        if self._model.offers.any(cell):
            # In the lower corner: beside a number in a narrow column there is no room.
            tip = rect.bottomRight().toPointF()
            places = ((-11.0, -8.0), (-3.0, -8.0), (-7.0, -4.0))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(sheet_look.ACCENT)
            painter.drawPolygon(QPolygonF([tip + QPointF(x, y) for x, y in places]))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def arrow_hit(self, rect: QRect, cell: Cell, point: QPoint) -> bool:
        """Whether a point in the viewport is on the arrow that opens the cell's choices."""
        return self._model.offers.any(cell) and point.x() > rect.right() - ARROW_WIDTH_PX

    def text_width_mm(self, cell: Cell) -> float:
        """The width that a cell's text is broken at."""
        sheet = self._model.sheet
        assert sheet is not None
        return sum(sheet.column_widths_mm[cell.column : cell.column + cell.column_span])

    # ---- editing ---------------------------------------------------------------------------

    @property
    def editor(self) -> CellEditor | None:
        """The editor while a cell is typed into."""
        return self._editor if self._open else None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = self._model.cell_at(index.row(), index.column())
        assert cell is not None
        scale = sheet_look.PX_PER_MM * self.zoom
        self._editor.open_for(
            cell,
            self._model.offers.of(cell),
            sheet_look.cell_font(cell.style, self.zoom, parent.logicalDpiY()),
            line_height_mm(cell.style) * scale,
            max(2, round(cell.style.padding_mm * scale)),
        )
        return self._editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # The model's own changes while a draft is typed must not overwrite the text.
        if not self._open:
            self._editor.set_text(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            self._open = True

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        cell, chosen = self._editor.cell, self._editor.chosen
        if chosen is not None and chosen.fills and cell is not None:
            self._model.choose(cell, chosen)
        else:
            model.setData(index, self._editor.toPlainText(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        editor.setGeometry(rect.adjusted(2, 2, -2, -2))

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._open = False
        editor.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing of Qt's own: the editor takes its keys and focus itself."""
        return False

    def _enter(self, leave: Leave) -> None:
        if not self._open or self._leaving:
            return
        self._leaving = True
        self._model.unkept = False
        self.commitData.emit(self._editor)
        if self._model.unkept:  # what was typed stays, to be entered again
            self._leaving = False
        else:
            self._close(leave)

    def _cancel(self) -> None:
        if not self._open or self._leaving:
            return
        self._leaving = True
        self._model.restore()
        self._close(Leave.STAY)

    def _close(self, leave: Leave) -> None:
        self.closeEditor.emit(self._editor)
        self._leaving = False
        self.left.emit(leave)

    def _typed(self) -> None:
        if self._open and self._editor.cell is not None:
            self.typing.emit(self._editor.cell, self._editor.toPlainText())
