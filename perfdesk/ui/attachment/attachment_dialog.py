"""The dialog 附件: the files kept with one project, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.exchange.files.attachment_file import AttachmentNames
from perfdesk.model.edit import attachment_edit
from perfdesk.model.kept.attachment import Attachment, AttachmentKind
from perfdesk.model.store.change import Changes
from perfdesk.ui.attachment.attachment_limits import LimitsDialog
from perfdesk.ui.attachment.attachment_model import AttachmentColumn, AttachmentModel
from perfdesk.ui.attachment.attachment_work import AttachmentWork
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.list_table import ListTable
from perfdesk.ui.widget.size_text import size_text
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session

_SIZE = QSize(820, 460)
_WIDTHS_PX = {AttachmentColumn.KIND: 104, AttachmentColumn.SIZE: 84, AttachmentColumn.TIME: 136}


class AttachmentDialog(QDialog):
    """Lists the attachments of a project and follows the library; files can be dropped on it."""

    def __init__(
        self,
        bridge: Bridge,
        session: Session,
        work: AttachmentWork,
        record_id: int,
        steps: Sequence[QAction],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._session, self._work = bridge, session, work
        self._record_id = record_id
        name = bridge.library.tree.summary(record_id).name.strip() or "（未命名项目）"
        self.setWindowTitle(f"附件 - {name}")
        self.setAcceptDrops(not bridge.library.read_only)
        self.model = AttachmentModel(self)
        self.model.editable = not bridge.library.read_only
        self.table = ListTable(self.model, _WIDTHS_PX.items(), AttachmentColumn.NAME, self)
        self._hint = theme.muted(QLabel(self, wordWrap=True))
        self.note = theme.muted(QLabel(self, wordWrap=True))
        self.add = self._button("添加(&A)…", self._ask_and_add)
        self.open_copy = self._button("打开(&O)", self._open)
        self.save = self._button("另存为(&S)…", lambda: self._save(self.chosen()))
        self.save_all = self._button("全部另存(&L)…", lambda: self._save_into(self.model.items))
        self.rename = self._button("重命名(&M)", self._rename)
        self.kind = self._button("类别(&K)", lambda: None)
        self.remove = self._button("删除(&D)", self._remove)
        self.limits = self._button("上限(&T)…", self._set_limits)
        self.kinds = QMenu("类别(&K)", self)
        for kind in AttachmentKind:
            action = self.kinds.addAction(kind.label)
            action.triggered.connect(lambda _=False, kind=kind: self._set_kind(kind))
        self.kind.setMenu(self.kinds)
        self._lay_out()
        self.addActions(list(steps))
        delete = QAction("删除", self.table)
        delete.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        delete.triggered.connect(self._remove)
        self.table.addAction(delete)
        self.table.selectionModel().selectionChanged.connect(self._choose)
        self.table.doubleClicked.connect(self._open)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.model.renamed.connect(self._renamed)
        bridge.changed.connect(self._follow)
        self._refresh()
        self.table.setFocus()

    # ---- how it looks ----------------------------------------------------------------------

    def _button(self, text: str, done: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: done())
        return button

    def _lay_out(self) -> None:
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        close = self._button("关闭", self.accept)
        buttons = QVBoxLayout()
        buttons.setSpacing(theme.SPACE)
        for button in (self.add, self.open_copy, self.save, self.save_all):
            buttons.addWidget(button)
        buttons.addSpacing(theme.SPACE)
        for button in (self.rename, self.kind, self.remove):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.limits)
        buttons.addWidget(close)
        middle = QHBoxLayout()
        middle.setSpacing(theme.SPACE * 2)
        middle.addWidget(self.table, 1)
        middle.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._hint)
        layout.addLayout(middle, 1)
        layout.addWidget(self.note)
        self.resize(_SIZE)

    def _refresh(self) -> None:
        library = self._bridge.library
        chosen = {one.id for one in self.chosen()}
        items = library.attachments.of_record(self._record_id)
        self.model.show(items)
        rows = [row for row, one in enumerate(items) if one.id in chosen]
        self.choose_rows(rows or range(min(1, len(items))))
        if library.read_only:
            self._hint.setText("填报库只读：附件可以打开、另存，不能添加、修改。")
        else:
            hint = (
                "把文件拖到这里，或单击“添加”。附件随填报库保存，不印在表上；打开的是只读副本，改动不会存回。"
            )
            self._hint.setText(hint)
        limits = library.preferences.attachment_limits()
        sentence = "本项目 {count} 个附件，{size}；本填报库合计 {used}，上限 {most} MB，每个文件 {file} MB。"
        self.note.setText(
            sentence.format(
                count=len(items),
                size=size_text(sum(one.size for one in items)) if items else "0 KB",
                used=size_text(used) if (used := library.attachments.used_bytes()) else "0 KB",
                most=limits.library_mb,
                file=limits.file_mb,
            )
        )
        self._choose()

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Choose files by their rows."""
        self.table.clearSelection()
        mode = QAbstractItemView.SelectionMode
        self.table.setSelectionMode(mode.MultiSelection)
        for row in rows:
            self.table.selectRow(row)
        self.table.setSelectionMode(mode.ExtendedSelection)

    def chosen(self) -> list[Attachment]:
        """The files that are chosen, from top to bottom."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.items[row] for row in rows if row < len(self.model.items)]

    def _choose(self) -> None:
        count, writable = len(self.chosen()), not self._bridge.library.read_only
        self.add.setEnabled(writable)
        self.limits.setEnabled(writable)
        self.open_copy.setEnabled(count == 1)
        self.save.setEnabled(count > 0)
        self.save_all.setEnabled(bool(self.model.items))
        self.rename.setEnabled(writable and count == 1)
        for button in (self.kind, self.remove):
            button.setEnabled(writable and count > 0)

    def _open_menu(self, place: QPoint) -> None:
        if not self.chosen():
            return
        menu = QMenu(self)
        for button in (self.open_copy, self.save, self.rename, self.remove):
            action = menu.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        if self.kind.isEnabled():
            menu.insertMenu(menu.actions()[-1], self.kinds)
        menu.exec(self.table.viewport().mapToGlobal(place))
        menu.deleteLater()

    # ---- what is done ----------------------------------------------------------------------

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files, and choose those that were added."""
        added = set(self._work.add(self._record_id, paths, self))
        if added:
            self.choose_rows([row for row, one in enumerate(self.model.items) if one.id in added])

    def _ask_and_add(self) -> None:
        start = str(self._session.export_folder)
        chosen, _ = QFileDialog.getOpenFileNames(self, "添加附件", start)
        if chosen:
            self.add_files(list(map(Path, chosen)))

    def _open(self) -> None:
        if len(chosen := self.chosen()) == 1:
            self._work.open(chosen[0], self)

    def _save(self, wanted: Sequence[Attachment]) -> None:
        if len(wanted) != 1:
            self._save_into(wanted)
            return
        start = self._session.export_folder / AttachmentNames().take(wanted[0].name)
        written, _ = QFileDialog.getSaveFileName(self, "附件另存为", str(start))
        if written:
            self._session.remember(export_folder=str(Path(written).parent))
            if self._work.save([(wanted[0], Path(written))], self):
                self.note.setText(f"已保存：{written}")

    def _save_into(self, wanted: Sequence[Attachment]) -> None:
        start = str(self._session.export_folder)
        folder = QFileDialog.getExistingDirectory(self, "附件保存到文件夹", start)
        if folder:
            self._session.remember(export_folder=folder)
            if self._work.save_into(wanted, Path(folder), self):
                sentence = "已保存 {count} 个附件到：{folder}"
                self.note.setText(sentence.format(count=len(wanted), folder=folder))

    def _rename(self) -> None:
        index = self.table.selectionModel().selectedRows(AttachmentColumn.NAME)[0]
        self.table.setCurrentIndex(index)
        self.table.edit(index)

    def _renamed(self, attachment_id: int, name: str) -> None:
        # After the editor has closed: the list is read anew.
        QTimer.singleShot(0, self, lambda: self._run_rename(attachment_id, name))

    def _run_rename(self, attachment_id: int, name: str) -> None:
        self._bridge.run(lambda library: attachment_edit.rename_attachment(library, attachment_id, name))

    def _set_kind(self, kind: AttachmentKind) -> None:
        attachment_ids = [one.id for one in self.chosen()]
        self._bridge.run(lambda library: attachment_edit.set_attachment_kind(library, attachment_ids, kind))

    def _remove(self) -> None:
        attachment_ids = [one.id for one in self.chosen()]
        if not attachment_ids or not self.remove.isEnabled():
            return
        if self._bridge.run(lambda library: attachment_edit.remove_attachments(library, attachment_ids)):
            sentence = "已删除 {count} 个附件，可按 Ctrl+Z 撤销。"
            self.note.setText(sentence.format(count=len(attachment_ids)))

    def _set_limits(self) -> None:
        dialog = LimitsDialog(self._bridge.library.preferences.attachment_limits(), self)
        if dialog.exec() == LimitsDialog.DialogCode.Accepted:
            limits = dialog.limits
            self._bridge.attempt(lambda library: library.preferences.store_attachment_limits(limits))
            self._refresh()
        dialog.deleteLater()

    # ---- following, and files that are dropped ---------------------------------------------

    def _follow(self, changes: Changes[Any]) -> None:
        if self._record_id in changes.removed:
            self.reject()
        elif self._record_id in changes.attachments:
            self._refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add them once the program that they come from is free again."""
        paths = _files(event)
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self.add_files(paths))


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
