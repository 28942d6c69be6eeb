"""Stores where the user is and what is being typed, so that a start after a crash goes back there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.model.form.path import Path
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.window.sheet_pane import SheetPane
from perfdesk.ui.work import unfinished_text
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session
from perfdesk.ui.work.unfinished_text import UnfinishedText

# Settings are written once the cursor rests: not at each cell that is passed.
_REST_MS = 3000
_TYPING_MS = 500  # what a crash may take of a text


class LastPlace(QObject):
    """Follows the cursor and the typing through the form of one window.

    ``record_wanted`` carries the id of the record to open.
    """

    record_wanted = Signal(int)

    def __init__(self, bridge: Bridge, session: Session, sheet: SheetPane, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._session = session
        self._sheet = sheet
        self._unfinished: UnfinishedText | None = None
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self.remember)
        self._typing_timer = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing_timer.timeout.connect(self._store_text)
        sheet.subject_changed.connect(self._follow)
        sheet.view.typed.connect(self._typed)
        sheet.view.typing_ended.connect(self._typing_ended)

    def remember(self) -> None:
        """Store where the cursor is."""
        self._timer.stop()
        cell: Cell | None = self._sheet.view.current_cell()
        written = str(cell.paths[0]) if cell is not None and cell.paths else ""
        record_id, settings = self._sheet.record_id or 0, self._session.settings
        if (settings.last_record, settings.last_cell) != (record_id, written):
            self._session.remember(last_record=record_id, last_cell=written)

    def expect_reopening(self) -> None:
        """Have the next start go to where the user is now."""
        self.remember()
        self._session.remember(reopening=True)

    def go_back(self) -> str:
        """After a crash or a restart, go to the cell where the user was; a sentence that says so."""
        crashed, reopening = self._bridge.library.after_crash, self._session.settings.reopening
        if reopening:
            self._session.remember(reopening=False)
        if self._resume_typing():
            return "上次程序关闭时这一格还没有录入，键入的文字已放回格中：按回车录入，按 Esc 放弃。"
        if not crashed and not reopening:
            return ""
        settings = self._session.settings
        if self._sheet.record_id == settings.last_record and settings.last_cell:
            try:
                self._sheet.focus_path(Path.parse(settings.last_cell))
            except ValueError:
                return ""
        if reopening:
            return "程序已重新打开，回到了刚才填写的位置。"
        return "上次程序没有正常关闭，已录入的内容都在，并回到了上次填写的位置。"

    def _resume_typing(self) -> bool:
        """Put a text that was not entered back into its cell, to be entered or given up."""
        library = self._bridge.library
        unfinished = unfinished_text.stored(library.path)
        if unfinished is None:
            return False
        if unfinished.record_id in library.texts.records(None) and not library.read_only:
            self.record_wanted.emit(unfinished.record_id)
            if self._sheet.view.resume_typing(unfinished.path, unfinished.text):
                return True
        unfinished_text.remove(library.path)
        return False

    def _follow(self) -> None:
        self._timer.start()

    def _typed(self, cell: Cell, text: str) -> None:
        record_id = self._sheet.record_id
        if record_id is None or not cell.paths:
            return
        self._unfinished = UnfinishedText(record_id, cell.paths[0], text) if text != cell.edit_text else None
        if not self._typing_timer.isActive():
            self._typing_timer.start()

    def _store_text(self) -> None:
        if self._unfinished is not None:
            unfinished_text.store(self._bridge.library.path, self._unfinished)

    def _typing_ended(self) -> None:
        self._typing_timer.stop()
        self._unfinished = None
        unfinished_text.remove(self._bridge.library.path)
