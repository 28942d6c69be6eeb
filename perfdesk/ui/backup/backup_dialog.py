"""The backups of the open library: what there is, making one, looking into it, bringing it back."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.errors import PerfdeskError
from perfdesk.model.form.definition import Forms
from perfdesk.model.safety.backup import Backup, backups
from perfdesk.paths import LIBRARY_SUFFIX
from perfdesk.ui.backup.automatic_backup import AutomaticBackup
from perfdesk.ui.backup.backup_view import BackupLook, read_contents
from perfdesk.ui.widget import message, theme
from perfdesk.ui.work import progress_dialog
from perfdesk.ui.work.session import Session

_SIZE = QSize(720, 520)
_TIME, _KIND, _BYTES = range(3)
_MOST = 999


class BackupChoice(Enum):
    """What is to be done with the chosen backup once the dialog is closed."""

    AS_NEW = "to a new file"
    IN_PLACE = "in the place of the open library"


class BackupDialog(QDialog):
    """Lists backups; after it is accepted, :attr:`wanted` says what is to be done with :attr:`chosen`.

    ``target`` is the new file asked for.
    """

    def __init__(
        self, automatic: AutomaticBackup, session: Session, library: Path, writable: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._automatic = automatic
        self._session = session
        self._library = library
        self._writable = writable
        self._found: tuple[Backup, ...] = ()
        self.wanted: BackupChoice | None = None
        self.target = Path()
        self.setWindowTitle("备份")
        self._note = theme.muted(QLabel(self, wordWrap=True))
        self.list = QTreeWidget(self)
        self.now = QPushButton("立即备份(&B)", self)
        self.look = QPushButton("查看内容(&V)…", self)
        self.as_new = QPushButton("恢复到新文件(&N)…", self)
        self.in_place = QPushButton("恢复到当前填报库(&R)…", self)
        self.automatic = QCheckBox("自动备份：每天第一次打开或修改时，以及有修改后关闭时(&A)", self)
        self.days = QSpinBox(self, minimum=1, maximum=_MOST)
        self.months = QSpinBox(self, minimum=1, maximum=_MOST)
        self._folder = QLabel(self, wordWrap=True)
        self._lay_out()
        self._show_settings()
        for button, slot in (
            (self.now, self._back_up),
            (self.look, self._look),
            (self.as_new, self._ask_new),
            (self.in_place, self._ask_in_place),
        ):
            button.clicked.connect(slot)
        self.list.itemSelectionChanged.connect(self._choose)
        self.list.itemDoubleClicked.connect(self._look)
        automatic.made.connect(self._made)
        automatic.failed.connect(self._failed)
        self.automatic.toggled.connect(self._remember)
        self.days.valueChanged.connect(self._remember)
        self.months.valueChanged.connect(self._remember)
        self.refresh()

    # ---- set-up ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels(["时间", "种类", "大小"])
        self.list.header().setSectionResizeMode(_TIME, QHeaderView.ResizeMode.Stretch)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.list.headerItem().setTextAlignment(_BYTES, right)
        self.list.header().setStretchLastSection(False)
        actions = QHBoxLayout()
        for button in (self.now, self.look, self.as_new, self.in_place):
            button.setAutoDefault(False)
            actions.addWidget(button)
        actions.addStretch()
        rule_row = QHBoxLayout()
        for part in (
            QLabel("保留最近", self),
            self.days,
            QLabel("天每天的最后一份，和最近", self),
            self.months,
            QLabel("个月每月的最后一份；手动备份不会自动删除", self),
        ):
            rule_row.addWidget(part)
        rule_row.addStretch()
        change = self._button("更改位置(&F)…", self._ask_folder)
        beside = self._button("放在填报库旁边(&S)", lambda: self._set_folder(""))
        show = self._button("打开文件夹(&O)", self._open_folder)
        places = QGridLayout()
        places.addWidget(self._folder, 0, 0, 1, 4)
        for column, button in enumerate((change, beside, show)):
            places.addWidget(button, 1, column)
        places.setColumnStretch(3, 1)
        close = self._button("关闭", self.reject)
        last = QHBoxLayout()
        last.addStretch()
        last.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._note)
        layout.addWidget(self.list, 1)
        layout.addLayout(actions)
        layout.addSpacing(theme.SPACE)
        layout.addWidget(self.automatic)
        layout.addLayout(rule_row)
        layout.addLayout(places)
        layout.addLayout(last)
        self.resize(_SIZE)

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def _show_settings(self) -> None:
        settings = self._session.settings
        self.automatic.setChecked(settings.backup_auto)
        self.days.setValue(settings.backup_days)
        self.months.setValue(settings.backup_months)

    def _remember(self) -> None:
        self._session.remember(
            backup_auto=self.automatic.isChecked(),
            backup_days=self.days.value(),
            backup_months=self.months.value(),
        )

    # ---- the list --------------------------------------------------------------------------

    def refresh(self) -> None:
        """List the backups as they now are, the newest chosen."""
        self._found = found = backups(self._automatic.folder)
        self.list.clear()
        for backup in found:
            size = f"{backup.size / 1_000_000:.1f} MB"
            item = QTreeWidgetItem(self.list, [f"{backup.at:%Y-%m-%d %H:%M:%S}", backup.kind.value, size])
            item.setTextAlignment(_BYTES, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if found:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
            self._note.setText(f"共 {len(found)} 份备份，每份都检查过。")
        else:
            self._note.setText("还没有备份。")
        self._folder.setText(f"备份放在：{self._automatic.folder}")
        self._choose()

    @property
    def chosen(self) -> Backup | None:
        """The backup chosen in the list."""
        row = self.list.currentIndex().row()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _choose(self) -> None:
        there = self.chosen is not None
        self.look.setEnabled(there)
        self.as_new.setEnabled(there)
        self.in_place.setEnabled(there and self._writable)
        self.now.setEnabled(not self._automatic.running)

    # ---- what can be done ------------------------------------------------------------------

    def _back_up(self) -> None:
        self._automatic.back_up()
        self._note.setText("正在备份…")
        self._choose()

    def _made(self) -> None:
        self.refresh()
        self._note.setText("备份已做好，并已检查。")

    def _failed(self, sentence: str) -> None:
        self.refresh()
        message.show_problem(self, sentence)

    def _look(self) -> None:
        backup = self.chosen
        if backup is None:
            return
        forms: Forms = self._session.forms
        try:
            sentence = "正在读取备份…"
            contents = progress_dialog.busy(self, sentence, lambda: read_contents(backup.path, forms))
        except PerfdeskError as problem:
            message.show_problem(self, problem.message)
            return
        named = f"{backup.at:%Y-%m-%d %H:%M} 的{backup.kind}备份"
        BackupLook(contents, named, self).exec()

    def _ask_new(self) -> None:
        backup = self.chosen
        assert backup is not None
        name = f"{self._library.stem}-{backup.at:%Y%m%d}{LIBRARY_SUFFIX}"
        written, _ = QFileDialog.getSaveFileName(
            self,
            "恢复到新文件",
            str(self._library.with_name(name)),
            f"绩效填报库 (*{LIBRARY_SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,  # an existing library is never replaced
        )
        if not written:
            return
        target = Path(written)
        if target.suffix != LIBRARY_SUFFIX:
            target = target.with_name(target.name + LIBRARY_SUFFIX)
        if target.exists():
            sentence = f"“{target}”已存在，没有改动。请换一个文件名。"
            message.show_problem(self, sentence)
            return
        self.wanted, self.target = BackupChoice.AS_NEW, target
        self.accept()

    def _ask_in_place(self) -> None:
        backup = self.chosen
        assert backup is not None
        sentence = (
            f"要把当前填报库恢复成 {backup.at:%Y-%m-%d %H:%M} 的备份吗？\n"
            "现在的内容会先另存为一份备份，之后还可以恢复回来。"
        )
        if message.confirm(self, sentence, "恢复", "不恢复"):
            self.wanted = BackupChoice.IN_PLACE
            self.accept()

    # ---- the folder ------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        written = QFileDialog.getExistingDirectory(
            self, "备份放在哪个文件夹", str(self._automatic.folder.parent)
        )
        if written:
            self._set_folder(written)

    def _set_folder(self, folder: str) -> None:
        self._session.remember(backup_folder=folder)
        self.refresh()

    def _open_folder(self) -> None:
        folder = self._automatic.folder
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder if folder.is_dir() else folder.parent)))
