"""The sheet on screen: a Qt table whose events go to the cursor, the keyboard, the editor and the rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QPoint, QRect, Qt, Signal
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
from perfdesk.sheet.editing.cursor import Cursor, Move
from perfdesk.sheet.layout.sheet import Cell, CellKind
from perfdesk.ui.sheet_view.cell_choices import Offers
from perfdesk.ui.sheet_view.cell_editor import PASSING, CellEditor
from perfdesk.ui.sheet_view.cell_typing import CellTyping
from perfdesk.ui.sheet_view.keyboard import Keyboard
from perfdesk.ui.sheet_view.mouse_range import MouseRange
from perfdesk.ui.sheet_view.pending_actions import PendingActions
from perfdesk.ui.sheet_view.range_actions import RangeActions
from perfdesk.ui.sheet_view.row_actions import RowActions
from perfdesk.ui.sheet_view.row_header import RowHeader
from perfdesk.ui.sheet_view.score_actions import ScoreActions
from perfdesk.ui.sheet_view.sheet_delegate import CellDelegate
from perfdesk.ui.sheet_view.sheet_model import Index, SheetModel
from perfdesk.ui.sheet_view.sheet_operations import SheetOperations
from perfdesk.ui.sheet_view.sizing import Sizing
from perfdesk.ui.sheet_view.table_selection import TableSelection
from perfdesk.ui.widget import sheet_look
from perfdesk.ui.widget.viewport import give_viewport
from perfdesk.ui.work.bridge import Bridge

LEAST_ZOOM, MOST_ZOOM = 0.5, 3.0
_ZOOM_STEP = 1.1
_CARET_QUERIES = (Qt.InputMethodQuery.ImCursorRectangle, Qt.InputMethodQuery.ImAnchorRectangle)


class SheetView(QTableView):
    """The form of one record, typed into in place.

    ``current_changed`` carries the cell under the cursor or ``None``, also when only its
    content or its score changed; ``message`` carries a sentence for the status bar. ``typed`` carries the
    cell and the text at each key, ``typing_ended`` says that it was entered or given up.
    """

    current_changed = Signal(object)
    message = Signal(str)
    typed = Signal(object, str)
    typing_ended = Signal()
    zoom_changed = Signal(float)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._model = model = SheetModel(self)
        self.setModel(model)
        self.offers = Offers(model)
        self.cell_cursor = cursor = Cursor(model, TableSelection(self))
        self._delegate = CellDelegate(model, self.offers, self.viewport(), self)
        self.setItemDelegate(self._delegate)
        self._header = RowHeader(model, self)
        self.setVerticalHeader(self._header)
        self._sizing = Sizing(self, model, self._header)
        self._typing = CellTyping(model, self._delegate, self)
        self.operations = SheetOperations(model, cursor, self._typing.commit, self)
        self.ranges = RangeActions(model, cursor, self.operations, self)
        self.scores = ScoreActions(model, self.operations)
        self.rows = RowActions(model, cursor, self.operations, self.setFocus, self)
        self.pending = PendingActions(model, cursor, self.operations, self.setFocus, self)
        self._keyboard = Keyboard(model, cursor, self.operations, self.ranges.clear)
        self._mouse_range = MouseRange(self, cursor)
        self._set_up_table()
        model.modelReset.connect(self._lay_out)
        model.restructured.connect(self._lay_out)
        model.heights_changed.connect(self._resize_rows)
        model.scores_changed.connect(self._announce)
        self.operations.message.connect(self.message)
        self._delegate.typing.connect(self.typed)
        self._delegate.closed.connect(lambda move: self.typing_ended.emit())
        self._delegate.closed.connect(self._leave)
        self._delegate.composition_left.connect(self._end_composition)
        self._header.picked.connect(self.rows.pick)
        self._header.dropped.connect(self.rows.drop)
        self._header.menu_wanted.connect(lambda row, point: self.menu_wanted.emit(point))

    def _set_up_table(self) -> None:
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
        sheet_look.SheetColors(self, sheet_look.DESK)

    @property
    def sheet_model(self) -> SheetModel:
        """The model behind the view."""
        return self._model

    def show_record(self, bridge: Bridge | None, record_id: int | None) -> None:
        """Show a record, or nothing; an open editor is entered first."""
        self.commit_editor()
        self.cell_cursor.end_tab_run()
        self._model.show(bridge, record_id)
        sheet = self._model.sheet
        cells = sheet.cells if sheet is not None else ()
        first = next((cell for cell in cells if cell.kind is CellKind.INPUT), None)
        if first is not None:
            self.cell_cursor.go(first)
        else:
            self.current_changed.emit(None)
        self.scroll_to_start()

    def current_cell(self) -> Cell | None:
        """The cell under the cursor."""
        return self.cell_cursor.cell

    def focus_cell(self, path: Path) -> None:
        """Put the cursor on the cell that shows a value."""
        cell = self._model.cell_of(path)
        if cell is not None and self.commit_editor():
            self.cell_cursor.go(cell)
            self.setFocus()

    def _announce(self) -> None:
        self.current_changed.emit(self.current_cell())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._announce()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._header.set_chosen(self.cell_cursor.rows)

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
        if self.editor is not None:
            self.updateEditorGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sizing.centre()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self.editor is not None:  # the candidates of an input method go with the cell
            self.updateMicroFocus()

    def scroll_to_start(self) -> None:
        """Show the head of the sheet and the labels of its rows."""
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        # Qt shows a wide cell from its left edge; the labels of the rows stand left of that.
        left = self.columnViewportPosition(index.column()) + self.horizontalOffset()
        right = left + self.visualRect(index).width()
        width = self.viewport().width()
        if right <= width or left < width < right - left:
            self.horizontalScrollBar().setValue(0)

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
        # During the first composition of a cell the keyboard is the view's, not the editor's.
        editor, at = self.editor, QApplication.focusWidget()
        if editor is not None and editor.composing and at is not editor and event.reason() not in PASSING:
            self.commit_editor()

    # ---- typing ----------------------------------------------------------------------------

    @property
    def editor(self) -> CellEditor | None:
        """The editor while a cell is typed into."""
        return self._delegate.editor

    def edit(  # type: ignore[override]
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        started = super().edit(index, trigger, event)  # type: ignore[arg-type]
        editor = self.editor
        if started and editor is not None:
            editor.overwriting = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
            if not editor.overwriting:
                editor.put_caret_at_end()
        return started

    def commit_editor(self) -> bool:
        """Enter what is being typed; false where the library refused it, and it is still in the editor."""
        return self._typing.commit()

    def resume_typing(self, path: Path, text: str) -> bool:
        """Open a cell with a text that was not entered before; false where nothing can be typed there."""
        self.focus_cell(path)
        cell = self.current_cell()
        if cell is None or path not in cell.paths or not self._model.can_type(cell):
            return False
        self.edit(self.currentIndex())
        if self.editor is not None:
            self.editor.set_text(text)
            self.editor.put_caret_at_end()
        return self.editor is not None

    def open_choices(self) -> None:
        """Open the list of the current cell, where it has one."""
        cell = self.current_cell()
        if cell is None or not self._model.can_type(cell):
            return
        self.edit(self.currentIndex())
        if self.editor is not None:
            self.editor.show_choices()

    def _leave(self, move: Move) -> None:
        if not (at := QApplication.focusWidget()) or self.isAncestorOf(at):  # not already in another pane
            self.setFocus()
        self.cell_cursor.move(move)

    # ---- keys and the mouse ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keyboard.pressed(event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_open = self.editor is not None
        super().inputMethodEvent(event)
        self._keyboard.composed(event, self.editor, was_open=was_open)

    def _end_composition(self) -> None:
        """End Qt's wait for a first composition: else it opens the next editor without the keyboard."""
        editor = self.editor
        if editor is None or self.hasFocus() or editor.hasFocus():
            super().inputMethodEvent(QInputMethodEvent())
            return
        policy = editor.focusPolicy()
        editor.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else it takes the keyboard from where it has gone
        super().inputMethodEvent(QInputMethodEvent())
        editor.setFocusPolicy(policy)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        # The keyboard is the view's until the first composition has ended, but Qt answers where the caret
        # is in the editor's coordinates, or where the cell is in the viewport's: candidates go by the view's.
        if query not in _CARET_QUERIES:
            return super().inputMethodQuery(query)
        if self.editor is not None:
            caret = self.editor.cursorRect()
            return QRect(self.editor.viewport().mapTo(self, caret.topLeft()), caret.size())
        cell = self.visualRect(self.currentIndex())
        return QRect(self.viewport().mapTo(self, cell.topLeft()), cell.size())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._typing.commit_or_stay():
            return
        cursor, point = self.cell_cursor, event.position().toPoint()
        cursor.end_tab_run()
        index = self.indexAt(point)
        cell = self._model.cell_at(index.row(), index.column()) if index.isValid() else None
        left = event.button() == Qt.MouseButton.LeftButton
        if cell is not None and left and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            cursor.extend_to((index.row(), index.column()))
            return
        if cell is not None and not left and self.selectionModel().isSelected(index):
            return  # the menu is about the range
        was_current = cell is not None and cell is cursor.cell and not cursor.is_range
        self.clearSelection()  # else Qt waits for the release
        super().mousePressEvent(event)
        if (
            was_current
            and cell is not None
            and left
            and not event.modifiers()
            and self._delegate.arrow_hit(self.visualRect(index), cell, point)
        ):
            self.open_choices()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        # Qt would take the cursor along.
        if event.buttons() & Qt.MouseButton.LeftButton and self.editor is None:
            self._mouse_range.drag(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse_range.drop()
        if not self.cell_cursor.is_range:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())
