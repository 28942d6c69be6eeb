"""Rows added, removed, copied and moved, in the blocks of a sheet that grow."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject

from perfdesk.model.edit import record_edit
from perfdesk.model.form.known_keys import LEVEL3, LEVELS
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Row
from perfdesk.model.store.change import Changes
from perfdesk.ui.sheet_view.row_header import RowHeader
from perfdesk.ui.sheet_view.selection import selected_grid_rows

if TYPE_CHECKING:
    from perfdesk.ui.sheet_view.sheet_view import SheetView


class RowActions(QObject):
    """What can be done with the record rows that a sheet view's selection touches."""

    def __init__(self, view: SheetView, header: RowHeader) -> None:
        super().__init__(view)
        self._view = view
        self._model = view.sheet_model
        self._header = header

    def can_edit(self) -> bool:
        """Whether the cursor is on rows that can be added, removed and moved."""
        return self._model.writable and bool(self._chosen()[1])

    def _chosen(self) -> tuple[str, list[int]]:
        """The block and the record rows that the selection touches, where the block grows."""
        sheet = self._model.sheet
        if sheet is None:
            return "", []
        at = [sheet.rows[row] for row in sorted(selected_grid_rows(self._view)) if row < len(sheet.rows)]
        blocks = {row.block for row in at}
        if len(blocks) != 1 or not self._header.can_move(min(selected_grid_rows(self._view))):
            return "", []
        return blocks.pop(), [row.index for row in at if row.index is not None]

    def insert_above(self) -> None:
        """A new row above the selection, of the same levels."""
        self._insert(below=False)

    def insert_below(self) -> None:
        """A new row below the selection, of the same levels."""
        self._insert(below=True)

    def _insert(self, *, below: bool) -> None:
        block, indices = self._chosen()
        if not indices:
            return
        like = self._model.record.rows(block)[indices[-1] if below else indices[0]]
        at = indices[-1] + 1 if below else indices[0]
        row = Row({key: like[key] for key in LEVELS if like[key]})
        if self._run(lambda library, record: record_edit.insert_rows(library, record, block, at, [row])):
            self._select(block, at, 1, self._column_of(LEVEL3))

    def duplicate(self) -> None:
        """Copies of the selected rows, below them."""
        block, indices = self._chosen()
        if indices and self._run(
            lambda library, record: record_edit.duplicate_rows(library, record, block, indices)
        ):
            self._select(block, indices[-1] + 1, len(indices))

    def delete(self) -> None:
        """Remove the selected rows."""
        block, indices = self._chosen()
        if indices and self._run(
            lambda library, record: record_edit.delete_rows(library, record, block, indices)
        ):
            self._view.message.emit(f"已删除 {len(indices)} 行，可按 Ctrl+Z 撤销。")
            left = len(self._model.record.rows(block))
            self._select(block, min(indices[0], left - 1), 1)

    def move_up(self) -> None:
        """Move the selected rows before the row above them."""
        block, indices = self._chosen()
        if indices and indices[0] > 0:
            self._move(block, indices, indices[0] - 1)

    def move_down(self) -> None:
        """Move the selected rows after the row below them."""
        block, indices = self._chosen()
        if indices and indices[-1] + 1 < len(self._model.record.rows(block)):
            self._move(block, indices, indices[-1] + 2)

    def _move(self, block: str, indices: list[int], target: int) -> None:
        """Move rows before the row that is now ``target``."""
        if self._run(lambda library, record: record_edit.move_rows(library, record, block, indices, target)):
            first = target - sum(1 for index in indices if index < target)
            self._select(block, first, len(indices))

    def pick(self, row: int, extend: bool) -> None:
        """Select a grid row, or all from the selection to it."""
        if not self._view.commit_editor():
            return
        self._view.setFocus()
        flags = QItemSelectionModel.SelectionFlag
        last = self._model.columnCount() - 1
        start = min([row, *selected_grid_rows(self._view)]) if extend else row
        end = max([row, *selected_grid_rows(self._view)]) if extend else row
        first = self._column_of(LEVEL3) if self._header.can_move(row) else 0
        area = QItemSelection(self._model.index(start, first), self._model.index(end, last))
        self._view.selectionModel().setCurrentIndex(self._model.index(start, first), flags.NoUpdate)
        self._view.selectionModel().select(area, flags.ClearAndSelect)

    def drop(self, grid_row: int) -> None:
        """Move the selected rows before a grid row, or to the end at one past the last."""
        sheet = self._model.sheet
        block, indices = self._chosen()
        if sheet is None or not indices:
            return
        target = sheet.rows[grid_row - 1].index if grid_row > 0 else None
        if target is not None and sheet.rows[grid_row - 1].block == block:
            self._move(block, indices, target + 1)
        else:
            self._move(block, indices, 0)

    def _column_of(self, key: str) -> int:
        """The grid column that shows a column of the block under the cursor; 0 where none does."""
        sheet = self._model.sheet
        cells = sheet.cells if sheet is not None else ()
        return next((c.column for c in cells if any(path.key == key for path in c.paths)), 0)

    def _select(self, block: str, first: int, count: int, column: int | None = None) -> None:
        sheet = self._model.sheet
        if sheet is None:
            return
        grid = [number for number, row in enumerate(sheet.rows) if row.block == block]
        if not 0 <= first < len(grid):
            return
        at = self._view.currentIndex().column() if column is None else column
        self._go_to(grid[first], max(at, 0))
        if count > 1:
            self.pick(grid[first], False)
            self.pick(grid[min(first + count, len(grid)) - 1], True)

    def _go_to(self, row: int, column: int) -> None:
        index = self._model.index(row, column)
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._view.scrollTo(index)

    def _run(self, operation: Callable[[Library, int], Changes[Any]]) -> bool:
        record_id = self._model.record_id
        return record_id is not None and self._view.run(lambda library: operation(library, record_id))
