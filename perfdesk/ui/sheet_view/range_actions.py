"""Copy, cut, clear, fill and paste: ranges of cells to and from Excel and WPS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from perfdesk.exchange.reading import clipboard_in
from perfdesk.exchange.writing import clipboard_out
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path
from perfdesk.model.store.operation import Operation
from perfdesk.sheet.editing import paste
from perfdesk.sheet.editing.area import area_of, cells_in, spanned
from perfdesk.sheet.editing.cursor import Cursor
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.sheet_view.sheet_model import SheetModel
from perfdesk.ui.sheet_view.sheet_operations import SheetOperations

if TYPE_CHECKING:
    from perfdesk.sheet.editing.paste import PastePlan

_SAMPLES = 3

# What works on ranges is imported when first used: it would delay the first picture.


class RangeActions(QObject):
    """What can be done with the selected cells of a sheet."""

    def __init__(
        self, model: SheetModel, cursor: Cursor, operations: SheetOperations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._cursor = cursor
        self._operations = operations

    def copy(self) -> None:
        """Put the selected cells on the clipboard as Excel and WPS do: their looks, and plain text."""
        sheet, area = self._model.sheet, self._cursor.area
        if sheet is None or area is None:
            return
        area = spanned(sheet, (area.top, area.left), (area.bottom, area.right))
        copied = clipboard_out.write_block(sheet, area)
        data = QMimeData()
        data.setText(copied.text)
        data.setHtml(copied.html)
        QGuiApplication.clipboard().setMimeData(data)
        count = len(cells_in(sheet, area))
        self._operations.message.emit(f"已复制 {count} 格。")

    def cut(self) -> None:
        """Copy, then empty what can be emptied."""
        self.copy()
        self._empty(Operation.CUT)

    def clear(self) -> None:
        """Empty the selected cells that take typing."""
        self._empty(Operation.CLEAR)

    def fill_down(self) -> None:
        """The first row of the range into the rows below it; into a single cell, the one above."""
        self._fill(Operation.FILL_DOWN, down=True)

    def fill_right(self) -> None:
        """The first column of the range into those beside it; into a single cell, the one to its left."""
        self._fill(Operation.FILL_RIGHT, down=False)

    def _fill(self, operation: Operation, *, down: bool) -> None:
        if not self._operations.commit():
            return
        sheet, area, at = self._model.sheet, self._cursor.area, self._cursor.cell
        if sheet is None or area is None or at is None:
            return
        if not self._cursor.is_range:
            area = area_of(at)
        values = paste.plan_fill(self._model.record, sheet, area, down=down)
        if values:
            self._set(values, operation)
        elif not any(self._model.can_type(cell) for cell in cells_in(sheet, area)):
            self._operations.refuse(at)

    def _empty(self, operation: Operation) -> None:
        cells = [cell for cell in self._cursor.cells if self._model.can_type(cell)]
        if cells:
            values = paste.plan_text(self._model.record, cells, "").values
            if values:
                self._set(values, operation)
        elif (at := self._cursor.cell) is not None:
            self._operations.refuse(at)

    def _set(self, values: Mapping[Path, str], operation: Operation) -> None:
        self._operations.run_on_record(
            lambda library, record_id: record_edit.set_values(library, record_id, values, operation)
        )

    def paste(self) -> None:
        """Lay the clipboard's block onto the sheet from the current cell; one text fills a range."""
        if not self._operations.commit():
            return
        sheet, definition, at = self._model.sheet, self._model.definition, self._cursor.cell
        data, bridge = QGuiApplication.clipboard().mimeData(), self._model.bridge
        if sheet is None or definition is None or at is None or bridge is None:
            return
        if not self._model.writable:
            self._operations.refuse(at)
            return
        cut: list[str] = []
        holds_text = data.hasText() or data.hasHtml()
        table = clipboard_in.read_block(data.text(), data.html(), cut) if holds_text else []
        cells = self._cursor.cells
        if not any(text for texts in table for text in texts):
            self._operations.message.emit("剪贴板里没有可以粘贴的文字。")
        elif len(table) == len(table[0]) == 1:
            self._paste_text(cells, table[0][0], at, cut)
        else:
            top, left = min(cell.row for cell in cells), min(cell.column for cell in cells)
            forms = bridge.library.forms.values()
            plan = paste.plan_paste(definition, self._model.record, sheet, (top, left), table, forms)
            self._apply(plan, cut)

    def _paste_text(self, cells: list[Cell], text: str, at: Cell, cut: list[str]) -> None:
        if any(self._model.can_type(cell) for cell in cells):
            self._apply(paste.plan_text(self._model.record, cells, text), cut)
        else:
            self._operations.refuse(at)

    def _apply(self, plan: PastePlan, cut: list[str]) -> None:
        """Carry a paste out, and say what did not fit; ``cut`` says what was left out before."""
        if (plan.values or plan.new_rows) and not self._operations.run_on_record(
            lambda library, record_id: record_edit.paste(
                library, record_id, plan.values, plan.block, plan.index, plan.new_rows
            )
        ):
            return
        if message := _message(plan, cut):
            self._operations.message.emit(message)


def _message(plan: PastePlan, cut: list[str]) -> str:
    """What is shown after a paste: rows that were added, and what did not fit, with its place in the copy."""
    added = f"新增 {len(plan.new_rows)} 行" if plan.new_rows else ""
    problems = list(cut)
    if plan.unknown:
        names = "”“".join(plan.unknown)
        problems.append(f"“{names}”列在本表没有对应的列，没有粘贴")
    if plan.left_out:
        places = "、".join(
            "第{row}行第{column}列“{text}”".format(
                row=text.row, column=text.column, text=" ".join(text.text.split())[:10]
            )
            for text in plan.left_out[:_SAMPLES]
        )
        more = "等" if len(plan.left_out) > _SAMPLES else ""
        problems.append(
            f"所复制内容有 {len(plan.left_out)} 格没有粘贴，因为对应的位置不能填写：{places}{more}"
        )
    if not added and not problems:
        return ""
    done = f"已粘贴，并{added}" if added else "已粘贴"
    return "；".join([done, *problems]) + "。"
