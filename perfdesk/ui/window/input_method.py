"""Makes Chinese input work: chooses a plugin that this Qt has, and tells it which window has the keyboard."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

_FCITX = ("fcitx5", "fcitx")
_DELAY_MS = 60  # shorter than from the key that closes a dialog to the next
_ASKING = ("QT_IM_MODULES", "QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE")


def input_environment(environment: Mapping[str, str], plugins: Collection[str]) -> dict[str, str]:
    """The variables to set before the program starts; empty where all is well as it is.

    The PySide6 wheels hold no fcitx plugin, and a distribution's own does not load into them, so that
    raw letters arrive under fcitx; fcitx answers to the ibus protocol too. ``plugins`` are the names
    of the input method plugins of this Qt.
    """
    asked = " ".join(environment.get(name, "") for name in _ASKING).lower()
    running = [name for name in _FCITX if name in asked]
    if not running or any(name in plugins for name in running) or "ibus" not in plugins:
        return {}
    wanted = {"QT_IM_MODULE": "ibus"}
    order = environment.get("QT_IM_MODULES", "")
    if order:  # Qt from 6.7 on reads this list first
        wanted["QT_IM_MODULES"] = order if "ibus" in order.split(";") else f"{order};ibus"
    return wanted


def installed_plugins(folder: Path) -> frozenset[str]:
    """The input method plugins in a Qt plugin folder, by the name that ``QT_IM_MODULE`` takes."""
    names = (file.name.lower() for file in (folder / "platforminputcontexts").glob("lib*plugin.so"))
    return frozenset(name.removeprefix("lib").split("platforminputcontext")[0] for name in names)


def choose_input_method() -> None:
    """Set this process's variables where the asked input method cannot work; before QApplication."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    os.environ.update(input_environment(os.environ, installed_plugins(plugins)))


class InputMethodFocus(QObject):
    """Tells the input method again which widget has the keyboard, each time that another window has it.

    When a modal dialog closes, Qt's ibus plugin sends FocusIn for the window below and then FocusOut for the
    dialog; the input method believes the last, and the first letter arrives without being composed.
    """

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self._announce)
        application.focusWindowChanged.connect(self._follow)

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            self._timer.start()

    def _announce(self) -> None:
        window = QGuiApplication.focusWindow()
        if window is not None and (focused := window.focusObject()) is not None:
            window.focusObjectChanged.emit(focused)
