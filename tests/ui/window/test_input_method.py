"""Under fcitx the program takes the ibus way where this Qt has no fcitx plugin."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from perfdesk.ui.window.input_method import InputMethodFocus, input_environment, installed_plugins

WHEEL = frozenset({"ibus", "compose", "qtvirtualkeyboardplugin.so"})


@pytest.mark.parametrize(
    "environment",
    [
        {"QT_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "fcitx5"},
        {"XMODIFIERS": "@im=fcitx"},
        {"GTK_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx5"},
    ],
)
def test_fcitx_without_a_plugin_goes_by_ibus(environment: dict[str, str]) -> None:
    assert input_environment(environment, WHEEL) == {"QT_IM_MODULE": "ibus"}


@pytest.mark.parametrize("environment", [{}, {"QT_IM_MODULE": "ibus"}, {"XMODIFIERS": "@im=ibus"}])
def test_without_fcitx_nothing_is_touched(environment: dict[str, str]) -> None:
    assert input_environment(environment, WHEEL) == {}


def test_a_qt_with_the_plugin_keeps_it() -> None:
    assert input_environment({"QT_IM_MODULE": "fcitx5"}, WHEEL | {"fcitx5"}) == {}


def test_a_qt_without_ibus_is_left_alone() -> None:
    assert input_environment({"QT_IM_MODULE": "fcitx"}, {"compose"}) == {}


@pytest.mark.parametrize(
    ("order", "wanted"),
    [("wayland;fcitx", "wayland;fcitx;ibus"), ("wayland;fcitx;ibus", "wayland;fcitx;ibus")],
)
def test_the_list_of_newer_qt_gets_ibus_too(order: str, wanted: str) -> None:
    environment = {"QT_IM_MODULES": order}
    assert input_environment(environment, WHEEL) == {"QT_IM_MODULE": "ibus", "QT_IM_MODULES": wanted}


def test_plugins_are_named_as_the_variable_names_them(tmp_path: Path) -> None:
    folder = tmp_path / "platforminputcontexts"
    folder.mkdir()
    for name in ("libibusplatforminputcontextplugin.so", "libfcitx5platforminputcontextplugin.so"):
        (folder / name).touch()
    assert installed_plugins(tmp_path) == {"ibus", "fcitx5"}


def test_the_widget_with_the_keyboard_is_announced_again_once_its_window_has_it(
    application: QApplication,
) -> None:
    line = QLineEdit()
    line.show()
    line.activateWindow()
    line.setFocus()
    QApplication.processEvents()
    follower = InputMethodFocus(application)
    announced: list[object] = []
    handle = line.windowHandle()
    handle.focusObjectChanged.connect(announced.append)
    application.focusWindowChanged.emit(handle)
    assert announced == []  # what Qt sends to the input method late comes before it
    QTest.qWait(200)
    assert announced == [line]
    follower.deleteLater()
    line.close()
