"""The bar over the sheet: what is open, how it stands, and that it is kept."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from perfdesk.model.checks.state import State
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.known_keys import NAME_FIELD, UNIT_FIELD
from perfdesk.model.kept import output
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Total
from perfdesk.model.value.value import display_score
from perfdesk.ui.output.output_note import ICONS as MARK_ICONS
from perfdesk.ui.output.output_note import output_state_text
from perfdesk.ui.tree.tree_listing import STATE_ICONS
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.elided_label import ElidedLabel
from perfdesk.ui.widget.icon_label import IconLabel

_MARK = 16
_ROOMY_PX = 620  # a header no wider says by its mark alone that all is kept
_GRADED_PX = 480  # a header no wider leaves the grade to the tip of the total


class RecordHeader(QFrame):
    """Shows name and form of the open record on the left, its total, grade and state on the right.

    ``pending_wanted`` asks to be led to the next carried value that is to be confirmed;
    ``attachments_wanted`` asks to be shown the files kept with the record.
    """

    pending_wanted = Signal()
    attachments_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._name = ElidedLabel(self)
        self._name.setFont(theme.scaled(self.font(), 1.25, bold=True))
        self._form = ElidedLabel(self)
        theme.muted(self._form)
        layout = QGridLayout(self)
        layout.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE)
        layout.setHorizontalSpacing(theme.SPACE * 3)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(0, 1)
        layout.addWidget(self._name, 0, 0)
        layout.addWidget(self._form, 1, 0)
        self._total, self._grade, self._state = (_Figure(self) for _ in range(3))
        self._captions = {
            self._total: theme.muted(QLabel("合计", self)),
            self._grade: theme.muted(QLabel("等级", self)),
            self._state: theme.muted(QLabel("状态", self)),
        }
        for column, (figure, caption) in enumerate(self._captions.items(), start=1):
            layout.addWidget(figure, 0, column)
            layout.addWidget(caption, 1, column)
        self._scored = self._graded = self._unsaved = False
        self._saved = _Figure(self, plain=True)
        layout.addWidget(self._saved, 0, 4)
        self._output = _Figure(self, plain=True)
        self._pending = QToolButton(self, autoRaise=True)
        self._pending.setToolTip("由上年结转的内容还没有确认；单击到下一处，核对后按 Ctrl+K 确认")
        self._pending.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pending.setFixedHeight(self.fontMetrics().height())  # the sheet must not jump when it goes
        theme.scheme.changed.connect(self._color_pending)
        self._color_pending()
        self._pending.clicked.connect(self.pending_wanted)
        self._pending.hide()
        self._attached = QToolButton(self, autoRaise=True)
        self._attached.setIcon(theme.icon("attachment"))
        self._attached.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._attached.setIconSize(QSize(_MARK, _MARK))
        self._attached.setToolTip("本项目的附件；单击打开列表")
        self._attached.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._attached.setFixedHeight(self.fontMetrics().height())
        self._attached.clicked.connect(self.attachments_wanted)
        self._attached.hide()
        below = QHBoxLayout()
        below.setSpacing(theme.SPACE)
        below.addWidget(self._output)
        below.addWidget(self._attached)
        below.addWidget(self._pending)
        below.addStretch()
        layout.addLayout(below, 1, 4)

    def show_record(self, definition: FormDefinition, record: Record, total: Total | None) -> None:
        """Show what is typed and how it scores at this moment."""
        self._name.setText(record.fields.get(NAME_FIELD, "").strip() or "（未命名项目）")
        parts = [f"{record.year}年度", definition.title]
        unit = record.fields.get(UNIT_FIELD, "").strip()
        self._form.setText("　".join([*parts, unit] if unit else parts))
        self._show_total(definition, total)

    def show_state(self, state: State) -> None:
        """Show how far the record is filled."""
        self._state.set(str(state), icon=STATE_ICONS[state])

    @property
    def output_text(self) -> str:
        """What is shown of what left; ``""`` for nothing."""
        return "" if self._output.isHidden() else self._output.text

    def show_output_state(self, state: output.OutputState | None, more: Iterable[str]) -> None:
        """Show whether it was printed or sent and has changed since; ``more`` are the lines of the tip."""
        self._output.setVisible(state is not None)
        if state is not None:
            self._output.set(output_state_text(state), icon=MARK_ICONS[state.true])
            self._output.setToolTip("\n".join(more))

    def show_pending(self, count: int) -> None:
        """Show how many cells wait to be confirmed; nothing where none does."""
        self._pending.setText(f"◣ 待确认 {count} 处")
        self._pending.setVisible(count > 0)

    @property
    def attached(self) -> str:
        """What is shown of the files kept with the record; ``""`` for none."""
        return "" if self._attached.isHidden() else self._attached.text()

    def show_attachments(self, count: int) -> None:
        """Show how many files are kept with the record; nothing where none is."""
        self._attached.setText(f"附件 {count}")
        self._attached.setVisible(count > 0)

    def _color_pending(self) -> None:
        palette = self._pending.palette()
        palette.setColor(QPalette.ColorRole.ButtonText, theme.ACCENT)
        self._pending.setPalette(palette)

    def show_saved(self, text: str, icon: str) -> None:
        """Show whether what was typed is in the file, with the icon named ``icon``."""
        self._unsaved = icon != "saved"
        self._saved.set(text, icon=icon)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave room for the name: what the form does not have, or a mark says too, is not shown."""
        self._saved.show_value(self._unsaved or self.width() > _ROOMY_PX)
        shown = {self._total: self._scored, self._grade: self._graded and self.width() > _GRADED_PX}
        for figure, visible in shown.items():
            figure.setVisible(visible)
            self._captions[figure].setVisible(visible)

    def _show_total(self, definition: FormDefinition, total: Total | None) -> None:
        rule = definition.scoring.total
        self._scored = rule is not None
        self._graded = rule is not None and bool(rule.grades)
        self._fit()
        if rule is None or total is None:
            return
        full = display_score(rule.full)
        if total.value is not None:
            self._total.set(display_score(total.value), f"/ {full}")
            self._total.setToolTip(f"等级：{total.grade}" if total.grade else "")
        else:
            self._total.set("—", f"/ {full}")
            self._total.setToolTip(f"还有 {total.waiting} 项得分未填，目前 {display_score(total.so_far)} 分")
        self._grade.set(total.grade or "—")


class _Figure(QWidget):
    """A value, with an optional mark before it and a small text behind it."""

    def __init__(self, parent: QWidget, *, plain: bool = False) -> None:
        super().__init__(parent)
        self._icon = IconLabel(_MARK, self)
        self._icon_name = ""
        self._value = QLabel(self)
        if plain:
            theme.muted(self._value)
        else:
            self._value.setFont(theme.scaled(self.font(), 1.1, bold=True))
        self._after = theme.muted(QLabel(self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for label in (self._icon, self._value, self._after):
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch()

    @property
    def text(self) -> str:
        """The value as it is shown."""
        return self._value.text()

    def set(self, value: str, after: str = "", icon: str = "") -> None:
        """Show a value."""
        if (self._value.text(), self._after.text(), self._icon_name) == (value, after, icon):
            return
        self._icon_name = icon
        self._value.setText(value)
        if self._value.isHidden():
            self.setToolTip(value)
        self._after.setText(after)
        self._after.setVisible(bool(after))
        self._icon.show_icon(icon)

    def show_value(self, shown: bool) -> None:
        """Show the value beside its mark; else it is in the tip alone."""
        self._value.setVisible(shown)
        self.setToolTip("" if shown else self.text)
