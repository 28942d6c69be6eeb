"""The dialog 核对打印件: whether a print or an exported file still says what the library says."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from perfdesk.errors import PerfdeskError
from perfdesk.exchange.reading import print_check
from perfdesk.model.library.library import Library
from perfdesk.model.summary.fingerprint import fingerprints_in, grouped
from perfdesk.ui.output.output_note import output_text
from perfdesk.ui.widget import theme

_SIZE = 620, 400


class CheckPrintDialog(QDialog):
    """Says it of what is typed, chosen or dropped; accepted once a record is to be opened, ``record_id``."""

    def __init__(self, library: Library, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._folder = folder
        self.record_id = 0
        self.setWindowTitle("核对打印件")
        self.setAcceptDrops(True)
        self._box = QLineEdit(self)
        self._box.setPlaceholderText("键入或粘贴页脚的校验码，如 7K3F-9QXM")
        self._box.setClearButtonEnabled(True)
        self._box.setAccessibleName("校验码")
        self._box.textChanged.connect(self._typed)
        choose = QPushButton("选择导出的文件(&F)…", self)
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        self._verdicts = QTextBrowser(self)
        self._verdicts.setOpenLinks(False)
        self._verdicts.anchorClicked.connect(self._open)
        buttons = QDialogButtonBox(self)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE)
        line.addWidget(self._box, 1)
        line.addWidget(choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        hint = "内容没有改动，校验码就不变。导出的 PDF、Excel 文件也可以拖到这里核对。"
        layout.addWidget(theme.muted(QLabel(hint, self, wordWrap=True)))
        layout.addLayout(line)
        layout.addWidget(self._verdicts, 1)
        layout.addWidget(buttons)
        self.resize(*_SIZE)

    @property
    def verdict(self) -> str:
        """What is said, as plain text."""
        return self._verdicts.toPlainText()

    def check_text(self, text: str) -> None:
        """Look up what is typed."""
        self._box.setText(text)

    def check_file(self, path: Path) -> None:
        """Look up the fingerprints that a PDF or a workbook carries."""
        self._box.clear()
        try:
            fingerprints = print_check.fingerprints_of(path)
        except PerfdeskError as problem:
            self._verdicts.setHtml(_paragraph(escape(problem.message), theme.PROBLEM.name()))
        else:
            self._show(f"{path.name}：", fingerprints)

    def _typed(self, text: str) -> None:
        fingerprints = fingerprints_in(text)
        if fingerprints or not text.strip():
            self._show("", fingerprints)
        else:
            verdict = "校验码是 8 个字母、数字，没有 0、1、I、O。"
            self._verdicts.setHtml(_paragraph(verdict, theme.MUTED.name()))

    def _show(self, head: str, fingerprints: tuple[str, ...]) -> None:
        parts = [_paragraph(escape(head), theme.TEXT.name())] if head else []
        for fingerprint in fingerprints:
            parts += self._verdict(fingerprint)
        self._verdicts.setHtml("".join(parts))

    def _verdict(self, fingerprint: str) -> Iterator[str]:
        """The lines about a fingerprint: first the records that still print it."""
        found = self._library.outputs.find(fingerprint)
        shown = escape(grouped(fingerprint))
        for record_id in found.records:
            text = f"{shown} 与填报库一致：{self._link(record_id)}"
            yield _paragraph("✓ " + text, theme.GOOD.name(), strong=True)
        deleted = dict.fromkeys(output.of_record.record_id for output in found.outputs)
        for record_id in deleted:
            if record_id in found.records:
                continue
            try:
                now = self._library.tree.summary(record_id).fingerprint
            except KeyError:
                text = f"{shown} 的项目已从填报库删除。"
            else:
                changed_text = (
                    "{fingerprint} 之后有改动，不能再用：{record}，现在的校验码是 {now}。请重新打印。"
                )
                text = changed_text.format(fingerprint=shown, record=self._link(record_id), now=grouped(now))
            yield _paragraph("✗ " + text, theme.PROBLEM.name(), strong=True)
        for output in found.outputs:
            yield _paragraph(escape(f"　　{output_text(output)}"), theme.MUTED.name())
        if not found.records and not found.outputs:
            text = (
                "填报库里没有校验码 {fingerprint}：可能抄错了，可能出自另一个填报库，"
                "也可能是以只读方式打开时打印的，后来又有改动。"
            )
            yield _paragraph("？ " + text.format(fingerprint=shown), theme.WARNING.name(), strong=True)

    def _link(self, record_id: int) -> str:
        summary = self._library.tree.summary(record_id)
        unit = next(
            unit.name for unit in self._library.tree.units(summary.year) if unit.id == summary.unit_id
        )
        name = summary.name.strip() or "（未命名项目）"
        place = f"{summary.year}年度 {unit} {name}"
        return f"<a href='record:{record_id}'>{escape(place)}</a>"

    def _open(self, link: QUrl) -> None:
        self.record_id = int(link.path())
        self.accept()

    def _choose(self) -> None:
        kind = "导出的文件 (*.pdf *.xlsx)"
        chosen, _ = QFileDialog.getOpenFileName(self, "选择导出的文件", str(self._folder), kind)
        if chosen:
            self.check_file(Path(chosen))

    # ---- files that are dropped ------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.check_file(Path(url.toLocalFile()))
                return


def _paragraph(html: str, color: str, strong: bool = False) -> str:
    weight = "600" if strong else "400"
    return f"<p style='color:{color}; font-weight:{weight}; margin:4px 0;'>{html}</p>"
