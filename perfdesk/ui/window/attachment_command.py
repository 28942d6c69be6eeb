"""The command 附件: opens the attachments of the project on the sheet."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from perfdesk.ui.attachment import attachment_dialog, attachment_work
from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command
from perfdesk.ui.window.sheet_pane import SheetPane
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session


class AttachmentCommand(QObject):
    """Wires the command that opens the dialog."""

    def __init__(
        self, bridge: Bridge, session: Session, actions: Actions, sheet: SheetPane, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._session = bridge, session
        self._actions, self._sheet = actions, sheet
        self._window = window
        self._work: attachment_work.AttachmentWork | None = None
        actions[Command.ATTACHMENTS].triggered.connect(self.show)
        sheet.attachments_wanted.connect(self.show)
        sheet.subject_changed.connect(self._refresh)
        self._refresh()

    def show(self) -> None:
        """Show the attachments of the open project until the dialog is closed."""
        self._sheet.commit()
        record_id = self._sheet.record_id
        if record_id is None:
            return
        if self._work is None:
            self._work = attachment_work.AttachmentWork(self._bridge, self)
        steps = [self._actions[Command.UNDO], self._actions[Command.REDO]]
        dialog = attachment_dialog.AttachmentDialog(
            self._bridge, self._session, self._work, record_id, steps, self._window
        )
        dialog.exec()
        dialog.deleteLater()

    def _refresh(self) -> None:
        self._actions[Command.ATTACHMENTS].setEnabled(self._sheet.record_id is not None)
