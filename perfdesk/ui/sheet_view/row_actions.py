"""Rows added, removed, copied and moved, in the blocks of a sheet that grow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from perfdesk.model.edit import record_edit
from perfdesk.model.form.known_keys import LEVEL3, LEVELS
from perfdesk.model.record.record import Row
from perfdesk.sheet.editing.cursor import Cursor
from perfdesk.ui.sheet_view.sheet_model import SheetModel
from perfdesk.ui.sheet_view.sheet_operations import SheetOperations


class RowActions(QObject):
    """What can be done with the record rows that the selection on a sheet touches.

    ``focus`` gives the sheet the keyboard.
    """

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
        self._run = operations.run_on_record
        self._focus = focus

    def can_edit(self) -> bool:
        """Whether the cursor is on rows that can be added, removed and moved."""
        return self._model.writable and bool(self._chosen()[1])

    def _chosen(self) -> tuple[str, list[int]]:
        """The block and the record rows that the selection touches, where the block grows."""
        sheet = self._model.sheet
        if sheet is None:
            return "", []
        grid_rows = sorted(row for row in self._cursor.rows if row < len(sheet.rows))
        blocks = {sheet.rows[row].block for row in grid_rows}
        if len(blocks) != 1 or not self._model.can_move_row(grid_rows[0]):
            return "", []
        indices = [sheet.rows[row].index for row in grid_rows]
        return blocks.pop(), [index for index in indices if index is not None]

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
            self._operations.message.emit(f"已删除 {len(indices)} 行，可按 Ctrl+Z 撤销。")
            remaining = len(self._model.record.rows(block))
            self._select(block, min(indices[0], remaining - 1), 1)

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
        if not self._operations.commit():
            return
        self._focus()
        rows = self._cursor.rows | {row} if extend else {row}
        column = self._column_of(LEVEL3) if self._model.can_move_row(row) else 0
        self._cursor.select_rows(min(rows), max(rows), column)

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
        grid = [at for at, row in enumerate(sheet.rows) if row.block == block]
        if not 0 <= first < len(grid):
            return
        self._cursor.go_to((grid[first], self._cursor.column if column is None else column))
        if count > 1:
            self.pick(grid[first], False)
            self.pick(grid[min(first + count, len(grid)) - 1], True)
