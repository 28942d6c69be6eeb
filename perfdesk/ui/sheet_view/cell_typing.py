"""Shows what is being typed into a cell as a draft of the whole sheet, and enters it when asked to."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from perfdesk.sheet.editing.cursor import Move
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.sheet_view.sheet_delegate import CellDelegate
from perfdesk.ui.sheet_view.sheet_model import SheetModel


class CellTyping(QObject):
    """The text in a delegate's editor: a draft of the model, shown once the pending keys are handled."""

    def __init__(self, model: SheetModel, delegate: CellDelegate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = delegate
        self._draft: tuple[Cell, str] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._show_draft)
        delegate.typing.connect(self._typed)
        delegate.closed.connect(self._closed)

    def commit(self) -> bool:
        """Enter what is being typed; false where the library refused it, and it is still in the editor."""
        if (editor := self._delegate.editor) is not None:
            editor.entered.emit(Move.STAY)
        return self._delegate.editor is None

    def commit_or_stay(self) -> bool:
        """Enter what is being typed before the mouse goes elsewhere; true where it is refused and stays open.

        What the library refused before is not tried again: the user has seen why.
        """
        editor = self._delegate.editor
        if editor is None or (not self._delegate.refused and self.commit()):
            return False
        editor.setFocus()
        return True

    def _typed(self, cell: Cell, text: str) -> None:
        self._draft = cell, text
        self._timer.start()

    def _closed(self) -> None:
        self._draft = None
        self._timer.stop()

    def _show_draft(self) -> None:
        if self._draft is not None and self._delegate.editor is not None:
            self._model.draft(*self._draft)
