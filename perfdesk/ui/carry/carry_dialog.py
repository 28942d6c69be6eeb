"""The dialog of 结转下年: which projects, into which year and forms, and what that changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from perfdesk.bounds import LAST_YEAR
from perfdesk.model.conversion.carry import left_blank, successor
from perfdesk.model.edit.carry_edit import Carry
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.forms import form_name
from perfdesk.model.library.library import Library
from perfdesk.ui.carry.carry_preview import CarryPreview
from perfdesk.ui.carry.project_choice import ProjectChoice
from perfdesk.ui.widget import theme

_SIZE = (1120, 620)
_FORMS_PX = 104  # room for three forms; more are scrolled to


class CarryYear(NamedTuple):
    """What was asked for: the projects with their new forms, and the year."""

    wanted: tuple[Carry, ...]
    year: int


class CarryDialog(QDialog):
    """Opens on the projects chosen in the tree, or on all of the year; the library must have a year."""

    def __init__(
        self, library: Library, year: int, chosen: Collection[int] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._chosen = frozenset(chosen)
        self._forms: dict[str, QComboBox] = {}
        self.setWindowTitle("结转下年")
        self._from = QComboBox()
        for earlier in reversed(library.tree.years()):
            self._from.addItem(f"{earlier}年度", earlier)
        self._from.setCurrentIndex(self._from.findData(year))
        self._year = QSpinBox(maximum=LAST_YEAR)
        self._choice = ProjectChoice(library)
        self._form_rows = QFormLayout()
        self._forms_area = QScrollArea(widgetResizable=True)
        self._blank = theme.muted(QLabel(wordWrap=True))
        self._preview = CarryPreview(library)
        self._buttons = QDialogButtonBox()
        self._go = QPushButton("结转(&C)")
        self._buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._preview.ready.connect(self._allow)
        self._choice.listed.connect(self._ask_forms)
        self._choice.failed.connect(self._blank.setText)
        self._choice.changed.connect(self._show)
        self._begin()
        self._from.currentIndexChanged.connect(self._begin)
        self._year.valueChanged.connect(self._list)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._choice.setFocus()

    @property
    def answer(self) -> CarryYear:
        """What stands in the dialog."""
        forms = {form: combo.currentData() for form, combo in self._forms.items()}
        wanted = (Carry(item.id, forms[item.form]) for item in self._choice.chosen)
        return CarryYear(tuple(wanted), self._year.value())

    @property
    def preview(self) -> CarryPreview:
        """What carrying would change."""
        return self._preview

    def done(self, result: int) -> None:
        """Close; nothing is worked out any more."""
        self._choice.stop()
        self._preview.stop()
        super().done(result)

    def _lay_out(self) -> None:
        years = QHBoxLayout()
        years.setSpacing(theme.SPACE)
        for widget in (
            _caption("从(&F)", self._from),
            self._from,
            _caption("结转到(&Y)", self._year),
            self._year,
        ):
            years.addWidget(widget)
        self._year.setSuffix(" 年度")
        years.addStretch()
        hint = theme.muted(
            QLabel(
                "新项目放在新年度的同名单位下，原项目保留不动。带入的内容在表上有标记“◣”，请核对后逐项确认。",
                wordWrap=True,
            )
        )
        self._form_rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form_rows.setContentsMargins(0, 0, 0, 0)
        self._form_rows.setVerticalSpacing(theme.SPACE // 2)
        forms_holder = QWidget()
        forms_holder.setLayout(self._form_rows)
        self._forms_area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._forms_area.setWidget(forms_holder)
        self._forms_area.setFixedHeight(self._from.sizeHint().height() + 2)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.SPACE, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(QLabel("新年度的报表格式"))
        column.addWidget(self._forms_area)
        column.addWidget(self._blank)
        column.addWidget(self._preview, 1)
        split = QSplitter()
        split.addWidget(self._choice)
        split.addWidget(right)
        split.setSizes([430, 690])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(years)
        layout.addWidget(hint)
        layout.addWidget(split, 1)
        layout.addWidget(self._buttons)
        self._go.setDefault(True)
        self.resize(*_SIZE)

    def _begin(self) -> None:
        """Begin with another year's projects, to go into the one after it."""
        year = self._from.currentData()
        self._year.blockSignals(True)
        self._year.setMinimum(year + 1)
        self._year.setValue(year + 1)
        self._year.blockSignals(False)
        self._list()

    def _list(self) -> None:
        """List the projects."""
        self._preview.stop()
        self._allow(False)
        self._choice.show_year(self._from.currentData(), self._year.value(), self._chosen)

    def _ask_forms(self) -> None:
        """Offer a form for each form of the projects."""
        count, new_year = Counter(summary.form for summary in self._choice.records), self._year.value()
        while self._form_rows.rowCount():
            self._form_rows.removeRow(0)
        self._forms = {}
        for form, number in count.items():
            if form not in self._library.forms:
                continue
            self._forms[form] = self._combo(form, new_year)
            before = self._library.forms[form]
            hint = f"{form_name(before)}，{number} 个"
            label = QLabel(hint)
            self._form_rows.addRow(label, self._forms[form])
            for widget in (label, self._forms[form]):
                widget.show()  # what is not shown counts for nothing in the height below
        self._forms_area.setFixedHeight(min(_FORMS_PX, self._form_rows.sizeHint().height() + 2))

    def _combo(self, form: str, new_year: int) -> QComboBox:
        """All forms to choose from, the likely one chosen; those of the year and the region come first."""
        combo, old = QComboBox(), self._library.forms[form]
        for other in sorted(
            self._library.forms.values(),
            key=lambda other: (new_year not in other.years, other.region != old.region),
        ):
            combo.addItem(form_name(other), other.id)
        combo.setCurrentIndex(combo.findData(successor(self._library.forms, form, new_year)))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(16)
        combo.currentIndexChanged.connect(self._show)
        return combo

    def _show(self) -> None:
        wanted, year = self.answer
        chosen = {summary.form for summary in self._choice.chosen}
        for form, combo in self._forms.items():
            combo.setEnabled(form in chosen)
        self._tell_forms([self._library.forms[form] for form in dict.fromkeys(item.form for item in wanted)])
        self._preview.show_carries(wanted, year)

    def _tell_forms(self, forms: Sequence[FormDefinition]) -> None:
        """Say what the new forms leave to be filled in, and which of them are not of the year."""
        year, sentences = self._year.value(), []
        blank = "、".join(dict.fromkeys(label for form in forms for label in left_blank(form)))
        if blank:
            sentences.append(f"留空待填：{blank}。")
        strange = "、".join(form_name(form) for form in forms if year not in form.years)
        if strange:
            hint = "“{forms}”不是 {year} 年度的格式；有了新格式可以再转换。"
            sentences.append(hint.format(forms=strange, year=year))
        self._blank.setText("\n".join(sentences))

    def _allow(self, ready: bool) -> None:
        self._go.setEnabled(ready and bool(self._choice.chosen))


def _caption(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(buddy)
    return label
