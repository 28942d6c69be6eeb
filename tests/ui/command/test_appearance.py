"""Light or dark, chosen in the menu: shown at once and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QTextBrowser

from perfdesk.model.form.path import Path
from perfdesk.settings import load_settings
from perfdesk.ui.command.command import Command
from perfdesk.ui.widget import sheet_look, theme
from perfdesk.ui.widget.theme import Look
from perfdesk.ui.window.main_window import MainWindow

Opening = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def system_look(application: QApplication) -> Iterator[None]:
    yield
    theme.choose(Look.SYSTEM)


def lightness(window: MainWindow) -> float:
    """Of what most of the sheet is painted in: its paper."""
    picture = window.sheet.view.viewport().grab().toImage()
    middle = picture.width() // 2
    seen = Counter(picture.pixelColor(middle, y).lightness() for y in range(picture.height()))
    return seen.most_common(1)[0][0] / 255


def test_the_choice_is_shown_at_once_and_kept(open_window: Opening) -> None:
    window = open_window()
    assert window.commands[Command.LOOK_SYSTEM].isChecked()
    window.sheet.focus_path(Path("indicators", 0, "manual_score"))
    window.commands[Command.LOOK_LIGHT].trigger()
    window.explanation.refresh()
    light = lightness(window)
    text = window.explanation.findChild(QTextBrowser)
    assert text is not None
    html = text.toHtml()
    window.commands[Command.LOOK_DARK].trigger()
    QApplication.processEvents()
    assert not window.commands[Command.LOOK_LIGHT].isChecked()
    assert lightness(window) < 0.3 < 0.7 < light
    assert text.toHtml() != html
    assert load_settings().look == "dark"
    assert sheet_look.PAPER.lightnessF() < 0.3


def test_what_was_chosen_is_what_the_menu_shows_next_time(open_window: Opening) -> None:
    theme.choose(Look.DARK)
    window = open_window()
    assert window.commands[Command.LOOK_DARK].isChecked()
    assert not window.commands[Command.LOOK_SYSTEM].isChecked()
