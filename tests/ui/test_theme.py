"""The look of the program: every icon is there and can be drawn, text can be read on its ground."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from perfdesk import paths
from perfdesk.model.state import State
from perfdesk.ui import theme
from perfdesk.ui.command import Command
from perfdesk.ui.tree.listing import STATE_ICONS


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ink", [theme.TEXT, theme.MUTED, theme.ACCENT, theme.PROBLEM, theme.WARNING])
@pytest.mark.parametrize("ground", [theme.WINDOW, theme.BASE])
def test_text_stands_out_from_its_ground(ink: QColor, ground: QColor) -> None:
    assert contrast(ink, ground) >= 4.5  # WCAG 2.1, 1.4.3


def test_the_banner_can_be_read() -> None:
    assert contrast(theme.WARNING, theme.WARNING_SOFT) >= 4.5


def test_every_icon_is_used_and_can_be_drawn(application: QApplication) -> None:
    used = {command.value.icon for command in Command if command.value.icon}
    used |= {"perfdesk", "year", "unit", "saved", "locked", "search", *STATE_ICONS.values()}
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
