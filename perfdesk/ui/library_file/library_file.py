"""The commands that put another library behind the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from perfdesk import paths
from perfdesk.errors import PerfdeskError, system_reason
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record
from perfdesk.model.store import copying
from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command
from perfdesk.ui.library_file import import_file, start_window
from perfdesk.ui.library_file.file_drop import FileDrop
from perfdesk.ui.library_file.file_presence import same_file
from perfdesk.ui.library_file.library_choice import LibraryChoice
from perfdesk.ui.widget import message
from perfdesk.ui.work import progress_dialog
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session
from perfdesk.whole_file import replacing


class LibraryFile(QObject):
    """Libraries as files: making, opening and finding again the ones used lately.

    ``imported`` carries the ids of forms that came from a file, ``message`` a sentence for the status bar.
    """

    imported = Signal(object)
    message = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        session: Session,
        actions: Actions,
        may_leave: Callable[[], bool],
        window: QWidget,
    ) -> None:
        """``may_leave`` asks before each change of the library whether the open form may be left."""
        super().__init__(window)
        self.may_leave = may_leave
        self._bridge = bridge
        self._session = session
        self._window = window
        self._choice = LibraryChoice(session, window)
        self._menu = actions.recent
        actions[Command.START_PAGE].triggered.connect(self.show_start)
        actions[Command.NEW_LIBRARY].triggered.connect(self.ask_new)
        actions[Command.OPEN_LIBRARY].triggered.connect(self.ask_open)
        actions[Command.IMPORT].triggered.connect(self.ask_import)
        drop = FileDrop(window)
        drop.library_dropped.connect(self.open)
        drop.forms_dropped.connect(self.import_from)
        self._menu.aboutToShow.connect(self._fill)
        self._fill()

    def show_start(self) -> None:
        """Show the start page over the window, and go where it leads."""
        if not self.may_leave():
            return
        start = start_window.StartWindow(self._session, self._window, here=self._bridge.library.path)
        if start.exec() and start.library is not None:
            self._put(start.library)
            self.add_forms(start.records)
        start.deleteLater()

    def ask_new(self) -> None:
        """Ask where a new library goes and open it."""
        path = self._choice.ask_new(self._folder()) if self.may_leave() else None
        if path is not None:
            self.create(path)

    def ask_open(self) -> None:
        """Ask for a library and open it."""
        path = self._choice.ask_open(self._folder())
        if path is not None:
            self.open(path)

    def ask_import(self) -> None:
        """Ask for a file of forms and add what it holds to the library."""
        path = import_file.ask_file(self._window, self._folder())
        if path is not None:
            self.import_from(path)

    def import_from(self, path: Path) -> None:
        """Add the forms of a file to the library."""
        library = self._bridge.library
        if library.read_only:
            sentence = "填报库“{name}”{reason}，不能导入。"
            self._bridge.failed.emit(sentence.format(name=library.path.name, reason=library.read_only_reason))
        else:
            self.add_forms(import_file.read_forms(path, library.forms, self._window))

    def add_forms(self, records: tuple[Record, ...]) -> None:
        """Add forms to the library, showing how far that is."""
        record_ids = import_file.add_forms(self._bridge, records, self._window)
        if record_ids:
            self.message.emit(f"已导入 {len(record_ids)} 份自评表")
            self.imported.emit(record_ids)

    def create(self, path: Path) -> None:
        """Make a library and put it behind the window."""
        self._put(self._choice.create(path))

    def open(self, path: Path) -> None:
        """Put a library behind the window, unless it is there already."""
        library = self._bridge.library
        if (not same_file(path, library.path) or library.read_only) and self.may_leave():
            self._put(self._choice.open(path))

    def rescue(self, sentence: str) -> None:
        """Tell that the open library is damaged, and open what the user has made of it."""
        if self.may_leave():
            self._put(self._choice.rescue(self._bridge.library.path, sentence))

    def restore_as(self, backup: Path, target: Path) -> None:
        """Copy a backup to a file that is not there yet, and put that behind the window."""
        try:
            progress_dialog.busy(self._window, "正在读取备份…", lambda: self._staged(backup, target).close())
        except PerfdeskError as problem:
            self._show_problem(problem.message)
            return
        self.open(target)

    def restore(self, backup: Path, back_up: Callable[[Path], object]) -> bool:
        """Put a backup in the place of the open library; false where that failed (the user was told).

        ``back_up`` backs the present library up first; where that fails nothing is replaced.
        """
        path = self._bridge.library.path
        try:
            with replacing(path) as staged:
                progress_dialog.busy(self._window, "正在备份现在的填报库…", lambda: back_up(path))
                stand_in = progress_dialog.busy(
                    self._window, "正在读取备份…", lambda: self._staged(backup, staged)
                )
                # Should the file not open again, the window shows the backup's content instead of nothing.
                stand_in.path = path
                stand_in.read_only_reason = "暂时打不开，这里是备份的内容，只能查看"
                self._bridge.replace(stand_in)
            replaced = True
        except PerfdeskError as problem:
            self._show_problem(problem.message)
            return False
        except OSError as error:
            self._show_problem(f"填报库“{path}”不能替换：{system_reason(error)}。原来的内容没有改动。")
            replaced = False
        self._put(self._choice.open(path))
        return replaced and self._bridge.library is not stand_in

    def _staged(self, backup: Path, staged: Path) -> Library:
        """Copy a backup, and read it into memory with this program."""
        copying.copy_library(backup, staged)
        return Library.open(staged, self._session.forms, read_only=True)

    def report_backup(self) -> None:
        """Say where the copy is that was made before the library was brought to this version."""
        backup = self._bridge.library.backup
        if backup is not None:
            sentence = f"填报库已升级到本版本的格式。升级前的备份在：\n{backup}"
            message.offer(self._window, sentence, ())

    def _put(self, library: Library | None) -> None:
        if library is not None and self._read(library):
            self._bridge.replace(library)
            self.report_backup()

    def _read(self, library: Library) -> bool:
        """Read what the tree lists while the window lives on; a library that cannot be read is closed."""
        sentence = "正在打开填报库…"
        try:
            if progress_dialog.carry_out(
                self._window, sentence, 0, library.tree.reading_ahead(), lambda _: None
            ):
                return True
        except PerfdeskError as problem:
            self._show_problem(problem.message)
        library.close()
        return False

    def _folder(self) -> Path:
        folder = self._bridge.library.path.parent
        return folder if folder.is_dir() else paths.documents()

    def _fill(self) -> None:
        """List the libraries used lately, without the one that is open."""
        self._menu.clear()
        library = self._bridge.library
        here = "" if library.read_only else str(library.path)
        others = [path_text for path_text in self._session.settings.recent_libraries if path_text != here]
        for position, path_text in enumerate(others, start=1):
            action = self._menu.addAction(f"&{position}　{path_text}" if position < 10 else path_text)
            action.triggered.connect(lambda checked=False, path=Path(path_text): self.open(path))
        self._menu.setEnabled(bool(others))

    def _show_problem(self, sentence: str) -> None:
        message.show_problem(self._window, sentence)
