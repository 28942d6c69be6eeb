"""The dialog that turns projects into another form or year, and shows beforehand what is left behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
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

from perfdesk.bounds import FIRST_YEAR, LAST_YEAR
from perfdesk.model.conversion.conversion import Conversion, converted
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.forms import form_name
from perfdesk.model.library.library import Library
from perfdesk.model.store.tree import RecordSummary
from perfdesk.ui.tree.conversion_tally import ConversionTally
from perfdesk.ui.widget import theme
from perfdesk.ui.work.sliced_task import SlicedTask

_PLACE_PX = 340
_KINDS_TOLD = 3
_UNFOLDED_UP_TO = 10  # projects with something left behind


class ConvertRecord(NamedTuple):
    """What was asked for."""

    form: str
    year: int


class ConvertRecordDialog(QDialog):
    """Asks for form and year; opens on the next form of the projects' region, as when a new year begins.

    The projects' forms must be known ones. With many projects, what is left behind is gone through in
    slices; converting waits for the end of that.
    """

    def __init__(self, library: Library, record_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._ids = tuple(record_ids)
        self._record = library.record(self._ids[0])
        self._before = library.definition(self._ids[0])
        self._units = {unit.id: unit.name for unit in library.tree.all_units()}
        self._task: SlicedTask[tuple[RecordSummary, Conversion | None]] | None = None
        self._tally = ConversionTally()
        self.setWindowTitle("转换格式")
        self._subject = QLabel(self._subject_text(), wordWrap=True)
        named = self._present()
        self._subject.setFont(theme.scaled(self._subject.font(), 1.1, bold=True))
        self._from = theme.muted(QLabel(named, wordWrap=True))
        self._year = QSpinBox(minimum=FIRST_YEAR, maximum=LAST_YEAR)
        self._form = QComboBox()
        self._message = QLabel(wordWrap=True)
        self._lost = QLabel()
        self._list = QTreeWidget()
        self._buttons = QDialogButtonBox()
        self._go = QPushButton("转换(&C)")
        self._buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
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
    def message(self) -> str:
        """What is said beside the list of what is left behind."""
        return f"{self._message.text()}\n{self._lost.text()}"

    @property
    def listed(self) -> list[tuple[str, str]]:
        """The list of what is left behind: where it stood, and the text."""
        items = _children(self._list.invisibleRootItem())
        below = [child for item in items for child in _children(item)]
        return [(item.text(0), item.text(1)) for item in below or items]

    @property
    def going_through(self) -> bool:
        """Whether what is left behind is still being found out."""
        return self._task is not None and self._task.running

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.setHorizontalSpacing(theme.SPACE * 2)
        rows.setVerticalSpacing(theme.SPACE)
        rows.addRow("年度(&Y)", self._year)
        rows.addRow("报表格式(&F)", self._form)
        self._list.setRootIsDecorated(len(self._ids) > 1)
        self._list.setUniformRowHeights(True)
        self._list.setHeaderLabels(["原表中的位置", "内容"])
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self._list.header().setMaximumSectionSize(_PLACE_PX)
        policy = self._list.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # what stands above it must not jump
        self._list.setSizePolicy(policy)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self._list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._list.setAccessibleName("不带入新表的内容")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._subject)
        layout.addWidget(self._from)
        layout.addSpacing(theme.SPACE)
        layout.addLayout(rows)
        layout.addSpacing(theme.SPACE)
        layout.addWidget(self._message)
        layout.addWidget(self._lost)
        layout.addWidget(self._list, stretch=1)
        layout.addWidget(self._buttons)
        self._go.setDefault(True)
        self.resize(640, 520)

    def _subject_text(self) -> str:
        if len(self._ids) > 1:
            return f"已选 {len(self._ids)} 个项目"
        return self._library.tree.summary(self._ids[0]).name or "（未填项目名称）"

    def _present(self) -> str:
        """The forms and years that the projects are of now."""
        message = "{year} 年度：{form}"
        kinds = Counter(
            (record.year, record.form) for record in map(self._library.tree.summary, self._ids)
        ).most_common(_KINDS_TOLD + 1)
        names = [
            message.format(year=year, form=form_name(self._library.forms[form])) for (year, form), _ in kinds
        ]
        if len(names) > _KINDS_TOLD:
            names[_KINDS_TOLD:] = ["……"]
        return "现在是 {forms}".format(forms="；".join(names))

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
        stays = chosen is not None and year in self._library.forms[chosen].years
        self._form.setCurrentIndex(self._form.findData(chosen) if stays else 0)
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
        if self._task is not None:
            self._task.cancel()
        self._tally = ConversionTally()
        self._list.clear()
        self._list.setVisible(False)
        self._go.setEnabled(False)
        self._message.setText("")
        self._lost.setText("正在核对要带入的内容…")
        theme.colored(self._lost, theme.MUTED)
        self._task = SlicedTask(self._take_through(*self.answer), self._take, self)
        self._task.finished.connect(self._show_tally)
        self._task.start()

    def _take_through(self, form: str, year: int) -> Iterator[tuple[RecordSummary, Conversion | None]]:
        """Each project with what it would become; ``None`` for one that is that already."""
        after = self._library.forms[form]
        for record_id in self._ids:
            summary, record = self._library.tree.summary(record_id), self._library.record(record_id)
            if (record.form, record.year) == (form, year):
                yield summary, None
            else:
                yield summary, converted(record, self._library.definition(record_id), after, year)

    def _take(self, step: tuple[RecordSummary, Conversion | None]) -> None:
        summary, conversion = step
        tally = self._tally
        if conversion is None:
            tally.same += 1
            return
        money_unit = self._library.definition(summary.id).money_unit
        tally.add(conversion, self._units[summary.unit_id], money_unit)
        if not conversion.dropped:
            return
        items = [_item(label, text) for label, text in conversion.dropped]
        if len(self._ids) > 1:
            holder = _item(summary.name or "（未填项目名称）", "")
            holder.setText(1, f"{len(items)} 处")
            holder.addChildren(items)
            items = [holder]
        self._list.addTopLevelItems(items)

    def _show_tally(self) -> None:
        """Say what was found out of all projects."""
        tally = self._tally
        self._go.setEnabled(tally.converted > 0)
        form, year = self.answer
        self._message.setText(tally.sentences(self._library.forms[form], year, several=len(self._ids) > 1))
        if not tally.converted:
            self._lost.setText("")
            return
        lost = f"新表没有以下 {tally.dropped} 处内容的位置，不会带入："
        self._lost.setText(lost if tally.dropped else "填写的内容全部带入新表。")
        theme.colored(self._lost, theme.WARNING if tally.dropped else theme.GOOD)
        self._list.setVisible(tally.dropped > 0)
        if self._list.topLevelItemCount() <= _UNFOLDED_UP_TO:
            self._list.expandAll()


def _item(label: str, text: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([label, " ".join(text.split())])
    item.setToolTip(0, label)
    item.setToolTip(1, text)
    return item


def _children(holder: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (holder.child(row) for row in range(holder.childCount()))
    return [item for item in found if item is not None]


def _keys(form: FormDefinition) -> set[str]:
    return {field.key for field in form.fields} | {block.key for block in form.blocks}
