"""Paints the cells of a sheet as paper shows them, and over that findings, origins and focus."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from perfdesk.model.checks.finding import by_severity
from perfdesk.model.form.definition import Align, VerticalAlign
from perfdesk.sheet.layout.metrics import baseline_mm, line_height_mm
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin
from perfdesk.sheet.layout.wrap import wrap
from perfdesk.ui.explanation.explanation_content import waiting_text
from perfdesk.ui.findings.findings_content import COLORS
from perfdesk.ui.sheet_view.cell_choices import Offers
from perfdesk.ui.sheet_view.sheet_model import SheetModel
from perfdesk.ui.widget import sheet_look

ARROW_WIDTH_PX = 14
_ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
_TEXT_FLAGS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | _ONE_LINE,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter | _ONE_LINE,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | _ONE_LINE,
}


class CellPainter:
    """Paints the cells of a sheet model; ``zoom`` 1 is the size of paper."""

    def __init__(self, model: SheetModel, offers: Offers) -> None:
        self._model = model
        self._offers = offers
        self.zoom = 1.0

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        cell: Cell,
        dots_per_inch: int,
        *,
        selected: bool,
        focused: bool,
    ) -> None:
        """Paint a cell into its rectangle of the viewport."""
        painter.fillRect(rect, sheet_look.fill(cell))
        if selected:
            painter.fillRect(rect, sheet_look.SELECTION)
        if cell.text:
            self._text(painter, rect, cell, dots_per_inch)
        if cell.origin is Origin.WAITING:
            self._waiting(painter, rect, cell, dots_per_inch)
        if cell.kind is CellKind.SCORE and cell.origin is Origin.TYPED:
            self._corner(painter, rect, sheet_look.MANUAL_INK)
        if cell.origin is Origin.UNREADABLE:
            self._corner(painter, rect, sheet_look.UNREADABLE_INK)
        found = self._model.cell_flags.findings_at(cell)
        if found:
            gravest = by_severity(found)[0].severity
            self._corner(painter, rect, COLORS[gravest], Qt.Corner.TopLeftCorner)
        if self._model.cell_flags.pending_at(cell):
            self._corner(painter, rect, sheet_look.PENDING_INK, Qt.Corner.BottomLeftCorner)
        self._borders(painter, rect, cell)
        if focused:
            self._focus(painter, rect, cell)

    def _text(self, painter: QPainter, rect: QRect, cell: Cell, dots_per_inch: int) -> None:
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
        font = sheet_look.cell_font(style, self.zoom, dots_per_inch)
        painter.setFont(font)
        painter.setPen(sheet_look.ink(cell))
        padding = style.padding_mm * scale
        flags = _TEXT_FLAGS[style.align]
        # drawText places the top of the font's own line box; paper places the baseline.
        ascent = painter.fontMetrics().ascent()
        baseline = baseline_mm(style) * scale
        box = QRectF(rect.left() + padding, 0, rect.width() - 2 * padding, line_height)
        for index, line in enumerate(lines):
            if line:
                box.moveTop(top + index * line_height + baseline - ascent)
                painter.drawText(box, flags, line)

    def _waiting(self, painter: QPainter, rect: QRect, cell: Cell, dots_per_inch: int) -> None:
        """Say in place of a score that it is missing, in the words of the panel."""
        painter.setFont(sheet_look.font(10 * self.zoom, False, dots_per_inch))
        painter.setPen(sheet_look.WAITING_INK)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, waiting_text(self._model.record, cell))

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
        if self._offers.any(cell):
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
        return self._offers.any(cell) and point.x() > rect.right() - ARROW_WIDTH_PX

    def text_width_mm(self, cell: Cell) -> float:
        """The width that a cell's text is broken at."""
        sheet = self._model.sheet
        assert sheet is not None
        return sum(sheet.column_widths_mm[cell.column : cell.column + cell.column_span])
