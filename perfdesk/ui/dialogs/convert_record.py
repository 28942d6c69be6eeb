"""The dialog that turns a project into another form or year, and shows beforehand what is left behind."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.model.conversion import Conversion, converted
from perfdesk.model.definition import FormDefinition
from perfdesk.model.library import Library
from perfdesk.ui import theme
from perfdesk.ui.dialogs.new_record import FIRST_YEAR, LAST_YEAR, form_name

_PLACE_PX = 340


class ConvertRecord(NamedTuple):
    """What was asked for."""

    form: str
    year: int


class ConvertRecordDialog(QDialog):
    """Asks for form and year; opens on the next form of the project's region, as when a new year begins.

    The project's form must be a known one.
    """

    def __init__(self, library: Library, record_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._record = library.record(record_id)
        self._before = library.definition(record_id)
        summary = library.summary(record_id)
        self._unit = next(unit.name for unit in library.all_units() if unit.id == summary.unit_id)
        self.setWindowTitle(self.tr("转换格式"))
        named = self.tr("现在是 {year} 年度：{form}").format(
            year=self._record.year, form=form_name(self._before)
        )
        self._subject = QLabel(summary.name or self.tr("（未填项目名称）"), wordWrap=True)
        self._subject.setFont(theme.scaled(self._subject.font(), 1.1, bold=True))
        self._from = theme.muted(QLabel(named, wordWrap=True))
        self._year = QSpinBox(minimum=FIRST_YEAR, maximum=LAST_YEAR)
        self._form = QComboBox()
        self._told = QLabel(wordWrap=True)
        self._lost = QLabel()
        self._list = QTreeWidget()
        self._buttons = QDialogButtonBox()
        self._go = QPushButton(self.tr("转换(&C)"))
        self._buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._year.setValue(self._likely_year())
        self._list_forms()
        self._year.valueChanged.connect(self._list_forms)
        self._form.currentIndexChanged.connect(self._show)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._form.setFocus()

    @property
    def answer(self) -> ConvertRecord:
        """What stands in the dialog."""
        return ConvertRecord(self._form.currentData(), self._year.value())

    @property
    def told(self) -> str:
        """What is said beside the list of what is left behind."""
        return f"{self._told.text()}\n{self._lost.text()}"

    @property
    def listed(self) -> list[tuple[str, str]]:
        """The list of what is left behind: where it stood, and the text."""
        items = (self._list.topLevelItem(row) for row in range(self._list.topLevelItemCount()))
        return [(item.text(0), item.text(1)) for item in items if item is not None]

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.setHorizontalSpacing(theme.SPACE * 2)
        rows.setVerticalSpacing(theme.SPACE)
        rows.addRow(self.tr("年度(&Y)"), self._year)
        rows.addRow(self.tr("报表格式(&F)"), self._form)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setHeaderLabels([self.tr("原表中的位置"), self.tr("内容")])
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self._list.header().setMaximumSectionSize(_PLACE_PX)
        policy = self._list.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # what stands above it must not jump
        self._list.setSizePolicy(policy)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self._list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._list.setAccessibleName(self.tr("不带入新表的内容"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._subject)
        layout.addWidget(self._from)
        layout.addSpacing(theme.SPACE)
        layout.addLayout(rows)
        layout.addSpacing(theme.SPACE)
        layout.addWidget(self._told)
        layout.addWidget(self._lost)
        layout.addWidget(self._list, stretch=1)
        layout.addWidget(self._buttons)
        self._go.setDefault(True)
        self.resize(640, 520)

    def _likely_year(self) -> int:
        """The next year that the project's region has another form for, else simply the next."""
        later = [
            year
            for form in self._library.forms.values()
            if form.region == self._before.region and form.id != self._before.id
            for year in form.years
            if year > self._record.year
        ]
        return min(later, default=self._record.year + 1)

    def _list_forms(self) -> None:
        """List all forms, the likely ones first; the one chosen stays while it is of the year."""
        year, chosen = self._year.value(), self._form.currentData()
        forms = sorted(self._library.forms.values(), key=self._strangeness)
        self._form.blockSignals(True)
        self._form.clear()
        for definition in forms:
            self._form.addItem(form_name(definition), definition.id)
        kept = chosen is not None and year in self._library.forms[chosen].years
        self._form.setCurrentIndex(self._form.findData(chosen) if kept else 0)
        self._form.blockSignals(False)
        self._show()

    def _strangeness(self, form: FormDefinition) -> tuple[bool, bool, bool, int, int]:
        """What puts the likely forms first: those of the year and region that have the most in common."""
        same = (form.id, self._year.value()) == (self._before.id, self._record.year)
        lacking = len(_keys(self._before) - _keys(form))
        return (
            same,
            self._year.value() not in form.years,
            form.region != self._before.region,
            lacking,
            -max(form.years),
        )

    def _show(self) -> None:
        """Show what converting to the chosen form and year would do."""
        form, year = self.answer
        same = (form, year) == (self._record.form, self._record.year)
        self._go.setEnabled(not same)
        conversion = converted(self._record, self._before, self._library.forms[form], year)
        self._told.setText(self._sentences(conversion, self._library.forms[form], same))
        dropped = () if same else conversion.dropped
        self._list.clear()
        for label, text in dropped:
            item = QTreeWidgetItem([label, " ".join(text.split())])
            item.setToolTip(0, label)
            item.setToolTip(1, text)
            self._list.addTopLevelItem(item)
        lost = self.tr("新表没有以下 {count} 处内容的位置，不会带入：").format(count=len(dropped))
        kept = "" if same else self.tr("填写的内容全部带入新表。")
        self._lost.setText(lost if dropped else kept)
        theme.colored(self._lost, theme.WARNING if dropped else theme.GOOD)
        self._list.setVisible(bool(dropped))

    def _sentences(self, conversion: Conversion, after: FormDefinition, same: bool) -> str:
        year = self._year.value()
        if same:
            return self.tr("这个项目已是这个年度的这张表，请另选年度或格式。")
        place = self.tr("新表放在 {year} 年度“{unit}”下面，原表保留不动。").format(year=year, unit=self._unit)
        said = [place]
        if year not in after.years:
            said.append(self.tr("这张表不是 {year} 年度的格式。").format(year=year))
        if conversion.rescaled:
            told = self.tr("金额由{before}换算为{after}。")
            said.append(told.format(before=self._before.money_unit, after=after.money_unit))
        said += [
            self.tr("“{before}”改列“{after}”。").format(before=before, after=now)
            for before, now in conversion.moved
        ]
        if conversion.strange:
            names = "、".join(f"“{name}”" for name in conversion.strange)
            said.append(self.tr("新表没有{names}，按原样保留，请转换后另选。").format(names=names))
        return "\n".join(said)


def _keys(form: FormDefinition) -> set[str]:
    return {field.key for field in form.fields} | {block.key for block in form.blocks}
