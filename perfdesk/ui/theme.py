"""How the program looks: colours, spacing, fonts and icons, in one place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from perfdesk import paths

WINDOW = QColor("#f3f5f7")
BASE = QColor("#ffffff")
TEXT = QColor("#1f2933")
MUTED = QColor("#5b6773")
LINE = QColor("#d3dae1")
ACCENT = QColor("#1d5fa8")
ACCENT_SOFT = QColor("#dfeaf6")
ACCENT_PALE = QColor("#c7dcf3")
GOOD = QColor("#2e7d4f")
WARNING = QColor("#8a5200")
WARNING_SOFT = QColor("#fdf3e0")
PROBLEM = QColor("#b3382c")

SPACE = 8
"""The unit of all distances between widgets, in device-independent pixels."""

ICON_SIZE = 20

_FONT_SIZE_PT = 10.0
_BUNDLED = "NotoSerifSC-Regular.ttf"
_SCREEN_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)


def apply(app: QApplication) -> None:
    """Give the application its style, colours and font."""
    app.setStyle("Fusion")
    app.setPalette(_palette())
    app.setFont(ui_font(app.font()))
    app.setWindowIcon(icon("perfdesk"))


@cache
def icon(name: str) -> QIcon:
    """The icon of that name from ``resources/icons``."""
    return QIcon(str(_icons_folder() / f"{name}.svg"))


@cache
def _icons_folder() -> Path:
    return paths.icons_folder()


def muted(label: QLabel) -> QLabel:
    """The label, written in the colour of secondary text."""
    colored(label, MUTED)
    return label


def colored(label: QLabel, color: QColor) -> None:
    """Write a label in a colour."""
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, color)
    label.setPalette(palette)


def scaled(font: QFont, factor: float, bold: bool = False) -> QFont:
    """A font that many times as large."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * factor)
    result.setBold(bold)
    return result


def ui_font(system: QFont) -> QFont:
    """The system's font, not too small, with a Chinese face named behind it.

    Without one named, Qt would take Chinese characters from whatever face it finds, and so from the one
    of printed forms once a sheet has loaded that.
    """
    font = QFont(system)
    font.setPointSizeF(max(_FONT_SIZE_PT, system.pointSizeF()))
    font.setFamilies([*system.families(), _chinese_family()])
    return font


def _chinese_family() -> str:
    """The installed Chinese face that reads best on screen, or the bundled one where there is none."""
    installed = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    for wanted in _SCREEN_FAMILIES:
        if wanted in installed:
            return wanted
    if installed:
        return installed[0]
    number = QFontDatabase.addApplicationFont(str(paths.fonts_folder() / _BUNDLED))
    return next(iter(QFontDatabase.applicationFontFamilies(number)), "") if number >= 0 else ""


def _palette() -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for which, color in {
        role.Window: WINDOW,
        role.WindowText: TEXT,
        role.Base: BASE,
        role.AlternateBase: WINDOW,
        role.Text: TEXT,
        role.Button: QColor("#eef1f4"),
        role.ButtonText: TEXT,
        role.ToolTipBase: BASE,
        role.ToolTipText: TEXT,
        role.PlaceholderText: QColor("#8a95a1"),
        role.Highlight: ACCENT,
        role.HighlightedText: BASE,
        role.Accent: ACCENT,
        role.Link: ACCENT,
        role.LinkVisited: ACCENT,
        role.Light: BASE,
        role.Midlight: QColor("#e6eaee"),
        role.Mid: LINE,
        role.Dark: QColor("#9aa5b1"),
        role.Shadow: QColor("#6b7783"),
    }.items():
        palette.setColor(which, color)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, QColor("#98a2ad"))
    palette.setColor(group.Inactive, role.Highlight, ACCENT_SOFT)
    palette.setColor(group.Inactive, role.HighlightedText, TEXT)
    return palette
