"""The commands that tell of the program itself: the palette of all commands, keys, log, about."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow

from perfdesk import paths
from perfdesk.model.safety import backup
from perfdesk.ui.command import keys_dialog, palette_panel
from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command
from perfdesk.ui.window import about_dialog
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session


class ProgramCommands(QObject):
    """Opens what explains the program, over a window."""

    def __init__(self, bridge: Bridge, session: Session, actions: Actions, window: QMainWindow) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._session = session
        self._actions = actions
        self._window = window
        self._palette: palette_panel.CommandPalette | None = None
        for command, slot in {
            Command.PALETTE: self._show_palette,
            Command.KEYS: self._show_keys,
            Command.ABOUT: self._show_about,
            Command.OPEN_LOG: _open_log_folder,
        }.items():
            actions[command].triggered.connect(slot)

    def _show_palette(self) -> None:
        if self._palette is None:
            self._palette = palette_panel.CommandPalette(self._window, self._actions)
        self._palette.open()

    def _show_keys(self) -> None:
        keys_dialog.KeysDialog(self._window).exec()

    def _show_about(self) -> None:
        library = self._bridge.library.path
        about_dialog.AboutDialog(
            library, backup.backup_folder(library, self._session.settings.backup_folder), self._window
        ).exec()


def _open_log_folder() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_file().parent)))
