"""The look of the program: every icon is there and can be drawn, text can be read on its ground."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton

from perfdesk import paths
from perfdesk.model.checks.state import State
from perfdesk.ui.command.command import Command
from perfdesk.ui.output.output_note import ICONS
from perfdesk.ui.tree.tree_listing import STATE_ICONS
from perfdesk.ui.widget import sheet_look, theme
from perfdesk.ui.widget.theme import Look


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def on(ground: QColor, over: QColor) -> QColor:
    """What a colour looks like that is painted over an opaque one."""
    share = over.alphaF()
    return QColor.fromRgbF(
        ground.redF() + (over.redF() - ground.redF()) * share,
        ground.greenF() + (over.greenF() - ground.greenF()) * share,
        ground.blueF() + (over.blueF() - ground.blueF()) * share,
    )


@pytest.fixture(params=[Look.LIGHT, Look.DARK])
def look(application: QApplication, request: pytest.FixtureRequest) -> Iterator[Look]:
    """The program in one look; afterwards in the system's."""
    theme.choose(request.param)
    yield request.param
    theme.choose(Look.SYSTEM)


def test_text_stands_out_from_its_ground(look: Look) -> None:
    inks = (theme.TEXT, theme.MUTED, theme.ACCENT, theme.GOOD, theme.PROBLEM, theme.WARNING)
    for ink, ground in product(inks, (theme.WINDOW, theme.BASE)):
        assert contrast(ink, ground) >= 4.5, (ink, ground)  # WCAG 2.1, 1.4.3
    assert contrast(theme.WARNING, theme.WARNING_SOFT) >= 4.5
    for ground in (theme.ACCENT_PALE, theme.ACCENT_SOFT):
        assert contrast(theme.TEXT, ground) >= 4.5


def test_what_is_typed_and_computed_can_be_read_on_the_paper_chosen_or_not(look: Look) -> None:
    for ink, fill in (
        (sheet_look.INK, sheet_look.PAPER),
        (sheet_look.INK, sheet_look.LABEL_FILL),
        (sheet_look.COMPUTED_INK, sheet_look.COMPUTED_FILL),
        (sheet_look.MANUAL_INK, sheet_look.COMPUTED_FILL),
        (sheet_look.UNREADABLE_INK, sheet_look.PAPER),
    ):
        assert contrast(ink, fill) >= 4.5, (ink, fill)
        assert contrast(ink, on(fill, sheet_look.SELECTION)) >= 4.0, (ink, fill)
    assert contrast(sheet_look.WAITING_INK, sheet_look.WAITING_FILL) >= 4.4
    for fill in (sheet_look.PAPER, sheet_look.LABEL_FILL, sheet_look.COMPUTED_FILL):
        assert contrast(sheet_look.LINE, fill) >= 2.5  # the ruling is seen


def test_an_empty_box_to_tick_can_be_seen(look: Look) -> None:
    box = QCheckBox()
    box.resize(box.sizeHint())
    picture = box.grab().toImage()
    middle = picture.height() // 2
    row = [picture.pixelColor(x, middle) for x in range(picture.width())]
    assert max(contrast(ink, theme.WINDOW) for ink in row) >= (1.5 if look is Look.LIGHT else 3)


def test_the_look_chosen_is_on_the_screen_at_once(application: QApplication) -> None:
    theme.choose(Look.LIGHT)
    button = QPushButton(theme.icon("new"), "")
    plain, red = QLabel("字"), QLabel("字")
    theme.colored(red, theme.PROBLEM)
    theme.muted(plain)
    try:
        seen = []
        for look in (Look.LIGHT, Look.DARK):
            theme.choose(look)
            application.processEvents()
            icon = button.icon().pixmap(20, 20).toImage()
            ground = application.palette().window().color().lightnessF()
            inks = [label.palette().color(label.foregroundRole()).lightnessF() for label in (plain, red)]
            seen.append((icon, ground, inks))
        (light_icon, light, light_inks), (dark_icon, dark, dark_inks) = seen
        assert light > 0.9
        assert dark < 0.2
        assert light_icon != dark_icon
        assert all(one < other for one, other in zip(light_inks, dark_inks, strict=True))
    finally:
        theme.choose(Look.SYSTEM)


def test_a_colour_made_while_it_is_dark_is_dark(application: QApplication) -> None:
    theme.choose(Look.DARK)
    try:
        made = theme.color("#ffffff", "#112233")
        assert made.name() == "#112233"
    finally:
        theme.choose(Look.SYSTEM)
    assert made.name() == "#ffffff"


def test_icons_are_drawn_in_colours_that_both_schemes_have() -> None:
    known = {"#46535f", "#8a95a1", "#a86400", "#1d5fa8", "#2e7d4f", "#b3382c", "#ffffff"}
    for file in paths.icons_folder().glob("*.svg"):
        used = set(re.findall("#[0-9a-zA-Z]+", file.read_text(encoding="utf-8")))
        assert used <= known, file.name


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_an_icon_is_drawn_for_the_pixels_of_the_screen(application: QApplication, ratio: float) -> None:
    picture = theme.icon("print").pixmap(QSize(20, 20), ratio)
    assert (picture.width(), picture.devicePixelRatioF()) == (20 * ratio, ratio)


def test_every_icon_is_used_and_can_be_drawn(application: QApplication) -> None:
    used = {command.value.icon for command in Command if command.value.icon}
    used |= {"perfdesk", "year", "unit", "saved", "locked", "search", "notice", "sample"}
    used |= {"back", "forward", "home"}  # of the guide
    used |= {*STATE_ICONS.values(), *ICONS.values()}
    assert used == {file.stem for file in paths.icons_folder().glob("*.svg")}
    for name in used:
        assert not theme.icon(name).pixmap(20, 20).isNull(), name


def test_every_state_has_a_mark_of_its_own() -> None:
    assert set(STATE_ICONS) == set(State)
    assert len(set(STATE_ICONS.values())) == len(State)


def test_the_font_names_a_chinese_face(application: QApplication) -> None:
    families = theme.ui_font(QFont("Nowhere")).families()
    assert families[0] == "Nowhere"
    assert families[-1] in QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)


def test_without_a_chinese_face_the_bundled_one_is_loaded(
    application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    assert theme.ui_font(QFont()).families()[-1] == "Noto Serif SC"
