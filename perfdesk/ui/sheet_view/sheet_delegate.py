"""Paints the cells of the sheet's table, and opens the one editor in the cell that is typed into."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from perfdesk.sheet.editing.choices import Choice
from perfdesk.sheet.editing.cursor import Move
from perfdesk.sheet.layout.metrics import line_height_mm
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.sheet_view.cell_choices import Offers
from perfdesk.ui.sheet_view.cell_editor import CellEditor
from perfdesk.ui.sheet_view.cell_painter import CellPainter
from perfdesk.ui.sheet_view.sheet_model import Index, SheetModel
from perfdesk.ui.widget import sheet_look

_INSET_PX = 2  # the frame of the cell stays to be seen around its editor


class CellDelegate(QStyledItemDelegate):
    """``typing`` carries the cell and the text at each key; ``closed`` follows the closing of the editor.

    It carries where the cursor goes. ``composition_left`` comes before an unfinished composition is
    given up. What the library refuses stays in the editor, to be entered again.
    """

    closed = Signal(Move)
    composition_left = Signal()
    typing = Signal(object, str)

    def __init__(
        self, model: SheetModel, offers: Offers, viewport: QWidget, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._offers = offers
        self._painter = CellPainter(model, offers)
        self._editor = CellEditor(viewport)
        self._editor.hide()
        self._editor.entered.connect(self._enter)
        self._editor.cancelled.connect(self._cancel)
        self._editor.textChanged.connect(self._typed)
        self._open = False
        self._leaving = False
        self._refused = False

    # ---- painting --------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """The scale that cells are painted and typed at; 1 is the size of paper."""
        return self._painter.zoom

    @zoom.setter
    def zoom(self, zoom: float) -> None:
        self._painter.zoom = zoom

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = self._model.cell_at(index.row(), index.column())
        if cell is None:
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        # Asked for the state of the option, PySide loads all of QStyle: 15 ms at the start of the program.
        view: QAbstractItemView = option.widget  # type: ignore[attr-defined]
        selected = view.selectionModel().isSelected(index)
        focused = view.hasFocus() and index == view.currentIndex()
        self._painter.paint(painter, rect, cell, view.logicalDpiY(), selected=selected, focused=focused)

    def arrow_hit(self, rect: QRect, cell: Cell, point: QPoint) -> bool:
        """Whether a point in the viewport is on the arrow that opens the cell's choices."""
        return self._painter.arrow_hit(rect, cell, point)

    # ---- editing ---------------------------------------------------------------------------

    @property
    def editor(self) -> CellEditor | None:
        """The editor while a cell is typed into."""
        return self._editor if self._open else None

    @property
    def refused(self) -> bool:
        """Whether the library refused what is in the editor."""
        return self._open and self._refused

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = self._model.cell_at(index.row(), index.column())
        assert cell is not None
        scale = sheet_look.PX_PER_MM * self.zoom
        self._editor.open_for(
            cell,
            self._offers.of(cell),
            sheet_look.cell_font(cell.style, self.zoom, parent.logicalDpiY()),
            line_height_mm(cell.style) * scale,
            max(0, round(cell.style.padding_mm * scale) - _INSET_PX),
        )
        return self._editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # The model's own changes while a draft is typed must not overwrite the text.
        if not self._open:
            self._editor.set_text(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            self._open = True
            self._refused = False

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        cell = self._model.cell_at(index.row(), index.column())
        if cell is not None and self._model.can_type(cell):
            choice = self._editor.chosen or Choice(self._editor.text)
            self._refused = not self._model.choose(cell, choice)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        inside = rect.adjusted(_INSET_PX, _INSET_PX, -_INSET_PX, -_INSET_PX)
        editor.resize(inside.size())  # what the text needs depends on the width
        inside.setHeight(max(inside.height(), self._editor.height_for_text()))
        editor.setGeometry(inside)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._open = False
        editor.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing of Qt's own: the editor takes its keys and focus itself."""
        return False

    def _enter(self, move: Move) -> None:
        if not self._open or self._leaving:
            return
        self._leaving = True
        self._refused = False
        if self._editor.composing:
            self.composition_left.emit()
            self._editor.drop_composition()
        self.commitData.emit(self._editor)
        if self._refused:
            self._leaving = False
        else:
            self._close(move)

    def _cancel(self) -> None:
        if not self._open or self._leaving:
            return
        self._leaving = True
        self._model.restore()
        self._close(Move.STAY)

    def _close(self, move: Move) -> None:
        self.closeEditor.emit(self._editor)
        self._leaving = False
        self.closed.emit(move)

    def _typed(self) -> None:
        if self._open and self._editor.cell is not None:
            self.typing.emit(self._editor.cell, self._editor.text)
