"""How the sheet looks on screen: millimetres to pixels, fonts, colours."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontDatabase

from perfdesk.model.definition import CellStyle
from perfdesk.paths import fonts_folder
from perfdesk.sheet.sheet import Cell, CellKind, Origin
from perfdesk.ui import theme

PX_PER_MM = 96 / 25.4  # logical pixels at 100%: Qt scales them for the screen

PAPER = QColor("#ffffff")
DESK = QColor("#e8ebef")
LINE = QColor("#5f6b7a")
INK = QColor("#1b1f24")
LABEL_FILL = QColor("#f4f6f8")
COMPUTED_FILL = QColor("#eaf2fb")
COMPUTED_INK = QColor("#0b4a8f")
WAITING_FILL = QColor("#fff6e0")
WAITING_INK = QColor("#9a6700")
MANUAL_INK = QColor("#7a2e8e")
UNREADABLE_INK = QColor("#c62828")
ACCENT = theme.ACCENT
SELECTION = QColor(ACCENT.red(), ACCENT.green(), ACCENT.blue(), 38)


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
