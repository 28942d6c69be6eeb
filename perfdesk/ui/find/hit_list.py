"""The list of what a search found: project, place, and the text with what was found highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from perfdesk.model.kept.text_search import Hit
from perfdesk.ui.widget import theme

Index = QModelIndex | QPersistentModelIndex

_NO_INDEX = QModelIndex()
_BEFORE = 14  # characters shown before the first place in a long text
_NAME_SHARE, _LABEL_SHARE = 0.26, 0.26


class HitLine(NamedTuple):
    """A hit with the name of its project."""

    hit: Hit
    name: str


class HitList(QListView):
    """A click or Enter on a line is ``activated``; the first line is current while none was chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = _Lines(self)
        self.setModel(self._model)
        self.setItemDelegate(_LineDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("查找结果")

    @property
    def lines(self) -> list[HitLine]:
        """What is listed."""
        return self._model.lines

    @property
    def current(self) -> Hit | None:
        """The hit of the current line."""
        row = self.currentIndex().row()
        return self._model.lines[row].hit if 0 <= row < len(self._model.lines) else None

    def add(self, lines: Sequence[HitLine]) -> None:
        """List more below."""
        self._model.add(lines)

    def show_lines(self, lines: Sequence[HitLine]) -> None:
        """List others instead; the current line stays as near as can be."""
        row = self.currentIndex().row()
        self._model.replace(lines)
        if row >= 0 and lines:
            self.setCurrentIndex(self._model.index(min(row, len(lines) - 1)))

    def step(self, by: int) -> Hit | None:
        """Go to the next (or the one before); behind the last comes the first."""
        count = len(self._model.lines)
        if not count:
            return None
        row = self.currentIndex().row()
        row = (row + by) % count if row >= 0 else (0 if by > 0 else count - 1)
        self.setCurrentIndex(self._model.index(row))
        return self.current


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[HitLine] = []

    def add(self, lines: Sequence[HitLine]) -> None:
        if lines:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(lines) - 1)
            self.lines += lines
            self.endInsertRows()

    def replace(self, lines: Sequence[HitLine]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit, name = line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{name}　{hit.label}　{hit.text}"
        if role == Qt.ItemDataRole.ToolTipRole:
            note = "" if hit.replaceable else "\n（金额和分数只查找，不替换）"
            return f"{name}\n{hit.label}\n{hit.text}{note}"
        return line if role == Qt.ItemDataRole.UserRole else None


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height: int = option.fontMetrics.height() + theme.SPACE - 2  # type: ignore[attr-defined]
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit, name = index.data(Qt.ItemDataRole.UserRole)
        rect = option.rect  # type: ignore[attr-defined]
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.ACCENT_PALE)
        left, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        elided = Qt.TextElideMode.ElideRight
        at = rect.left() + theme.SPACE
        for text, share, ink in (
            (name, _NAME_SHARE, palette.color(QPalette.ColorRole.Text)),
            (hit.label, _LABEL_SHARE, theme.MUTED),
        ):
            width = int(rect.width() * share) - theme.SPACE
            painter.setPen(ink)
            area = rect.adjusted(at - rect.left(), 0, 0, 0)
            painter.drawText(area, left | middle, metrics.elidedText(text, elided, width))
            at += width + theme.SPACE
        shown, spans = excerpt(hit)
        ink = palette.color(QPalette.ColorRole.Text) if hit.replaceable else theme.MUTED
        self._text(painter, option, shown, spans, at, ink)

    def _text(
        self, painter: QPainter, option: QStyleOptionViewItem, shown: str, spans: Any, at: int, ink: Any
    ) -> None:
        rect = option.rect  # type: ignore[attr-defined]
        layout = QTextLayout(shown, option.font)  # type: ignore[attr-defined]
        highlight = QTextCharFormat()
        highlight.setBackground(theme.WARNING_SOFT)
        highlight.setForeground(theme.WARNING)
        highlight.setFontWeight(700)
        formats = []
        for start, end in spans:
            part = QTextLayout.FormatRange()
            part.start = start  # type: ignore[attr-defined]
            part.length = end - start  # type: ignore[attr-defined]
            part.format = highlight  # type: ignore[attr-defined]
            formats.append(part)
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        line.setNumColumns(len(shown))
        layout.endLayout()
        painter.save()
        painter.setClipRect(rect.adjusted(at - rect.left(), 0, -theme.SPACE, 0))
        painter.setPen(ink)
        layout.draw(painter, QPointF(at, rect.top() + (rect.height() - line.height()) / 2))
        painter.restore()


def excerpt(hit: Hit) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A hit's text on one line, from a little before the first place, and the places in it.

    Places count in UTF-16 units, as Qt does.
    """
    start = max(0, hit.spans[0][0] - _BEFORE)
    head = "…" if start else ""
    shown = head + "".join(" " if character in "\r\n\t" else character for character in hit.text[start:])
    places = ((first - start + len(head), last - start + len(head)) for first, last in hit.spans)
    return shown, tuple((_units(shown[:first]), _units(shown[:last])) for first, last in places)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
