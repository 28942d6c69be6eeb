"""The dialog for a new project: year, unit, form and name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from perfdesk.bounds import FIRST_YEAR, LAST_YEAR
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.forms import form_name
from perfdesk.model.library.department_projects import scores_over_projects
from perfdesk.model.library.library import Library
from perfdesk.ui.widget import theme


class NewRecord(NamedTuple):
    """What was asked for; ``unit`` may be one that the year does not have yet."""

    year: int
    unit: str
    form: str
    name: str


class NewRecordDialog(QDialog):
    """Asks for a new project; opens on the year and unit of what is selected in the tree."""

    def __init__(
        self, library: Library, year: int | None, unit_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self.setWindowTitle("新建项目")
        self._year = QSpinBox(minimum=FIRST_YEAR, maximum=LAST_YEAR)
        self._unit = QComboBox()
        typed = QLineEdit(maxLength=100)
        typed.setPlaceholderText("选择已有单位，或键入新单位的全称")
        self._unit.setLineEdit(typed)
        self._unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._form = QComboBox()
        self._source = theme.muted(QLabel(wordWrap=True))
        self._name = QLineEdit(maxLength=200)
        self._name.setPlaceholderText("与预算批复的项目名称一致")
        self._buttons = QDialogButtonBox()
        self._create = QPushButton("新建(&N)")
        self._buttons.addButton(self._create, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._year.valueChanged.connect(self._year_changed)
        self._unit.editTextChanged.connect(self._check)
        self._form.currentIndexChanged.connect(self._show_source)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._year.setValue(year or self._newest_year())
        self._year_changed()
        self._unit.setEditText(unit_name or (self._unit.itemText(0) if self._unit.count() else ""))
        self._choose_usual_form()
        self._check()
        (self._name if self._unit.currentText() else self._unit).setFocus()

    @property
    def answer(self) -> NewRecord:
        """What stands in the dialog."""
        return NewRecord(
            self._year.value(),
            " ".join(self._unit.currentText().split()),
            self._form.currentData() or "",
            self._name.text().strip(),
        )

    @property
    def notes(self) -> str:
        """What is said about the chosen form."""
        return self._source.text()

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.setHorizontalSpacing(theme.SPACE * 2)
        rows.setVerticalSpacing(theme.SPACE)
        rows.addRow("年度(&Y)", self._year)
        rows.addRow("单位(&U)", self._unit)
        rows.addRow("报表格式(&F)", self._form)
        rows.addRow("", self._source)
        rows.addRow("项目名称(&M)", self._name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(rows)
        layout.addStretch()
        layout.addWidget(self._buttons)
        self._create.setDefault(True)
        self.setMinimumWidth(480)

    def _newest_year(self) -> int:
        years = self._library.tree.years() or [
            year for form in self._library.forms.values() for year in form.years
        ]
        return max(years)

    def _year_changed(self) -> None:
        """List the units and the forms of the year, projects first; all forms where none is of that year."""
        year = self._year.value()
        unit, form = self._unit.currentText(), self._form.currentData()
        self._unit.clear()
        self._unit.addItems([known.name for known in self._library.tree.units(year)])
        self._unit.setEditText(unit)
        self._form.clear()
        forms = sorted(self._library.forms.values(), key=self._strangeness(form))
        for definition in [known for known in forms if year in known.years] or forms:
            self._form.addItem(form_name(definition), definition.id)
        self._form.setCurrentIndex(max(0, self._form.findData(form)))
        self._show_source()

    def _strangeness(self, chosen: str | None) -> Callable[[FormDefinition], tuple[bool, bool, bool]]:
        """What puts the likely forms first: of the region here, of projects, with a total.

        The region is that of the form ``chosen`` so far, else of the library's last project.
        """
        last = chosen or next((record.form for record in reversed(self._library.tree.all_records())), "")
        used = self._library.forms.get(last)
        region = used.region if used else ""
        return lambda form: (
            form.region != region,
            scores_over_projects(form),
            form.scoring.total is None,
        )

    def _show_source(self) -> None:
        definition: FormDefinition | None = self._library.forms.get(self._form.currentData())
        if definition is None:
            self._source.clear()
            return
        notes = definition.source
        if self._year.value() not in definition.years:
            notes += f"\n没有 {self._year.value()} 年度的报表格式，可先用其他年度的。"
        self._source.setText(notes)

    def _choose_usual_form(self) -> None:
        """Start on the form that the unit's last project has."""
        names = {unit.name: unit.id for unit in self._library.tree.units(self._year.value())}
        unit_id = names.get(self._unit.currentText())
        records = self._library.tree.records(unit_id) if unit_id is not None else ()
        known = self._library.forms
        projects = [
            record.form
            for record in records
            if record.form in known and not scores_over_projects(known[record.form])
        ]
        if projects:
            self._form.setCurrentIndex(max(0, self._form.findData(projects[-1])))

    def _check(self) -> None:
        answer = self.answer
        self._create.setEnabled(bool(answer.unit and answer.form))
