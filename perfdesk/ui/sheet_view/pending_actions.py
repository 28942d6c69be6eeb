"""待确认 on the sheet: how many cells wait, the way to the next one, and confirming them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject

from perfdesk.model.form.path import Path
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.sheet_view.selection import selected_cells
from perfdesk.ui.sheet_view.sheet_view import SheetView


class PendingActions(QObject):
    """What can be done with carried values on the sheet of a view."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view
        self._model = view.sheet_model

    @property
    def cells(self) -> list[Cell]:
        """The cells that wait to be confirmed, in reading order."""
        sheet = self._model.sheet
        if sheet is None or not self._model.marks.pending:
            return []
        waiting = [cell for cell in sheet.cells if self._model.marks.pending_at(cell)]
        return sorted(waiting, key=lambda cell: (cell.row, cell.column))

    def show_next(self) -> None:
        """Go to the next cell that waits, from the last one on to the first."""
        cells, at = self.cells, self._view.current_cell()
        here = (-1, -1) if at is None else (at.row, at.column)
        behind = [cell for cell in cells if (cell.row, cell.column) > here]
        if cells and self._view.commit_editor():
            self._view.cursor_moves.go((behind or cells)[0])
            self._view.setFocus()

    def confirm(self) -> None:
        """Confirm the selected cells; a single one, or where none of them waits: go on to the next."""
        if not self._view.commit_editor():
            return
        chosen = selected_cells(self._view)
        waiting = [cell for cell in chosen if self._model.marks.pending_at(cell)]
        if waiting and not self._confirm({path for cell in waiting for path in cell.paths}):
            return
        if not self.cells:
            told = "结转的内容已全部确认。" if waiting else "没有待确认的结转内容。"
            self._view.message.emit(told)
        elif len(chosen) <= 1 or not waiting:
            self.show_next()

    def confirm_all(self) -> None:
        """Confirm all carried values of the project."""
        if self._model.marks.pending and self._confirm(None):
            self._view.message.emit("结转的内容已全部确认，可按 Ctrl+Z 撤销。")

    def _confirm(self, paths: Collection[Path] | None) -> bool:
        from perfdesk.model.edit.carry_edit import confirm  # would delay the window

        record_id = self._model.record_id
        assert record_id is not None
        return self._view.run(lambda library: confirm(library, record_id, paths))
