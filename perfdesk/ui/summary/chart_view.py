"""Pictures on screen: the very drawings that are printed, as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from perfdesk.sheet.pages.chart import BLUE, GREY, ORANGE, Drawing
from perfdesk.ui.widget import sheet_look, theme

_WIDEST = 1.25  # as large as on paper and a quarter more
_LINE_PX = 1.0
_ON_SCREEN = {
    BLUE: theme.color("#3b78b8", "#5b96d3"),
    ORANGE: theme.color("#d68a2e", "#cf9347"),
    GREY: theme.color("#e4e8ec", "#333b43"),
}
"""What the colours of the printed pictures are on screen."""


class ChartView(QScrollArea):
    """Drawings one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._canvas = _Canvas(self)
        self.setWidget(self._canvas)
        self.setAccessibleName("汇总图")

    def show_drawings(self, drawings: tuple[Drawing, ...]) -> None:
        """Show other drawings."""
        self._canvas.show_drawings(drawings)
        self.verticalScrollBar().setValue(0)


class _Canvas(QWidget):
    """Paints the drawings scaled to its width, each only as high as it is drawn on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawings: tuple[Drawing, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_drawings(self, drawings: tuple[Drawing, ...]) -> None:
        self._drawings = drawings
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        scale = self._scale()
        self.setFixedHeight(round(sum(_extent(drawing)[1] for drawing in self._drawings) * scale) + 1)

    def _scale(self) -> float:
        """Logical pixels a millimetre."""
        if not self._drawings:
            return sheet_look.PX_PER_MM
        page = self._drawings[0].page
        return min(self.width() / (page.width_mm - page.left_mm), sheet_look.PX_PER_MM * _WIDEST)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        above = 0.0
        for drawing in self._drawings:
            top, height = _extent(drawing)
            painter.save()
            painter.translate(-drawing.page.left_mm * scale, (above - top) * scale)
            self._paint(painter, drawing, scale)
            painter.restore()
            above += height

    def _paint(self, painter: QPainter, drawing: Drawing, scale: float) -> None:
        for bar in drawing.bars:
            area = QRectF(bar.x_mm * scale, bar.y_mm * scale, bar.width_mm * scale, bar.height_mm * scale)
            painter.fillRect(area, _ON_SCREEN[bar.color])
        painter.setPen(QPen(sheet_look.LINE, _LINE_PX))
        for stroke in drawing.strokes:
            painter.drawLine(
                round(stroke.x1_mm * scale),
                round(stroke.y1_mm * scale),
                round(stroke.x2_mm * scale),
                round(stroke.y2_mm * scale),
            )
        painter.setPen(sheet_look.INK)
        for line in drawing.texts:
            painter.setFont(
                sheet_look.cell_font(line.style, scale / sheet_look.PX_PER_MM, self.logicalDpiY())
            )
            painter.drawText(round(line.x_mm * scale), round(line.baseline_mm * scale), line.text)


def _extent(drawing: Drawing) -> tuple[float, float]:
    """Where a drawing begins, and how high it is, in millimetres; a little air below."""
    bottom = max((bar.y_mm + bar.height_mm for bar in drawing.bars), default=drawing.page.top_mm)
    return drawing.page.top_mm, bottom + drawing.page.top_mm / 2 - drawing.page.top_mm
