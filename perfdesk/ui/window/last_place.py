"""Where the user was, record and cell: kept while working, so that a start after a crash goes back there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from perfdesk.model.form.path import Path
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.window.sheet_pane import SheetPane
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session

# Settings are written once the cursor rests: not at each cell that is passed.
_REST_MS = 3000


class LastPlace(QObject):
    """Follows the cursor through the form of one window."""

    def __init__(self, bridge: Bridge, session: Session, sheet: SheetPane, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._session = session
        self._sheet = sheet
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self.remember)
        sheet.subject_changed.connect(self._follow)

    def remember(self) -> None:
        """Keep where the cursor is."""
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

    def _follow(self) -> None:
        self._timer.start()
