"""Below the sheet: what is entered but not printed, and where collected numbers (取数) come from."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, Qt, QUrl, Signal
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from perfdesk.model.form.path import Path
from perfdesk.model.scoring.score import InputOrigin, InputValue
from perfdesk.ui.supplement.supplement_model import Index, SupplementColumn, SupplementModel
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.elided_label import ElidedLabel
from perfdesk.ui.widget.passage_browser import PassageBrowser
from perfdesk.ui.work.bridge import Bridge

_WIDTHS_PX = {
    SupplementColumn.LABEL: 232,
    SupplementColumn.COLLECTED: 76,
    SupplementColumn.TEXT: 92,
    SupplementColumn.UNIT: 44,
}
_FIELD_WIDTH_PX = 180
_TALL_PX = 250  # of a table of inputs; a few fields take only the room they need
_ORIGINS_PX = 240  # at 1366 px, the reasons beside the inputs keep the width of their heading
_ANY_WIDTH = 16777215  # QWIDGETSIZE_MAX
_LISTED = 200  # origins of a number; no one reads on, and laying out thousands takes seconds


class SupplementPane(QWidget):
    """A table of entries, and for the current one the numbers it was collected from.

    ``record_wanted`` carries the id of a project that a link was clicked for and the :class:`Path` of
    its number, or ``None``.
    """

    record_wanted = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = SupplementModel(self)
        self.table = _Table(self)
        self.table.setModel(self._model)
        self.table.setAccessibleName("不印在表上的内容")
        self._origins = PassageBrowser("取数来源", self)
        self._origins.setFixedWidth(_ORIGINS_PX)
        self._origins.anchorClicked.connect(self._clicked)
        self._origins.faded.connect(self._explain)
        self._hint = ElidedLabel(self)
        theme.muted(self._hint)
        self._hint.setContentsMargins(theme.SPACE, 0, theme.SPACE, 0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 3)  # in a narrow window the hint gives way
        layout.addWidget(self._hint, 1)
        layout.addWidget(self._origins)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._explain())
        self._model.dataChanged.connect(lambda *_: self._explain())

    def show_record(self, bridge: Bridge, record_id: int | None) -> None:
        """Show the entries of a record; the pane hides where there are none."""
        self._model.show(bridge, record_id)
        inputs = self._model.has_inputs
        for column in SupplementColumn:
            self.table.setColumnHidden(
                column, not inputs and column not in (SupplementColumn.LABEL, SupplementColumn.TEXT)
            )
        self.table.horizontalHeader().setVisible(inputs)
        for column, width in _WIDTHS_PX.items():
            self.table.setColumnWidth(column, width)
        fields_px = _WIDTHS_PX[SupplementColumn.LABEL] // 2 + _FIELD_WIDTH_PX
        if not inputs:
            self.table.setColumnWidth(SupplementColumn.TEXT, _FIELD_WIDTH_PX)
            self.table.setColumnWidth(SupplementColumn.LABEL, _WIDTHS_PX[SupplementColumn.LABEL] // 2)
        # Beside a few fields there is room to say what they are for.
        self.table.setMaximumWidth(_ANY_WIDTH if inputs else fields_px)
        self._hint.setHidden(inputs)
        rows = self._model.rowCount() * self.table.verticalHeader().defaultSectionSize()
        self.setFixedHeight(_TALL_PX if inputs else rows + theme.SPACE // 2)
        self._origins.setVisible(inputs)
        self.setVisible(self._model.rowCount() > 0)
        if inputs:
            self.table.setCurrentIndex(self._model.first_open)
        self._explain()

    @property
    def typing(self) -> bool:
        """Whether anything is being typed here, or was refused by the library."""
        return self.table.typing or bool(self._model.refused)

    @property
    def unfinished(self) -> str:
        """What the library refused; nothing where it refused nothing."""
        return next(iter(self._model.refused.values()), "")

    def commit(self) -> bool:
        """Enter what is being typed, and what was refused before; false where it is refused again."""
        self.table.finish()
        return self._model.enter_refused()

    def give_up(self) -> None:
        """Show again what the library holds in place of what it refused."""
        self._model.forget_refused()

    def refresh(self) -> None:
        """Follow what an operation changed."""
        self._model.refresh()

    def focus(self, path: Path) -> bool:
        """Put the cursor on the value at ``path``; false where it is not entered here."""
        index = self._model.index_of(path)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.setFocus()
        return index.isValid()

    def _explain(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            index = self._model.index(0, 0)
        self._hint.setText(self._model.entry(index.row()).field.hint if index.isValid() else "")
        value = self._model.entry(index.row()).value if index.isValid() else None
        self._origins.write("" if value is None else self._passages(value))

    def _passages(self, value: InputValue) -> str:
        parts = [f"<b>{escape(value.label)}</b>"]
        if value.problem:
            parts.append(f'<span style="color:{theme.WARNING.name()}">{escape(value.problem)}</span>')
        elif value.typed is not None and value.from_projects:
            parts.append(escape("已改填，项目取数不再采用；清空即恢复。"))
        if value.clause:
            parts.append(f'<span style="color:{theme.MUTED.name()}">{escape(value.clause)}</span>')
        if value.from_projects:
            parts += self._links(value)
        return "".join(f'<p style="margin-top:0; margin-bottom:5px;">{part}</p>' for part in parts)

    def _links(self, value: InputValue) -> list[str]:
        """Where a number comes from: what is still missing first, then the rest as far as people read."""
        origins = sorted(value.origins, key=lambda origin: not origin.problem)
        if not origins:
            return [escape("没有可以取数的项目。")]
        listed = origins[:_LISTED]
        more = len(origins) - len(listed)
        rest = [escape(f"……另有 {more} 处没有列出。")] if more else []
        return [_link(origin) for origin in listed] + rest

    def _clicked(self, url: QUrl) -> None:
        record_id, _, path = url.toString().partition("/")
        self.record_wanted.emit(int(record_id), Path.parse(path) if path else None)


def _link(origin: InputOrigin) -> str:
    target = f"{origin.record_id}/{origin.path or ''}"
    color = theme.PROBLEM if origin.problem else theme.ACCENT
    style = f"text-decoration:none; color:{color.name()};"
    return f'<a href="{target}" style="{style}">{escape(origin.text)}</a>'


class _Table(QTableView):
    """A table to type into: Enter goes down, Tab goes on to what can be typed into, Delete clears."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setItemDelegate(_Delegate(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme.SPACE)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)

    @property
    def typing(self) -> bool:
        """Whether a cell is being typed into."""
        return self.state() is QTableView.State.EditingState

    def finish(self) -> None:
        """Enter what is being typed."""
        delegate = self.itemDelegate()
        if self.typing:
            self.setFocus()  # what has the keyboard is entered as it goes
        if self.typing and isinstance(delegate, _Delegate) and delegate.editor is not None:
            self.commitData(delegate.editor)
            self.closeEditor(delegate.editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        steps = {QAbstractItemView.CursorAction.MoveNext: 1, QAbstractItemView.CursorAction.MovePrevious: -1}
        if action not in steps:
            return super().moveCursor(action, modifiers)
        current, model = self.currentIndex(), self.model()
        columns = [column for column in SupplementColumn if not self.isColumnHidden(column)]
        cells = [model.index(row, column) for row in range(model.rowCount()) for column in columns]
        at = cells.index(current) if current in cells else -steps[action]
        onward = [cells[(at + steps[action] * count) % len(cells)] for count in range(1, len(cells))]
        editable = Qt.ItemFlag.ItemIsEditable
        return next((cell for cell in onward if model.flags(cell) & editable), current)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        index = self.currentIndex()
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and index.isValid():
            below = index.siblingAtRow(index.row() + 1)
            if below.isValid():
                self.setCurrentIndex(below)


class _Delegate(QStyledItemDelegate):
    """Opens a list that also takes typing where the form offers choices.

    ``editor`` is the one opened last.
    """

    editor: QWidget | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, SupplementModel)
        choices = model.entry(index.row()).field.choices
        if index.column() != SupplementColumn.TEXT or not choices:
            self.editor = super().createEditor(parent, option, index)
            return self.editor
        box = QComboBox(parent, editable=True)
        box.addItems(list(choices))
        box.activated.connect(lambda _: self.commitData.emit(box))
        self.editor = box
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(model, SupplementModel)
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)
