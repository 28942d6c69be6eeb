"""The dialog for a new unit, also the way to begin a new year: a year begins with its first unit."""

from __future__ import annotations

from PySide6.QtWidgets import (
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
from perfdesk.ui.widget import theme


class NewUnitDialog(QDialog):
    """Asks for a year and the name of a unit in it."""

    def __init__(
        self, title: str, explanation: str, year: int, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._year = QSpinBox(minimum=FIRST_YEAR, maximum=LAST_YEAR, value=year)
        self._name = QLineEdit(name, maxLength=100)
        self._name.setPlaceholderText("单位全称")
        buttons = QDialogButtonBox()
        self._create = QPushButton("新建(&N)")
        self._create.setDefault(True)
        buttons.addButton(self._create, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QFormLayout()
        rows.setHorizontalSpacing(theme.SPACE * 2)
        rows.setVerticalSpacing(theme.SPACE)
        rows.addRow("年度(&Y)", self._year)
        rows.addRow("单位名称(&U)", self._name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addWidget(theme.muted(QLabel(explanation, wordWrap=True)))
        layout.addLayout(rows)
        layout.addWidget(buttons)
        self.setMinimumWidth(420)
        self._name.textChanged.connect(self._check)
        self._name.selectAll()
        self._name.setFocus()
        self._check()

    @property
    def year(self) -> int:
        """The year."""
        return self._year.value()

    @property
    def name(self) -> str:
        """The name without needless spaces."""
        return " ".join(self._name.text().split())

    def _check(self) -> None:
        self._create.setEnabled(bool(self.name))
