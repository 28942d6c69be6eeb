"""What keys and input methods do on the sheet: move, choose, empty, or begin to type into a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from perfdesk.ui.sheet_view.cell_editor import Leave

if TYPE_CHECKING:
    from perfdesk.ui.sheet_view.sheet_view import SheetView

_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Keyboard:
    """The keyboard of a sheet view while no cell is open for typing."""

    def __init__(self, view: SheetView) -> None:
        self._view = view
        self._model = view.sheet_model

    def pressed(self, event: QKeyEvent) -> bool:
        """Take a key; false where it is Qt's to take."""
        view, key = self._view, Qt.Key(event.key())
        shift, control, alt = (bool(event.modifiers() & modifier) for modifier in _MODIFIERS)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            view.cursor_moves.move(Leave.PREVIOUS if key == Qt.Key.Key_Backtab or shift else Leave.NEXT)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            view.cursor_moves.move(Leave.ABOVE if shift else Leave.BELOW)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and control and not shift and not alt:
            view.cursor_moves.to_edge(last=key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not control and not alt:
            view.ranges.clear()
        elif view.selecting.key(event):
            pass
        elif event.text() and event.text().isprintable() and not control and not alt:
            cell = view.current_cell()
            if cell is None or self._model.can_type(cell):
                return False
            view.message.emit(self._model.why_not(cell))
        else:
            return False
        return True

    def held(self) -> bool:
        """Keep the keyboard in a cell whose text the library refuses; the user was told when it did."""
        view = self._view
        if view.editor is None or (not self._model.unkept and view.commit_editor()):
            return False
        view.editor.setFocus()
        return True

    def asked(self, query: Qt.InputMethodQuery, answer: Any) -> Any:
        """What an input method is told: where the candidates go, in the view's own coordinates.

        Qt keeps the keyboard in the view until the first composition has ended, but tells where the caret
        is in the editor's coordinates, or where the cell is in the viewport's.
        """
        if query not in (Qt.InputMethodQuery.ImCursorRectangle, Qt.InputMethodQuery.ImAnchorRectangle):
            return answer
        editor, viewport = self._view.editor, self._view.viewport()
        if editor is not None:
            caret = editor.cursorRect()
            return QRect(editor.viewport().mapTo(self._view, caret.topLeft()), caret.size())
        cell = self._view.visualRect(self._view.currentIndex())
        return QRect(viewport.mapTo(self._view, cell.topLeft()), cell.size())

    def composed(self, event: QInputMethodEvent, was_open: bool) -> None:
        """Keep what an input method sent, after Qt has seen it; ``was_open``: into an open cell."""
        editor, cell = self._view.editor, self._view.current_cell()
        if editor is not None and not was_open and event.commitString():
            # Qt opens the editor for a text that comes without composing first, such as the ≥ or
            # ， of a Chinese keyboard, but drops the text.
            editor.insertPlainText(event.commitString())
            editor.suggest()
        elif editor is None and cell is not None and (event.commitString() or event.preeditString()):
            self._view.message.emit(self._model.why_not(cell))
