"""待确认 on the sheet: how many cells wait, the way to the next one, and confirming them."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject

from perfdesk.model.edit import carry_edit
from perfdesk.model.form.path import Path
from perfdesk.sheet.editing.cursor import Cursor
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.sheet_view.sheet_model import SheetModel
from perfdesk.ui.sheet_view.sheet_operations import SheetOperations


class PendingActions(QObject):
    """What can be done with carried values on the sheet; ``focus`` gives it the keyboard."""

    def __init__(
        self,
        model: SheetModel,
        cursor: Cursor,
        operations: SheetOperations,
        focus: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._cursor = cursor
        self._operations = operations
        self._focus = focus

    @property
    def cells(self) -> list[Cell]:
        """The cells that wait to be confirmed, in reading order."""
        sheet = self._model.sheet
        if sheet is None or not self._model.cell_flags.pending:
            return []
        waiting = [cell for cell in sheet.cells if self._model.cell_flags.pending_at(cell)]
        return sorted(waiting, key=lambda cell: (cell.row, cell.column))

    def show_next(self) -> None:
        """Go to the next cell that waits, from the last one on to the first."""
        cells, at = self.cells, self._cursor.cell
        here = (-1, -1) if at is None else (at.row, at.column)
        later = [cell for cell in cells if (cell.row, cell.column) > here]
        if cells and self._operations.commit():
            self._cursor.go((later or cells)[0])
            self._focus()

    def confirm(self) -> None:
        """Confirm the selected cells; a single one, or where none of them waits: go on to the next."""
        if not self._operations.commit():
            return
        chosen = self._cursor.cells
        waiting = [cell for cell in chosen if self._model.cell_flags.pending_at(cell)]
        if waiting and not self._confirm({path for cell in waiting for path in cell.paths}):
            return
        if not self.cells:
            message = "结转的内容已全部确认。" if waiting else "没有待确认的结转内容。"
            self._operations.message.emit(message)
        elif len(chosen) <= 1 or not waiting:
            self.show_next()

    def confirm_all(self) -> None:
        """Confirm all carried values of the project."""
        if self._model.cell_flags.pending and self._confirm(None):
            self._operations.message.emit("结转的内容已全部确认，可按 Ctrl+Z 撤销。")

    def _confirm(self, paths: Collection[Path] | None) -> bool:
        return self._operations.run_on_record(
            lambda library, record_id: carry_edit.confirm(library, record_id, paths)
        )
