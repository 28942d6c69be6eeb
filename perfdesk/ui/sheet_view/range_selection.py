"""Ranges of cells chosen as in Excel: by mouse, by Shift with the arrows, or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from perfdesk.sheet.editing.area import Area, Place, area_of, spanned
from perfdesk.sheet.editing.navigation import far_cell, neighbour
from perfdesk.sheet.layout.sheet import Cell

if TYPE_CHECKING:
    from perfdesk.ui.sheet_view.sheet_view import SheetView

_SCROLL_MS = 40
_DIRECTIONS: dict[int, Place] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class RangeSelection(QObject):
    """The selected rectangle of a sheet view: from the cursor, which stays, to the far corner."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view
        self._model = view.sheet_model
        self._far: Place | None = None  # the corner that moves, while what is selected is ``_chosen``
        self._chosen: tuple[Place, Area] | None = None
        self._dragged_to = QPoint()
        self._scroll = QTimer(self, interval=_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)

    @property
    def area(self) -> Area | None:
        """What is selected; ``None`` where nothing is."""
        selection = self._view.selectionModel().selection()
        whole: Area | None = None
        for number in range(selection.size()):
            part = selection.at(number)
            area = Area(part.top(), part.left(), part.bottom(), part.right())
            whole = area if whole is None else whole.joined(area)
        return whole

    @property
    def is_range(self) -> bool:
        """Whether more than one cell is selected."""
        area, at = self.area, self._view.current_cell()
        return area is not None and at is not None and area.joined(area_of(at)) != area_of(at)

    def select(self, area: Area) -> None:
        """Select an area; the cursor stays."""
        chosen = QItemSelection(
            self._model.index(area.top, area.left), self._model.index(area.bottom, area.right)
        )
        flags = QItemSelectionModel.SelectionFlag
        self._view.selectionModel().select(chosen, flags.ClearAndSelect)

    def select_all(self) -> None:
        """Select the rows of the block under the cursor, and where these are selected, the whole sheet."""
        sheet, at = self._model.sheet, self._view.currentIndex()
        if sheet is None:
            return
        whole = Area(0, 0, len(sheet.rows) - 1, len(sheet.column_widths_mm) - 1)
        block = sheet.rows[at.row()].block if at.isValid() else ""
        rows = [number for number, row in enumerate(sheet.rows) if block and row.block == block]
        first = min((cell.column for cell in sheet.cells if cell.row in rows), default=0)
        if not rows:
            self.select(whole)
            return
        area = spanned(sheet, (rows[0], first), (rows[-1], whole.right))
        now = self.area
        self.select(whole if now is not None and now.joined(area) == now else area)

    def extend(self, place: Place) -> None:
        """Select from the cursor to a grid position."""
        sheet, at = self._model.sheet, self._view.current_cell()
        if sheet is None or at is None:
            return
        area = self._reached(place)
        self.select(area)
        self._far, self._chosen = place, ((at.row, at.column), area)

    def key(self, event: QKeyEvent) -> bool:
        """Take a key that extends the range or jumps to the end of what is filled; false for others."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        at = self._view.current_cell()
        if at is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if event.key() in _DIRECTIONS and (shift or control):
            self._step(at, _DIRECTIONS[event.key()], far=control, extend=shift)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and shift:
            home = event.key() == Qt.Key.Key_Home
            last = self._model.rowCount() - 1, self._model.columnCount() - 1
            row, _ = self._corner(at)
            to_row = row if not control else 0 if home else last[0]
            self._extend_and_show((to_row, 0 if home else last[1]))
        else:
            return False
        return True

    def _step(self, at: Cell, direction: Place, *, far: bool, extend: bool) -> None:
        sheet = self._model.sheet
        assert sheet is not None
        if not extend:
            cell = far_cell(sheet, (at.row, at.column), direction)
            if cell is not None:
                self._view.cursor_moves.go(cell)
            return
        corner: Place | None = self._corner(at)
        now = self.area
        while corner is not None:
            if far:
                cell = far_cell(sheet, corner, direction)
                corner = None if cell is None else _on_line(corner, cell, direction)
            else:
                corner = neighbour(sheet, corner, direction)
            if corner is not None and self._reached(corner) != now:
                self._extend_and_show(corner)
                return

    def _extend_and_show(self, place: Place) -> None:
        self.extend(place)
        self._view.scrollTo(self._model.index(*place))

    def _reached(self, place: Place) -> Area:
        sheet, at = self._model.sheet, self._view.current_cell()
        assert sheet is not None
        assert at is not None
        area = area_of(at)
        return spanned(sheet, (area.top, area.left), (area.bottom, area.right), place)

    def _corner(self, at: Cell) -> Place:
        """The corner that moves: where it was left, else the one across from the cursor."""
        area = self.area
        if area is None:
            return at.row, at.column
        if self._far is not None and self._chosen == ((at.row, at.column), area):
            return self._far
        return (
            area.top if at.row > area.top else area.bottom,
            area.left if at.column > area.left else area.right,
        )

    # ---- the mouse -------------------------------------------------------------------------

    def drag(self, point: QPoint) -> None:
        """Extend to the cell at a point of the viewport; beyond its edge the sheet scrolls on."""
        self._dragged_to = point
        inside = self._view.viewport().rect()
        if not inside.contains(point):
            self._scroll.start()
        held = QPoint(
            min(max(point.x(), inside.left()), inside.right()),
            min(max(point.y(), inside.top()), inside.bottom()),
        )
        index = self._view.indexAt(held)
        if index.isValid():
            self.extend((index.row(), index.column()))

    def drop(self) -> None:
        """The button was let go."""
        self._scroll.stop()

    def _scroll_on(self) -> None:
        inside, point = self._view.viewport().rect(), self._dragged_to
        if inside.contains(point):
            self._scroll.stop()
            return
        for bar, at, low, high in (
            (self._view.horizontalScrollBar(), point.x(), inside.left(), inside.right()),
            (self._view.verticalScrollBar(), point.y(), inside.top(), inside.bottom()),
        ):
            bar.setValue(bar.value() + min(0, at - low) + max(0, at - high))
        self.drag(point)


def _on_line(corner: Place, cell: Cell, direction: Place) -> Place:
    """The position of a cell on the line that the corner moves along."""
    return (cell.row, corner[1]) if direction[0] else (corner[0], cell.column)
