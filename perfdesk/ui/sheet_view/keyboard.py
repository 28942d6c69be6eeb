"""What keys and input methods do on the sheet: move, choose, empty, or begin to type into a cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from perfdesk.sheet.editing.area import Place
from perfdesk.sheet.editing.cursor import DOWN, LEFT, RIGHT, UP, Cursor, Move
from perfdesk.ui.sheet_view.cell_editor import CellEditor
from perfdesk.ui.sheet_view.sheet_model import SheetModel
from perfdesk.ui.sheet_view.sheet_operations import SheetOperations

_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_DIRECTIONS: dict[int, Place] = {
    Qt.Key.Key_Left: LEFT,
    Qt.Key.Key_Right: RIGHT,
    Qt.Key.Key_Up: UP,
    Qt.Key.Key_Down: DOWN,
}
_EDGES = (Qt.Key.Key_Home, Qt.Key.Key_End)


class Keyboard:
    """The keyboard of a sheet while no cell is open for typing; ``clear`` empties what is selected."""

    def __init__(
        self, model: SheetModel, cursor: Cursor, operations: SheetOperations, clear: Callable[[], None]
    ) -> None:
        self._model = model
        self._cursor = cursor
        self._operations = operations
        self._clear = clear

    def pressed(self, event: QKeyEvent) -> bool:
        """Take a key; false where it is Qt's to take."""
        key = Qt.Key(event.key())
        shift, control, alt = (bool(event.modifiers() & modifier) for modifier in _MODIFIERS)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._cursor.move(Move.PREVIOUS if key == Qt.Key.Key_Backtab or shift else Move.NEXT)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._cursor.move(Move.ABOVE if shift else Move.BELOW)
        elif key in _EDGES and control and not shift and not alt:
            self._cursor.to_edge(last=key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not control and not alt:
            self._clear()
        elif self._cursor.cell is not None and not alt and key in _EDGES and shift:
            self._cursor.extend_to_edge(last=key == Qt.Key.Key_End, whole=control)
        elif self._cursor.cell is not None and not alt and key in _DIRECTIONS and (shift or control):
            if shift:
                self._cursor.extend(_DIRECTIONS[key], far=control)
            else:
                self._cursor.jump(_DIRECTIONS[key])
        elif event.text() and event.text().isprintable() and not control and not alt:
            cell = self._cursor.cell
            if cell is None or self._model.can_type(cell):
                return False
            self._operations.refuse(cell)
        else:
            return False
        return True

    def composed(self, event: QInputMethodEvent, editor: CellEditor | None, *, was_open: bool) -> None:
        """Take what an input method sent, after Qt has seen it.

        ``editor`` is that of the cell, if one is open now; ``was_open``: also before.
        """
        cell = self._cursor.cell
        if editor is not None and not was_open and event.commitString():
            # Qt opens the editor for a text that comes without composing first, such as the ≥ or
            # ， of a Chinese keyboard, but drops the text.
            editor.insertPlainText(event.commitString())
            editor.suggest()
        elif editor is None and cell is not None and (event.commitString() or event.preeditString()):
            self._operations.refuse(cell)
