"""The pages of a PDF one below the other, as large as the screen or the user wants."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from perfdesk.exchange.reading.preview import page_sizes_mm
from perfdesk.ui.output.page_image import page_picture
from perfdesk.ui.widget import theme

LEAST_ZOOM, MOST_ZOOM = 0.25, 4.0

_PX_PER_MM = 96 / 25.4
_GAP = 16
_DESK = theme.color("#dfe3e8", "#15191d")
_EDGE = theme.color("#b6bec7", "#3f4851")
_KEPT = 6  # pictures of pages: those on screen and those beside them


class PageView(QAbstractScrollArea):
    """Shows pages; ``zoom_changed`` carries the factor (1 is the size of paper), ``page_changed`` the number.

    While it fits the width, it does so over every change of its size.
    """

    zoom_changed = Signal(float)
    page_changed = Signal(int)

    def __init__(self, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._sizes = page_sizes_mm(pdf)
        self._zoom = 1.0
        self._fitting = True
        self._page = 0
        self._pictures: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(40)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")

    @property
    def count(self) -> int:
        """The number of pages."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """1 is the size of paper."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at a size, and stop fitting the width."""
        self._fitting = False
        self._set_zoom(zoom)

    def fit_width(self) -> None:
        """Make the pages as wide as the view, and keep them so."""
        self._fitting = True
        widest = max(width for width, _ in self._sizes) * _PX_PER_MM
        self._set_zoom((self.viewport().width() - 2 * _GAP) / widest)

    def _set_zoom(self, zoom: float) -> None:
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        height = self._height()
        at = self.verticalScrollBar().value() / height if height else 0.0
        self._zoom = zoom
        self._pictures.clear()
        self._set_scroll_bars()
        self.verticalScrollBar().setValue(round(at * self._height()))
        self.viewport().update()
        self.zoom_changed.emit(zoom)

    # ---- geometry --------------------------------------------------------------------------

    def _size(self, page: int) -> QSize:
        width, height = self._sizes[page]
        return QSize(round(width * _PX_PER_MM * self._zoom), round(height * _PX_PER_MM * self._zoom))

    def _tops(self) -> list[int]:
        """Where each page begins, in pixels from the top of the first one's gap; and where all end."""
        tops = [_GAP]
        for page in range(self.count):
            tops.append(tops[-1] + self._size(page).height() + _GAP)
        return tops

    def _height(self) -> int:
        return self._tops()[-1]

    def _set_scroll_bars(self) -> None:
        room = self.viewport().size()
        width = max(self._size(page).width() for page in range(self.count)) + 2 * _GAP
        for bar, needed, there in (
            (self.verticalScrollBar(), self._height(), room.height()),
            (self.horizontalScrollBar(), width, room.width()),
        ):
            bar.setRange(0, max(0, needed - there))
            bar.setPageStep(there)

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        tops = self._tops()
        page = next((page for page in range(self.count) if middle < tops[page + 1]), self.count - 1)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    # ---- events ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting:
            self.fit_width()
        else:
            self._set_scroll_bars()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), _DESK)
        tops = self._tops()
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for page in range(self.count):
            size = self._size(page)
            left = max(_GAP, (self.viewport().width() - size.width()) // 2) - offset.x()
            place = QRectF(left, tops[page] - offset.y(), size.width(), size.height())
            if place.intersects(QRectF(event.rect())):
                painter.drawImage(place, self._picture(page))
                painter.setPen(_EDGE)
                painter.drawRect(place)
        painter.end()

    def _picture(self, page: int) -> QImage:
        dpi = 96 * self._zoom * self.devicePixelRatioF()
        cached = self._pictures.pop((page, dpi), None)
        picture = page_picture(self._pdf, page, dpi) if cached is None else cached
        self._pictures[page, dpi] = picture
        if len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        return picture
