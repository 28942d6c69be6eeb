"""The sheet on screen: selection, keys, mouse, clipboard and row operations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from perfdesk.model.form.path import Path
from perfdesk.model.library.library import Library
from perfdesk.model.store.change import Changes
from perfdesk.sheet.layout.sheet import Cell, CellKind
from perfdesk.ui.sheet_view.cell_editor import CellEditor, Leave
from perfdesk.ui.sheet_view.cursor_moves import CursorMoves
from perfdesk.ui.sheet_view.keyboard import Keyboard
from perfdesk.ui.sheet_view.range_actions import RangeActions
from perfdesk.ui.sheet_view.range_selection import RangeSelection
from perfdesk.ui.sheet_view.row_actions import RowActions
from perfdesk.ui.sheet_view.row_header import RowHeader
from perfdesk.ui.sheet_view.selection import selected_grid_rows
from perfdesk.ui.sheet_view.sheet_delegate import CellDelegate
from perfdesk.ui.sheet_view.sheet_model import Index, SheetModel
from perfdesk.ui.sheet_view.sizing import Sizing
from perfdesk.ui.widget import sheet_look
from perfdesk.ui.widget.viewport import give_viewport
from perfdesk.ui.work.bridge import Bridge

LEAST_ZOOM, MOST_ZOOM = 0.5, 3.0
_ZOOM_STEP = 1.1


class SheetView(QTableView):
    """The form of one record, typed into in place.

    ``current_changed`` carries the cell under the cursor or ``None``, also when only its
    content or its score changed; ``message`` carries a sentence for the status bar.
    """

    current_changed = Signal(object)
    message = Signal(str)
    zoom_changed = Signal(float)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._model = SheetModel(self)
        self._bridge: Bridge | None = None
        self._draft: tuple[Cell, str] | None = None
        self.setModel(self._model)
        self._delegate = CellDelegate(self._model, self.viewport(), self)
        self.setItemDelegate(self._delegate)
        self._header = RowHeader(self._model, self)
        self.setVerticalHeader(self._header)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(True)  # else Tab leaves the sheet
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setAccessibleName("自评表")
        sheet_look.Dress(self, sheet_look.DESK)
        self._draft_timer = QTimer(self, singleShot=True, interval=0)
        self._draft_timer.timeout.connect(self._show_draft)
        self._model.modelReset.connect(self._lay_out)
        self._model.restructured.connect(self._lay_out)
        self._model.heights_changed.connect(self._resize_rows)
        self._model.scores_changed.connect(self._announce)
        self._delegate.left.connect(self._leave)
        self._delegate.typing.connect(self._typing)
        self.cursor_moves = CursorMoves(self)
        self._sizing = Sizing(self, self._header)
        self.selecting = RangeSelection(self)
        self.ranges = RangeActions(self)
        self._keyboard = Keyboard(self)
        self.rows = RowActions(self, self._header)
        self._header.picked.connect(self.rows.pick)
        self._header.dropped.connect(self.rows.drop)
        self._header.menu_wanted.connect(lambda row, point: self.menu_wanted.emit(point))

    @property
    def sheet_model(self) -> SheetModel:
        """The model behind the view."""
        return self._model

    def show_record(self, bridge: Bridge | None, record_id: int | None) -> None:
        """Show a record, or an empty desk; an open editor is entered first."""
        self.commit_editor()
        if bridge is not self._bridge:
            if self._bridge is not None:
                self._bridge.changed.disconnect(self._model.follow)
            if bridge is not None:
                bridge.changed.connect(self._model.follow)
            self._bridge = bridge
        self.cursor_moves.forget_run()
        self._model.show(bridge, record_id)
        self.scrollToTop()
        first = self._first_input()
        if first is not None:
            self.cursor_moves.go(first)
        else:
            self.current_changed.emit(None)

    def current_cell(self) -> Cell | None:
        """The cell under the cursor."""
        index = self.currentIndex()
        return self._model.cell_at(index.row(), index.column()) if index.isValid() else None

    def focus_cell(self, path: Path) -> None:
        """Put the cursor on the cell that shows a value."""
        cell = self._model.cell_of(path)
        if cell is not None and self.commit_editor():
            self.cursor_moves.go(cell)
            self.setFocus()

    def _first_input(self) -> Cell | None:
        sheet = self._model.sheet
        cells = sheet.cells if sheet is not None else ()
        return next((cell for cell in cells if cell.kind is CellKind.INPUT), None)

    def _announce(self) -> None:
        self.current_changed.emit(self.current_cell())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._announce()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._header.set_chosen(frozenset(selected_grid_rows(self)))

    # ---- geometry --------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1 is the size of paper."""
        return self._delegate.zoom

    def set_zoom(self, zoom: float) -> None:
        """Scale the sheet, between half and three times paper's size."""
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        if abs(zoom - self.zoom) < 1e-6:
            return
        self.commit_editor()
        self._delegate.zoom = zoom
        self._sizing.size_sections(zoom)
        self.viewport().update()
        self.zoom_changed.emit(zoom)

    def _lay_out(self) -> None:
        self._sizing.lay_out(self.zoom)

    def _resize_rows(self) -> None:
        self._sizing.resize_rows(self.zoom)
        if self._delegate.editor is not None:
            self.updateEditorGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sizing.centre()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * _ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
            return
        super().wheelEvent(event)

    # Qt's own reactions to a change of focus, and so to each cell that is typed into, would repaint
    # the whole sheet; only the cell under the cursor looks different.

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update(self.currentIndex())

    # ---- typing ----------------------------------------------------------------------------

    def edit(  # type: ignore[override]
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        started = super().edit(index, trigger, event)  # type: ignore[arg-type]
        editor = self._delegate.editor
        if started and editor is not None:
            editor.overwriting = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
            if not editor.overwriting:
                editor.put_caret_at_end()
        return started

    def commit_editor(self) -> bool:
        """Enter what is being typed; false where the library refused it, and it is still in the editor."""
        if self._delegate.editor is not None:
            self._delegate.editor.entered.emit(Leave.STAY)
        return self._delegate.editor is None

    def _typing(self, cell: Cell, text: str) -> None:
        self._draft = cell, text
        self._draft_timer.start()

    def _show_draft(self) -> None:
        if self._draft is not None and self._delegate.editor is not None:
            cell, text = self._draft
            self._model.draft(cell, text)

    def _leave(self, leave: Leave) -> None:
        self._draft = None
        self._draft_timer.stop()
        if not (at := QApplication.focusWidget()) or self.isAncestorOf(at):  # not gone to another pane
            self.setFocus()
        self.cursor_moves.move(leave)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_open = self._delegate.editor is not None
        super().inputMethodEvent(event)
        self._keyboard.composed(event, was_open)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        return self._keyboard.asked(query, super().inputMethodQuery(query))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keyboard.pressed(event):
            super().keyPressEvent(event)

    @property
    def editor(self) -> CellEditor | None:
        """The editor while a cell is typed into."""
        return self._delegate.editor

    def open_choices(self) -> None:
        """Open the list of the current cell, where it has one."""
        cell = self.current_cell()
        if cell is None or not self._model.can_type(cell):
            return
        self.edit(self.currentIndex())
        if self._delegate.editor is not None:
            self._delegate.editor.show_choices()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._keyboard.held():
            return
        self.cursor_moves.forget_run()
        index = self.indexAt(event.position().toPoint())
        cell = self._model.cell_at(index.row(), index.column()) if index.isValid() else None
        left = event.button() == Qt.MouseButton.LeftButton
        if cell is not None and left and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.selecting.extend((index.row(), index.column()))
            return
        if cell is not None and not left and self.selectionModel().isSelected(index):
            return  # the menu is about the range
        was_current = cell is not None and cell is self.current_cell() and not self.selecting.is_range
        self.clearSelection()  # else Qt waits for the release
        super().mousePressEvent(event)
        if (
            was_current
            and cell is not None
            and left
            and not event.modifiers()
            and self._delegate.arrow_hit(self.visualRect(index), cell, event.position().toPoint())
        ):
            self.open_choices()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        # Qt would take the cursor along.
        if event.buttons() & Qt.MouseButton.LeftButton and self._delegate.editor is None:
            self.selecting.drag(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.selecting.drop()
        if not self.selecting.is_range:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def run(self, operation: Callable[[Library], Changes[Any]]) -> bool:
        """Do an operation on the library; false where it failed or nothing may be changed."""
        if not self._model.writable or self._bridge is None:
            if (at := self.current_cell()) is not None:
                self.message.emit(self._model.why_not(at))
            return False
        return self.commit_editor() and self._bridge.run(operation) is not None
