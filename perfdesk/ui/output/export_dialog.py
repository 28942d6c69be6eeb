"""The dialog that asks how many projects are exported: which files, called what, into which folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.errors import InputProblem
from perfdesk.exchange.files.legal_name import FileNames
from perfdesk.exchange.files.name_pattern import FOR_ALL, FOR_EACH, PLACES, Named, NamePattern, in_chinese
from perfdesk.settings import Settings
from perfdesk.ui.widget import theme

_WIDTH = 620


class ExportChoice(NamedTuple):
    """What the user asked for; ``pattern`` is as typed."""

    endings: tuple[str, ...]
    each: bool
    pattern: str
    folder: Path


class ExportBatchDialog(QDialog):
    """Asks for it, with what was asked for last time filled in; ``wanted`` once it is accepted."""

    def __init__(
        self, named: Sequence[Named], ending: str, folder: Path, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._named = named
        self._patterns = {
            True: in_chinese(settings.export_name or FOR_EACH),
            False: in_chinese(settings.export_name_of_all or FOR_ALL),
        }
        self.setWindowTitle(f"导出 {len(named)} 个项目")
        self._kinds = {
            ".pdf": QCheckBox("PDF(&P)", self),
            ".xlsx": QCheckBox("Excel 工作簿(&X)", self),
        }
        self._each = QRadioButton("每个项目一个文件(&E)", self)
        self._together = QRadioButton("全部合成一个文件(&A)", self)
        group = QButtonGroup(self)
        group.addButton(self._each)
        group.addButton(self._together)
        (self._each if settings.export_each else self._together).setChecked(True)
        self._pattern = QLineEdit(self._patterns[settings.export_each], self)
        self._folder = QLineEdit(str(folder), self)
        self._shown = QLabel(self, wordWrap=True)
        buttons = QDialogButtonBox(self)
        self._go = buttons.addButton("导出(&O)", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._lay_out(buttons)
        self._kinds[ending].setChecked(True)
        for box in self._kinds.values():
            box.toggled.connect(self._refresh)
        self._each.toggled.connect(self._take_pattern)
        self._pattern.textEdited.connect(self._keep_pattern)
        self._folder.textChanged.connect(self._refresh)
        self._refresh()

    @property
    def wanted(self) -> ExportChoice:
        """What is asked for as it stands."""
        endings = tuple(ending for ending, box in self._kinds.items() if box.isChecked())
        each = self._each.isChecked()
        return ExportChoice(endings, each, self._pattern.text(), Path(self._folder.text().strip()))

    @property
    def hint(self) -> str:
        """The first name, or what is wrong."""
        return self._shown.text()

    @property
    def can_go(self) -> bool:
        """Whether nothing is wrong."""
        return self._go.isEnabled()

    def set_folder(self, folder: Path) -> None:
        """Put the files there."""
        self._folder.setText(str(folder))

    def set_pattern(self, pattern: str) -> None:
        """Call the files by that pattern."""
        self._pattern.setText(pattern)
        self._keep_pattern(pattern)

    def names(self, beside: Sequence[str] = ()) -> list[str]:
        """The legal names of the files without their endings; raises ``InputProblem``."""
        wanted = self.wanted
        pattern, names = NamePattern(wanted.pattern), FileNames(wanted.folder, beside)
        if not wanted.each:
            return [names.take(pattern.name_of_all(self._named))]
        return [names.take(pattern.name(one)) for one in self._named]

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        insert = QToolButton(self)
        insert.setText("插入(&I)")
        insert.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(insert)
        for label in PLACES.values():
            action = menu.addAction(label)
            action.triggered.connect(lambda checked=False, place=f"{{{label}}}": self._insert(place))
        insert.setMenu(menu)
        choose = QPushButton("选择(&F)…", self)
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE * 2)
        grid.setVerticalSpacing(theme.SPACE)
        rows: list[tuple[str, tuple[QWidget, ...]]] = [
            ("文件", tuple(self._kinds.values())),
            ("怎样分", (self._each, self._together)),
            ("命名", (self._pattern, insert)),
            ("", (theme.muted(self._shown),)),
            ("文件夹", (self._folder, choose)),
        ]
        for row, (caption, parts) in enumerate(rows):
            grid.addWidget(theme.muted(QLabel(caption, self)), row, 0)
            line = QHBoxLayout()
            line.setSpacing(theme.SPACE)
            for part in parts:
                line.addWidget(part, int(isinstance(part, QLineEdit | QLabel)))
            if not any(isinstance(part, QLineEdit | QLabel) for part in parts):
                line.addStretch()
            grid.addLayout(line, row, 1)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(grid)
        layout.addWidget(buttons)
        for edit, hint in ((self._pattern, "命名规则"), (self._folder, "文件夹")):
            edit.setAccessibleName(hint)
        self.setMinimumWidth(_WIDTH)

    def _refresh(self) -> None:
        """Show the first name, or what is wrong."""
        wanted = self.wanted
        try:
            pattern, names = NamePattern(wanted.pattern), FileNames(wanted.folder)
            first = names.take(
                pattern.name(self._named[0]) if wanted.each else pattern.name_of_all(self._named)
            )
        except InputProblem as problem:
            self._say(problem.message, wrong=True)
        else:
            if not wanted.endings:
                self._say("请至少选择 PDF、Excel 中的一种。", wrong=True)
            elif not wanted.folder.is_absolute():
                self._say("请选择放文件的文件夹。", wrong=True)
            else:
                hint = "第一个文件：{name}" if wanted.each else "文件：{name}"
                self._say(hint.format(name=first + wanted.endings[0]), wrong=False)

    def _say(self, sentence: str, *, wrong: bool) -> None:
        self._shown.setText(sentence)
        theme.colored(self._shown, theme.PROBLEM if wrong else theme.MUTED)
        self._go.setEnabled(not wrong)

    def _take_pattern(self, each: bool) -> None:
        self.set_pattern(self._patterns[each])

    def _keep_pattern(self, text: str) -> None:
        self._patterns[self._each.isChecked()] = text
        self._refresh()

    def _insert(self, place: str) -> None:
        self._pattern.insert(place)
        self._keep_pattern(self._pattern.text())
        self._pattern.setFocus()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "放到哪个文件夹", self._folder.text())
        if chosen:
            self.set_folder(Path(chosen))
