"""The editor in a cell: wraps as paper does, offers choices, takes Excel's keys."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QCoreApplication, QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QCompleter, QFrame, QTextEdit, QWidget

from perfdesk.model.form.definition import Align
from perfdesk.sheet.editing.choices import Choice
from perfdesk.sheet.editing.cursor import Move
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.widget import sheet_look

_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
_LEAVING_KEYS = {
    Qt.Key.Key_Tab: Move.NEXT,
    Qt.Key.Key_Backtab: Move.PREVIOUS,
}
_ARROWS = {
    Qt.Key.Key_Left: Move.LEFT,
    Qt.Key.Key_Right: Move.RIGHT,
    Qt.Key.Key_Up: Move.ABOVE,
    Qt.Key.Key_Down: Move.BELOW,
}

PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Why the keyboard leaves a cell for a moment only: the text is not entered."""


class CellEditor(QTextEdit):
    """One editor, used again for every cell.

    ``entered`` asks to enter the text and go on; ``cancelled`` asks to leave the cell as it was.
    With ``overwriting`` (typing began the edit) the arrow keys leave the cell, as in Excel; an
    edit begun by F2 or a double click keeps them for the caret.
    """

    entered = Signal(Move)
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(False)
        self.setUndoRedoEnabled(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        # The margins of the viewport, too: what the cell shows would look through them.
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        sheet_look.SheetColors(self, sheet_look.PAPER)
        self.overwriting = False
        self.cell: Cell | None = None
        self._line_height_px = 0.0
        self._padding_px = 0
        self._offered: dict[str, Choice] = {}  # what each line of the list puts into the cell
        self._filled: Choice | None = None
        self._before_composing: tuple[str, int, int] | None = None  # text, ends of the selection
        self._choices = QStringListModel(self)
        self._completer = QCompleter(self._choices, self)
        self._completer.setWidget(self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(12)
        self._completer.activated[str].connect(self._choose)  # type: ignore[index]
        self.textChanged.connect(self._place_text)

    def open_for(
        self, cell: Cell, choices: tuple[Choice, ...], font: QFont, line_height_px: float, padding_px: int
    ) -> None:
        """Take on the looks and the choices of a cell; the text is set by :meth:`set_text`."""
        self.cell = cell
        self._line_height_px = line_height_px
        self._padding_px = padding_px
        self._filled = None
        self._before_composing = None
        self._offered = {_line(choice): choice for choice in choices}
        self._choices.setStringList(list(self._offered))
        self.setFont(font)
        self.setAlignment(_ALIGNMENTS[cell.style.align])

    def set_text(self, text: str) -> None:
        """Start from a text, all of it selected, so that typing replaces it."""
        assert self.cell is not None
        self.setPlainText(text)
        option = self.document().defaultTextOption()
        option.setAlignment(_ALIGNMENTS[self.cell.style.align])
        self.document().setDefaultTextOption(option)
        self.selectAll()
        lines = QTextBlockFormat()
        lines.setLineHeight(self._line_height_px, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self.textCursor().mergeBlockFormat(lines)
        self._place_text()

    def put_caret_at_end(self) -> None:
        """For an edit that goes on from the present text."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    @property
    def has_choices(self) -> bool:
        """Whether the cell offers a list."""
        return bool(self._offered)

    @property
    def chosen(self) -> Choice | None:
        """What was chosen from the list, as long as the text is still that."""
        filled = self._filled
        return filled if filled is not None and filled.text == self.text else None

    @property
    def text(self) -> str:
        """What would be entered now: a composition that has not ended counts for nothing."""
        return self.toPlainText() if self._before_composing is None else self._before_composing[0]

    @property
    def composing(self) -> bool:
        """Whether an input method composes a text that it has not committed."""
        return self._before_composing is not None

    def height_for_text(self) -> int:
        """The height in pixels that shows the whole text."""
        return ceil(self.document().size().height())

    def show_choices(self, prefix: str = "") -> None:
        """Open the list of choices, those that contain ``prefix``."""
        if not self.has_choices:
            return
        self._completer.setCompletionPrefix(prefix)
        popup = self._completer.popup()
        popup.setFont(self.font())
        width = max(self.width(), popup.sizeHintForColumn(0) + 36)
        area = self.rect()
        area.setWidth(width)
        self._completer.complete(area)
        if not prefix:
            offered = [choice.text for choice in self._offered.values()]
            if self.toPlainText() in offered:
                row = offered.index(self.toPlainText())
                popup.setCurrentIndex(self._completer.completionModel().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup_open = self._completer.popup().isVisible()
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if popup_open and key in (Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Tab):
            chosen = self._completer.popup().currentIndex()
            if chosen.isValid():
                self._fill(chosen.data())
            self._completer.popup().hide()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
                self.insertPlainText("\n")
            else:
                above = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
                self.entered.emit(Move.ABOVE if above else Move.BELOW)
            return
        if key in _LEAVING_KEYS:
            self.entered.emit(_LEAVING_KEYS[key])
            return
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        if key == Qt.Key.Key_Down and modifiers == Qt.KeyboardModifier.AltModifier:
            self.show_choices()
            return
        if key == Qt.Key.Key_F2:
            self.overwriting = not self.overwriting
            return
        if self.overwriting and key in _ARROWS and not modifiers:
            self.entered.emit(_ARROWS[key])
            return
        before = self.toPlainText()
        super().keyPressEvent(event)
        if self.toPlainText() != before:
            self.suggest()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.preeditString() and self._before_composing is None:
            cursor = self.textCursor()
            self._before_composing = self.toPlainText(), cursor.anchor(), cursor.position()
        super().inputMethodEvent(event)
        if event.commitString():
            # Some input methods commit the first words of a composition, and go on with the rest.
            at = self.textCursor().position()
            self._before_composing = (self.toPlainText(), at, at) if event.preeditString() else None
            self.suggest()
        elif not event.preeditString():
            self._restore_text()

    def drop_composition(self) -> None:
        """Give up a composition that has not ended: the text is as it was before."""
        if self._before_composing is not None:
            QGuiApplication.inputMethod().reset()
            QCoreApplication.sendEvent(self, QInputMethodEvent())

    def _restore_text(self) -> None:
        """Show again what a composition replaced: Qt removes the selection when it begins."""
        if self._before_composing is None:
            return
        (text, anchor, position), self._before_composing = self._before_composing, None
        if text == self.toPlainText():
            return
        self.set_text(text)
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def suggest(self) -> None:
        """Open the list on those choices that hold what is typed, and close it where none does."""
        if not self.has_choices:
            return
        text = self.toPlainText().strip()
        self._completer.setCompletionPrefix(text)
        found = self._completer.completionCount()
        if text and found and self._completer.currentCompletion() != text:
            self.show_choices(text)
            self._completer.popup().setCurrentIndex(self._completer.popup().model().index(-1, -1))
        else:
            self._completer.popup().hide()

    def _fill(self, text: str) -> None:
        self.selectAll()
        self._filled = self._offered[text]
        self.insertPlainText(self._filled.text)

    def _choose(self, text: str) -> None:
        self._fill(text)
        self.entered.emit(Move.STAY)

    def event(self, event: QEvent) -> bool:
        # Tab and Backtab would move the focus before keyPressEvent sees them. While a cell is typed into,
        # undo, redo and the list are the editor's; other shortcuts (Ctrl+P, Ctrl+Q) stay the window's.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            opens_list = (
                event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            )
            if event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y) or opens_list:
                event.accept()
                return True
            return super().event(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() not in PASSING and not self._completer.popup().isVisible():
            self.entered.emit(Move.STAY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_text()

    def _place_text(self) -> None:
        """Show the text where the cell does: in the middle, within the padding, all of it where it fits."""
        height = self.document().size().height()
        free = max(0, int((self.height() - height) / 2))
        self.setViewportMargins(self._padding_px, free, self._padding_px, 0)
        if height <= self.height():
            self.verticalScrollBar().setValue(0)  # the caret at its end had scrolled it in a lower cell


def _line(choice: Choice) -> str:
    """A choice as the list shows it."""
    return f"{choice.text}　{choice.note}" if choice.note else choice.text
