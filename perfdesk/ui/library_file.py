"""Libraries as files: making, opening and finding again the ones used lately."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from perfdesk import paths
from perfdesk.errors import PerfdeskError
from perfdesk.model.library import Library
from perfdesk.ui.actions import Actions
from perfdesk.ui.bridge import Bridge
from perfdesk.ui.command import Command
from perfdesk.ui.session import Session


class LibraryFile(QObject):
    """The commands that put another library behind the window."""

    # Dialogs are imported when first needed: they would delay the window.

    def __init__(self, bridge: Bridge, session: Session, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._session = session
        self._window = window
        self._menu = actions.recent
        actions[Command.NEW_LIBRARY].triggered.connect(self.ask_new)
        actions[Command.OPEN_LIBRARY].triggered.connect(self.ask_open)
        self._menu.aboutToShow.connect(self._fill)
        self._fill()

    def ask_new(self) -> None:
        """Ask where a new library goes and open it."""
        from PySide6.QtWidgets import QFileDialog

        start = self._folder() / self.tr("绩效填报库{suffix}").format(suffix=paths.LIBRARY_SUFFIX)
        written, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("新建填报库"),
            str(start),
            self._filter(),
            options=QFileDialog.Option.DontConfirmOverwrite,  # an existing library is never replaced
        )
        if written:
            path = Path(written)
            self.create(
                path
                if path.suffix == paths.LIBRARY_SUFFIX
                else path.with_name(path.name + paths.LIBRARY_SUFFIX)
            )

    def ask_open(self) -> None:
        """Ask for a library and open it."""
        from PySide6.QtWidgets import QFileDialog

        written, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("打开填报库"), str(self._folder()), self._filter()
        )
        if written:
            self.open(Path(written))

    def create(self, path: Path) -> None:
        """Make a library and put it behind the window."""
        self._put(lambda: self._session.create(path))

    def open(self, path: Path) -> None:
        """Put a library behind the window, unless it is there already."""
        if path.absolute() != self._bridge.library.path:
            self._put(lambda: self._session.open(path))

    def tell_backup(self) -> None:
        """Say where the copy is that was made before the library was brought to this version."""
        backup = self._bridge.library.backup
        if backup is not None:
            from perfdesk.ui.dialogs.message import offer

            told = self.tr("填报库已升级到本版本的格式。升级前的备份在：\n{path}").format(path=backup)
            offer(self._window, told, ())

    def _put(self, opening: Callable[[], Library]) -> None:
        try:
            library = opening()
        except PerfdeskError as problem:
            self._tell_problem(problem.message)
            return
        self._bridge.replace(library)
        self.tell_backup()

    def _folder(self) -> Path:
        folder = self._bridge.library.path.parent
        return folder if folder.is_dir() else paths.documents()

    def _filter(self) -> str:
        return self.tr("绩效填报库 (*{suffix})").format(suffix=paths.LIBRARY_SUFFIX)

    def _fill(self) -> None:
        """List the libraries used lately, without the one that is open."""
        self._menu.clear()
        here = str(self._bridge.library.path)
        others = [known for known in self._session.settings.recent_libraries if known != here]
        for number, known in enumerate(others, start=1):
            action = self._menu.addAction(f"&{number}　{known}" if number < 10 else known)
            action.triggered.connect(lambda checked=False, path=Path(known): self._open_recent(path))
        self._menu.setEnabled(bool(others))

    def _open_recent(self, path: Path) -> None:
        if path.exists():
            self.open(path)
            return
        self._session.forget(path)
        told = self.tr("填报库“{path}”已不在原处，可能被移动、改名或删除。请用“打开填报库”找到它。")
        self._tell_problem(told.format(path=path))

    def _tell_problem(self, sentence: str) -> None:
        from perfdesk.ui.dialogs.message import tell_problem

        tell_problem(self._window, sentence)
