"""The sheet's rows, columns and merges in pixels, in the middle of the view."""

from __future__ import annotations

from itertools import accumulate, pairwise

from PySide6.QtWidgets import QTableView

from perfdesk.ui.sheet_view.row_header import LEAST_WIDTH_PX, RowHeader
from perfdesk.ui.sheet_view.sheet_model import SheetModel
from perfdesk.ui.widget import sheet_look


class Sizing:
    """Sizes the sections of a Qt table after a sheet model; ``zoom`` 1 is the size of paper."""

    def __init__(self, table: QTableView, model: SheetModel, header: RowHeader) -> None:
        self._table = table
        self._model = model
        self._header = header

    def lay_out(self, zoom: float) -> None:
        """Take over the merges, columns and rows of another sheet."""
        sheet = self._model.sheet
        self._table.setUpdatesEnabled(False)
        self._table.clearSpans()
        for cell in sheet.cells if sheet is not None else ():
            if cell.row_span > 1 or cell.column_span > 1:
                self._table.setSpan(cell.row, cell.column, cell.row_span, cell.column_span)
        self.size_sections(zoom)
        self._table.setUpdatesEnabled(True)

    def size_sections(self, zoom: float) -> None:
        """Size all columns and rows."""
        sheet = self._model.sheet
        if sheet is not None:
            for column, width in enumerate(_pixels(sheet.column_widths_mm, zoom)):
                self._table.horizontalHeader().resizeSection(column, width)
            self.resize_rows(zoom)
        self.centre()

    def resize_rows(self, zoom: float) -> None:
        """Size the rows whose height is another."""
        for row, height in enumerate(_pixels(self._model.row_heights_mm, zoom)):
            if self._header.sectionSize(row) != height:
                self._header.resizeSection(row, height)

    def centre(self) -> None:
        """Let the strip of grips take up half of the room that the sheet leaves."""
        table = self._table
        bar_width = table.verticalScrollBar().sizeHint().width()
        room = table.width() - table.horizontalHeader().length() - bar_width
        self._header.set_width(max(LEAST_WIDTH_PX, room // 2))


def _pixels(lengths_mm: tuple[float, ...], zoom: float) -> list[int]:
    """Lengths in whole pixels whose sums stay true: each edge is rounded, not each length."""
    edges = [round(edge * sheet_look.PX_PER_MM * zoom) for edge in accumulate(lengths_mm, initial=0.0)]
    return [after - before for before, after in pairwise(edges)]
