"""Icons that are drawn anew in the colours of the scheme shown, at the very size they are shown at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImageReader, QPainter, QPixmap

_FAINT = 0.38  # of an action that cannot be done now


class IconEngine(QIconEngine):
    """Draws one SVG; ``colored`` brings its text into the colours that are shown at that moment.

    Menus, buttons and views ask it again each time they paint, so none has to be told of other colours.
    """

    def __init__(self, file: Path, colored: Callable[[str], str]) -> None:
        super().__init__()
        self._file = file
        self._colored = colored
        self._text = ""
        self._drawn: dict[tuple[str, int, int, bool], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The picture of ``size`` device-independent pixels, ``scale`` pixels each, as Qt 6.9 asks for it."""
        if not self._text:
            self._text = self._file.read_text(encoding="utf-8")
        picture = self._colored(self._text)
        pixels = size * scale
        key = (picture, pixels.width(), pixels.height(), mode is QIcon.Mode.Disabled)
        if key not in self._drawn:
            self._drawn[key] = _drawn(picture, pixels, _FAINT if mode is QIcon.Mode.Disabled else 1.0)
            self._drawn[key].setDevicePixelRatio(scale)
        return self._drawn[key]

    def clone(self) -> QIconEngine:
        return IconEngine(self._file, self._colored)


def _drawn(picture: str, size: QSize, opacity: float) -> QPixmap:
    buffer = QBuffer()
    buffer.setData(picture.encode())
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"svg")
    reader.setScaledSize(size)
    result = QPixmap(size)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setOpacity(opacity)
    painter.drawImage(0, 0, reader.read())
    painter.end()
    return result
