"""Copy, cut, clear and paste: ranges of cells to and from Excel and WPS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from perfdesk.exchange.tabular import read_table, write_table
from perfdesk.model import edit
from perfdesk.sheet.paste import PastePlan, plan_fill, plan_paste
from perfdesk.ui.sheet_view.selection import selected_cells

if TYPE_CHECKING:
    from perfdesk.ui.sheet_view.view import SheetView


class RangeActions(QObject):
    """What can be done with the selected cells of a sheet view."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view
        self._model = view.sheet_model

    def copy(self) -> None:
        """Put the selected cells on the clipboard as Excel and WPS do."""
        cells = selected_cells(self._view)
        if not cells:
            return
        rows = range(min(c.row for c in cells), max(c.row for c in cells) + 1)
        columns = range(min(c.column for c in cells), max(c.column + c.column_span for c in cells))
        texts = {(cell.row, cell.column): cell.text for cell in cells}
        table = [[texts.get((row, column), "") for column in columns] for row in rows]
        if len(cells) == 1:
            table = [[cells[0].text]]
        QGuiApplication.clipboard().setText(write_table(table))
        self._view.message.emit(self.tr("已复制 {count} 格。").format(count=len(cells)))

    def cut(self) -> None:
        """Copy, then empty what can be emptied."""
        self.copy()
        self._empty(self.tr("剪切"))

    def clear(self) -> None:
        """Empty the selected cells that take typing."""
        self._empty(self.tr("清除"))

    def _empty(self, name: str) -> None:
        cells = [cell for cell in selected_cells(self._view) if self._model.can_type(cell)]
        if cells:
            values = plan_fill(self._model.record, cells, "").values
            record_id = self._model.record_id
            if values and record_id is not None:
                self._view.run(lambda library: edit.set_values(library, record_id, values, name))
        elif (at := self._view.current_cell()) is not None:
            self._view.message.emit(self._model.why_not(at))

    def paste(self) -> None:
        """Lay the clipboard's block onto the sheet from the current cell; one text fills a range."""
        sheet, definition, at = self._model.sheet, self._model.definition, self._view.current_cell()
        text = QGuiApplication.clipboard().text()
        if sheet is None or definition is None or at is None or not text:
            return
        if not self._model.writable:
            self._view.message.emit(self._model.why_not(at))
            return
        table = read_table(text)
        cells = selected_cells(self._view)
        if len(table) == len(table[0]) == 1:
            plan = plan_fill(self._model.record, cells, table[0][0])
        else:
            top, left = min(cell.row for cell in cells), min(cell.column for cell in cells)
            plan = plan_paste(definition, self._model.record, sheet, (top, left), table)
        self._apply(plan)

    def _apply(self, plan: PastePlan) -> None:
        record_id = self._model.record_id
        assert record_id is not None
        if plan.values or plan.new_rows:
            self._view.run(
                lambda library: edit.paste(
                    library, record_id, plan.values, plan.block, plan.index, plan.new_rows
                )
            )
        if plan.left_out:
            sample = "、".join(text.strip()[:10] for text in plan.left_out[:3])
            self._view.message.emit(
                self.tr("有 {count} 格没有粘贴，因为对应的位置不能填写：{sample}").format(
                    count=len(plan.left_out), sample=sample
                )
            )
        elif plan.new_rows:
            self._view.message.emit(self.tr("已粘贴，并新增 {count} 行。").format(count=len(plan.new_rows)))
