"""What keeps work from being lost, as commands: the history of a project, the recycle bin, backups."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from perfdesk.model.safety import backup
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.backup import automatic_backup, backup_dialog
from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command
from perfdesk.ui.history import history_window, recycle_bin_dialog
from perfdesk.ui.library_file.library_file import LibraryFile
from perfdesk.ui.tree.node import NodeKind, node
from perfdesk.ui.tree.tree_pane import TreePane
from perfdesk.ui.window.sheet_pane import SheetPane
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session


class SafetyCommands(QObject):
    """Opens the windows that bring back what was; ``message`` carries a sentence for the status bar."""

    message = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        session: Session,
        actions: Actions,
        panes: tuple[TreePane, SheetPane],
        library_file: LibraryFile,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._actions = actions
        self._session = session
        self._tree, self._sheet = panes
        self._library_file = library_file
        self._window = window
        self.history: history_window.HistoryWindow | None = None
        self._backups: automatic_backup.AutomaticBackup | None = None
        actions[Command.HISTORY].triggered.connect(self.show_history)
        actions[Command.RECYCLE_BIN].triggered.connect(self.show_bin)
        actions[Command.BACKUPS].triggered.connect(self.show_backups)
        self._sheet.subject_changed.connect(self._follow)
        self._refresh()

    def show_history(self) -> None:
        """Show what was done to the open project, beside the form."""
        self._sheet.commit()
        if self.history is None:
            self.history = history = history_window.HistoryWindow(self._bridge, self._window)
            history.jump.connect(self._sheet.focus_path)
            history.message.connect(self.message)
            history.restoring.connect(self._sheet.commit)
            history.addActions([self._actions[Command.UNDO], self._actions[Command.REDO]])
        self.history.show()
        self._follow(None, self._sheet.view.current_cell())
        self.history.refresh()
        self.history.raise_()
        self.history.activateWindow()

    def show_bin(self) -> None:
        """Show the deleted projects; what was brought back last is chosen in the tree."""
        if not self._sheet.commit():
            return
        dialog = recycle_bin_dialog.RecycleBinDialog(self._bridge, self._window)
        dialog.exec()
        if dialog.restored:
            self._tree.view.choose(node(NodeKind.RECORD, record_id) for record_id in dialog.restored)
            sentence = f"已恢复 {len(dialog.restored)} 个项目，可按 Ctrl+Z 撤销。"
            self.message.emit(sentence)
        dialog.deleteLater()

    @property
    def backups(self) -> automatic_backup.AutomaticBackup:
        """What makes the backups."""
        if self._backups is None:
            self._backups = automatic_backup.AutomaticBackup(self._bridge, self._session, self)
            self._backups.failed.connect(self._report_no_backup)
        return self._backups

    def begin(self) -> None:
        """Make backups by itself from now on."""
        self.backups.begin()

    def show_backups(self) -> None:
        """Show the backups of the open library, and bring back the one wanted."""
        self._sheet.commit()
        library = self._bridge.library
        dialog = backup_dialog.BackupDialog(
            self.backups, self._session, library.path, not library.read_only, self._window
        )
        dialog.exec()
        chosen = dialog.chosen
        if chosen is not None and dialog.wanted is not None and self._library_file.may_leave():
            if dialog.wanted is backup_dialog.BackupChoice.AS_NEW:
                self._library_file.restore_as(chosen.path, dialog.target)
            else:
                self._restore(chosen)
        dialog.deleteLater()

    def _restore(self, chosen: backup.Backup) -> None:
        self.backups.wait()
        folder, rule, library = self.backups.folder, self.backups.rule, self._bridge.library

        def back_up(path: Path) -> None:
            backup.make_backup(path, folder, backup.BackupKind.BEFORE_RESTORE, rule, library.copy_to)
            self.backups.take_as_backed_up()

        if self._library_file.restore(chosen.path, back_up):
            sentence = "已恢复 {at:%Y-%m-%d %H:%M} 的备份；恢复前的内容也在备份里。"
            self.message.emit(sentence.format(at=chosen.at))

    def _report_no_backup(self, sentence: str) -> None:
        self.message.emit(f"备份没有做成：{sentence}")

    def close(self) -> None:
        """Close what was opened: the library is about to be closed."""
        if self.history is not None:
            self.history.close()

    def _follow(self, subject: object, cell: Cell | None) -> None:
        self._refresh()
        if self.history is not None:
            self.history.show_cell(self._sheet.record_id, cell)

    def _refresh(self) -> None:
        self._actions[Command.HISTORY].setEnabled(self._sheet.record_id is not None)
