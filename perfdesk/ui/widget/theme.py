"""How the program looks: colours, spacing, fonts and icons, in one place."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from perfdesk import paths
from perfdesk.ui.widget.icon_engine import IconEngine


class Look(StrEnum):
    """The user's choice between the two schemes of colours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


# Each colour is one object as long as the program runs; changing the scheme changes its value. So whoever
# holds it, paints with it or writes its name into a text the next time has the one now shown.
class Scheme(QObject):
    """Tells by ``changed`` that the colours have other values, for what was made of the old ones."""

    changed = Signal()


scheme = Scheme()


class _Color(NamedTuple):
    shown: QColor
    light: QColor
    dark: QColor


_SCHEMES: list[_Color] = []


def color(light: str, dark: str) -> QColor:
    """A colour of both schemes, as ``#rrggbb`` or ``#aarrggbb``; its value is that of the one shown."""
    shown = QColor(dark if _SCHEMES and is_dark() else light)
    _SCHEMES.append(_Color(shown, QColor(light), QColor(dark)))
    return shown


def is_dark() -> bool:
    """Whether the dark scheme is shown."""
    return _SCHEMES[0].shown == _SCHEMES[0].dark


WINDOW = color("#f3f5f7", "#1c2126")
BASE = color("#ffffff", "#252b31")
TEXT = color("#1f2933", "#e3e7eb")
MUTED = color("#5b6773", "#a7b1bb")
LINE = color("#d3dae1", "#3f4851")
ACCENT = color("#1d5fa8", "#78b1ee")
ACCENT_SOFT = color("#dfeaf6", "#2a3f56")
ACCENT_PALE = color("#c7dcf3", "#31506f")
GOOD = color("#2e7d4f", "#63bd8b")
WARNING = color("#8a5200", "#e2ab55")
WARNING_SOFT = color("#fdf3e0", "#3d3222")
PROBLEM = color("#b3382c", "#f0877c")
_BUTTON = color("#eef1f4", "#2e353c")
_LIGHT = color("#ffffff", "#3a424a")
_MIDLIGHT = color("#e6eaee", "#333b43")
_DARK = color("#9aa5b1", "#12161a")
_SHADOW = color("#6b7783", "#0c0f12")
_BOX = color("#f3f5f7", "#a7b1bb")
_DISABLED = color("#98a2ad", "#6d7781")

# What the pictures in resources/icons are drawn in, beside the colours above.
_ICON_INK = color("#46535f", "#bac3cc")
_ICON_AMBER = color("#a86400", "#e2ab55")
_ICON_FAINT = color("#8a95a1", "#7f8a95")
_ICON_COLORS = {ink.name(): ink for ink in (_ICON_INK, _ICON_FAINT, _ICON_AMBER, ACCENT, GOOD, PROBLEM, BASE)}

STYLE_ARGUMENTS = ("-style", "Fusion")
"""What the application is made with, after its name: setting the style later loads all of QStyle, 15 ms."""

SPACE = 8
"""The unit of all distances between widgets, in device-independent pixels."""

ICON_SIZE = 20

_LOGO = "perfdesk"
_INK = "ink"  # the property of a widget that says which colour it is written in
_LOOK = "look"  # the property of the application that says which is chosen

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
    """Give the application its colours and font; it follows the system until :func:`choose`."""
    app.setFont(ui_font(app.font()))
    app.setWindowIcon(icon(_LOGO))
    _paint(app)
    app.styleHints().colorSchemeChanged.connect(lambda: _paint(app))


def choose(look: Look) -> None:
    """Show the program in another look, all that is on screen at once."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if look is not chosen():
        app.setProperty(_LOOK, look.value)
        # For what the system draws: the frames of windows, its own dialogs.
        app.styleHints().setColorScheme(_SYSTEM_SCHEMES[look])
        _paint(app)


def chosen() -> Look:
    """The look in force."""
    app = QCoreApplication.instance()
    return Look(app.property(_LOOK) or Look.SYSTEM) if app is not None else Look.SYSTEM


def _paint(app: QApplication) -> None:
    asked = app.styleHints().colorScheme() if chosen() is Look.SYSTEM else _SYSTEM_SCHEMES[chosen()]
    dark = asked is Qt.ColorScheme.Dark
    for both in _SCHEMES:
        both.shown.setRgba((both.dark if dark else both.light).rgba())
    palette = _palette()
    app.setPalette(palette)
    for name, change in _CLASS_PALETTES.items():
        own = QPalette(palette)
        change(own)
        app.setPalette(own, name)  # type: ignore[arg-type]  # PySide6 takes a str, its types name bytes
    for widget in app.allWidgets():
        number = widget.property(_INK)
        if number is not None:
            _color(widget, _SCHEMES[number].shown)
    scheme.changed.emit()


_SYSTEM_SCHEMES = {
    Look.SYSTEM: Qt.ColorScheme.Unknown,
    Look.LIGHT: Qt.ColorScheme.Light,
    Look.DARK: Qt.ColorScheme.Dark,
}


@cache
def icon(name: str) -> QIcon:
    """The icon of that name from ``resources/icons``, in the colours of the scheme shown."""
    if name == _LOGO:  # the same everywhere, as the system shows it beside other programs
        return QIcon(str(_icons_folder() / f"{name}.svg"))
    return QIcon(IconEngine(_icons_folder() / f"{name}.svg", _in_scheme))


def _in_scheme(picture: str) -> str:
    """A picture drawn in the light scheme's colours, in those of the scheme shown."""
    for light, shown in _ICON_COLORS.items():
        picture = picture.replace(light, shown.name())
    return picture


@cache
def _icons_folder() -> Path:
    return paths.icons_folder()


def muted(label: QLabel) -> QLabel:
    """The label, written in the colour of secondary text."""
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def colored(label: QLabel, ink: QColor) -> None:
    """Write a label in a colour of this module, in whatever scheme is shown."""
    number = next(number for number, both in enumerate(_SCHEMES) if both.shown is ink)
    label.setProperty(_INK, number)
    _color(label, ink)


def _color(widget: QWidget, ink: QColor) -> None:
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.WindowText, ink)
    widget.setPalette(palette)


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
    for which, ink in {
        role.Window: WINDOW,
        role.WindowText: TEXT,
        role.Base: BASE,
        role.AlternateBase: WINDOW,
        role.Text: TEXT,
        role.Button: _BUTTON,
        role.ButtonText: TEXT,
        role.BrightText: PROBLEM,
        role.ToolTipBase: BASE,
        role.ToolTipText: TEXT,
        role.PlaceholderText: MUTED,
        role.Highlight: ACCENT,
        role.HighlightedText: BASE,
        role.Accent: ACCENT,
        role.Link: ACCENT,
        role.LinkVisited: ACCENT,
        role.Light: _LIGHT,
        role.Midlight: _MIDLIGHT,
        role.Mid: LINE,
        role.Dark: _DARK,
        role.Shadow: _SHADOW,
    }.items():
        palette.setColor(which, ink)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, _DISABLED)
    palette.setColor(group.Inactive, role.Highlight, ACCENT_SOFT)
    palette.setColor(group.Inactive, role.HighlightedText, TEXT)
    return palette


def _of_headers(palette: QPalette) -> None:
    palette.setColor(QPalette.ColorRole.ButtonText, MUTED)


def _of_trees(palette: QPalette) -> None:
    """Paler than elsewhere: the coloured marks of the state have to be seen on what is chosen."""
    palette.setColor(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight, ACCENT_PALE)
    palette.setColor(QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText, TEXT)


def _of_boxes(palette: QPalette) -> None:
    """Fusion outlines a box to tick in a darker shade of this, and on a dark ground nobody saw it."""
    palette.setColor(QPalette.ColorRole.Window, _BOX)


_CLASS_PALETTES = {
    "QHeaderView": _of_headers,
    "QTreeView": _of_trees,
    "QCheckBox": _of_boxes,
    "QRadioButton": _of_boxes,
}
