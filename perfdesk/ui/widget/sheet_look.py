"""How the sheet looks on screen: millimetres to pixels, fonts, colours."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QWidget

from perfdesk.model.form.definition import CellStyle
from perfdesk.paths import fonts_folder
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin
from perfdesk.ui.widget import theme

PX_PER_MM = 96 / 25.4  # logical pixels at 100%: Qt scales them for the screen

# In the dark, paper is dark too: a white sheet would be most of the window. The preview and print stay white.
PAPER = theme.color("#ffffff", "#22272d")
DESK = theme.color("#e8ebef", "#15191d")
LINE = theme.color("#5f6b7a", "#66717d")
INK = theme.color("#1b1f24", "#e4e8ec")
LABEL_FILL = theme.color("#f4f6f8", "#2a3037")
COMPUTED_FILL = theme.color("#eaf2fb", "#213347")
COMPUTED_INK = theme.color("#0b4a8f", "#a9cff7")
WAITING_FILL = theme.color("#fff6e0", "#3b3221")
WAITING_INK = theme.color("#9a6700", "#e3b25e")
MANUAL_INK = theme.color("#7a2e8e", "#e3b3ef")
UNREADABLE_INK = theme.color("#c62828", "#ff8f86")
GRIP = theme.color("#9aa5b1", "#6d7883")
PENDING_INK = theme.color("#4b7f8c", "#7cbccb")
ACCENT = theme.ACCENT
SELECTION = theme.color("#261d5fa8", "#3c78b1ee")


class SheetColors(QObject):
    """Keeps a widget in the sheet's ink on one of its grounds, in whatever scheme is shown."""

    def __init__(self, widget: QWidget, ground: QColor) -> None:
        super().__init__(widget)
        self._widget, self._ground = widget, ground
        theme.scheme.changed.connect(self._put_on)
        self._put_on()

    def _put_on(self) -> None:
        palette = self._widget.palette()
        palette.setColor(QPalette.ColorRole.Base, self._ground)
        palette.setColor(QPalette.ColorRole.Text, INK)
        self._widget.setPalette(palette)


@lru_cache(maxsize=1)
def _family() -> str:
    """The paper's own face, so that what is on screen is what will be printed."""
    families: list[str] = []
    for file in sorted(fonts_folder().glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else "serif"


@lru_cache(maxsize=256)
def font(size_px: float, bold: bool, dpi: int) -> QFont:
    """The paper's face at a size in logical pixels, on a device of ``dpi`` logical dots per inch.

    Hinting is off, so that widths grow evenly with the zoom and lines end where paper's do.
    """
    result = QFont(_family())
    result.setPointSizeF(size_px * 72 / dpi)
    result.setBold(bold)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return result


def cell_font(style: CellStyle, zoom: float, dpi: int) -> QFont:
    """The font of a cell."""
    return font(style.size_pt * 96 / 72 * zoom, style.bold, dpi)


def fill(cell: Cell) -> QColor:
    """What a cell is filled with: printed, typed, computed and waiting cells are told apart."""
    if cell.origin is Origin.WAITING:
        return WAITING_FILL
    if cell.kind in (CellKind.COMPUTED, CellKind.SCORE):
        return COMPUTED_FILL
    if cell.kind is CellKind.LABEL and cell.style.border:
        return LABEL_FILL
    return PAPER


def ink(cell: Cell) -> QColor:
    """What a cell's text is drawn with."""
    if cell.origin is Origin.UNREADABLE:
        return UNREADABLE_INK
    if cell.kind is CellKind.SCORE and cell.origin is Origin.TYPED:
        return MANUAL_INK
    if cell.kind in (CellKind.COMPUTED, CellKind.SCORE):
        return COMPUTED_INK
    return INK
