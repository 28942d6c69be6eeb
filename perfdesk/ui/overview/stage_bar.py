"""A bar of how many forms are at which stage, drawn by us in the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from perfdesk.model.overview.progress import Progress, Stage
from perfdesk.ui.widget import theme

COLORS: dict[Stage, QColor] = {
    Stage.READY: theme.GOOD,
    Stage.WRONG: theme.PROBLEM,
    Stage.DRAFT: theme.color("#d39a3a", "#d39a3a"),
    Stage.EMPTY: theme.color("#d3dae1", "#46505a"),
}
"""The colour of each stage."""

_BAR_PX = 12
_DOT_PX = 10


def paint_bar(painter: QPainter, box: QRectF, progress: Progress) -> None:
    """Fill a box with a part for each stage, as wide as its share; a stage that has any is seen."""
    if not progress.total:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_box = QPainterPath()
    round_box.addRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setClipPath(round_box)
    left = box.left()
    for stage, width in _widths(progress, box.width()):
        painter.fillRect(QRectF(left, box.top(), width + 0.5, box.height()), COLORS[stage])
        left += width
    painter.restore()


def _widths(progress: Progress, room: float) -> Iterator[tuple[Stage, float]]:
    """The width of each stage there is; none is thinner than the bar is high."""
    counts = {stage: progress.count(stage) for stage in Stage if progress.count(stage)}
    least = min(_DOT_PX, room / len(counts))
    wanted = {stage: max(room * count / progress.total, least) for stage, count in counts.items()}
    over = sum(wanted.values()) - room
    spare = sum(width - least for width in wanted.values())
    for stage, width in wanted.items():
        yield stage, width - (over * (width - least) / spare if spare > 0 else 0)


class StageBar(QWidget):
    """The bar over its legend: 填完无误 4　填完有错 3　…"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, progress: Progress) -> None:
        """Show how far some forms have come."""
        self._progress = progress
        description = "，".join(f"{stage} {progress.count(stage)}" for stage in Stage)
        self.setAccessibleName(description)
        self.setToolTip(description)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, _BAR_PX + theme.SPACE + self.fontMetrics().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._progress is None:
            return
        painter = QPainter(self)
        paint_bar(painter, QRectF(0, 0, self.width(), _BAR_PX), self._progress)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.fontMetrics().height()
        top = _BAR_PX + theme.SPACE
        left = 0
        for stage in Stage:
            text = f"{stage} {self._progress.count(stage)}"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(COLORS[stage])
            painter.drawEllipse(QPointF(left + _DOT_PX / 2, top + height / 2), _DOT_PX / 2, _DOT_PX / 2)
            painter.setPen(theme.TEXT if self._progress.count(stage) else theme.MUTED)
            width = self.fontMetrics().horizontalAdvance(text)
            left += _DOT_PX + theme.SPACE - 2
            painter.drawText(QRect(left, top, width + 2, height), Qt.AlignmentFlag.AlignVCenter, text)
            left += width + theme.SPACE * 3
        painter.end()
