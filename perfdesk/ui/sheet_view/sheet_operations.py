"""Runs operations on the open record: first enters what is being typed, and says what cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from perfdesk.model.library.library import Library
from perfdesk.model.store.change import Changes
from perfdesk.sheet.editing.cursor import Cursor
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.sheet_view.sheet_model import SheetModel


class SheetOperations(QObject):
    """The way from what is done on the sheet to the library; ``message`` carries a sentence."""

    message = Signal(str)

    def __init__(
        self, model: SheetModel, cursor: Cursor, commit: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._cursor = cursor
        self._commit = commit

    def commit(self) -> bool:
        """Enter what is being typed; false where the library refused it."""
        return self._commit()

    def refuse(self, cell: Cell) -> None:
        """Say why nothing can be typed into a cell."""
        self.message.emit(self._model.why_not(cell))

    def run(self, operation: Callable[[Library], Changes[Any]]) -> bool:
        """Do an operation on the library; false where it failed or nothing may be changed."""
        bridge = self._model.bridge
        if bridge is None or not self._model.writable:
            if (cell := self._cursor.cell) is not None:
                self.refuse(cell)
            return False
        return self._commit() and bridge.run(operation) is not None

    def run_on_record(self, operation: Callable[[Library, int], Changes[Any]]) -> bool:
        """Do an operation on the open record, given by its id; false where it was not done."""
        record_id = self._model.record_id
        return record_id is not None and self.run(lambda library: operation(library, record_id))
