"""The sheet's rows, columns and merges in pixels, in the middle of the view."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from perfdesk.ui.sheet_view.row_header import LEAST_WIDTH_PX, RowHeader
from perfdesk.ui.widget import sheet_look

if TYPE_CHECKING:
    from perfdesk.ui.sheet_view.sheet_view import SheetView


class Sizing:
    """Sizes the sections of a sheet view after its model; ``zoom`` 1 is the size of paper."""

    def __init__(self, view: SheetView, header: RowHeader) -> None:
        self._view = view
        self._model = view.sheet_model
        self._header = header

    def lay_out(self, zoom: float) -> None:
        """Take over the merges, columns and rows of another sheet."""
        sheet = self._model.sheet
        self._view.setUpdatesEnabled(False)
        self._view.clearSpans()
        for cell in sheet.cells if sheet is not None else ():
            if cell.row_span > 1 or cell.column_span > 1:
                self._view.setSpan(cell.row, cell.column, cell.row_span, cell.column_span)
        self.size_sections(zoom)
        self._view.setUpdatesEnabled(True)

    def size_sections(self, zoom: float) -> None:
        """Size all columns and rows."""
        sheet = self._model.sheet
        if sheet is not None:
            for column, width in enumerate(_pixels(sheet.column_widths_mm, zoom)):
                self._view.horizontalHeader().resizeSection(column, width)
            self.resize_rows(zoom)
        self.centre()

    def resize_rows(self, zoom: float) -> None:
        """Size the rows whose height is another."""
        for row, height in enumerate(_pixels(self._model.row_heights_mm, zoom)):
            if self._header.sectionSize(row) != height:
                self._header.resizeSection(row, height)

    def centre(self) -> None:
        """Let the strip of grips take up half of the room that the sheet leaves."""
        view = self._view
        room = view.width() - view.horizontalHeader().length() - view.verticalScrollBar().sizeHint().width()
        self._header.set_width(max(LEAST_WIDTH_PX, room // 2))


def _pixels(lengths_mm: tuple[float, ...], zoom: float) -> list[int]:
    """Lengths in whole pixels whose sums stay true: each edge is rounded, not each length."""
    edges = [round(edge * sheet_look.PX_PER_MM * zoom) for edge in accumulate(lengths_mm, initial=0.0)]
    return [after - before for before, after in pairwise(edges)]
