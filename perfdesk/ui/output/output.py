"""Printing and exporting the chosen projects: preview, printer, PDF, Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from perfdesk.errors import InputProblem, PerfdeskError
from perfdesk.exchange.files import legal_name, name_pattern
from perfdesk.exchange.writing import excel_out, pdf, summary_out
from perfdesk.model.kept.output import OutputKind, RecordOutput
from perfdesk.ui.findings import findings_gate
from perfdesk.ui.output import (
    batch_export,
    check_print_dialog,
    document_work,
    preview_window,
    printing,
    send,
)
from perfdesk.ui.output.output_note import note_outputs
from perfdesk.ui.widget import message
from perfdesk.ui.work import progress_dialog
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session

if TYPE_CHECKING:
    from perfdesk.model.overview.summary import Summary
    from perfdesk.sheet.layout.document import Document
    from perfdesk.sheet.layout.sheet import Sheet


class OutputCommands(QObject):
    """Brings the forms of records to paper and into files, and checks what left against the library.

    ``message`` carries a sentence, ``record_wanted`` the id of a record to open, ``correction_wanted`` that
    of a record whose errors are to be put right first.
    """

    message = Signal(str)
    record_wanted = Signal(int)
    correction_wanted = Signal(int)

    def __init__(self, bridge: Bridge, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._session = session
        self._window = window

    def preview(self, record_ids: Sequence[int]) -> preview_window.PreviewWindow | None:
        """Show the PDF of the records; ``None`` where it could not be made."""
        made = self._pdf(record_ids)
        if made is None:
            return None
        preview = preview_window.PreviewWindow(made[0], self._name(record_ids), self._window)
        preview.export_wanted.connect(lambda: self.export_pdf(record_ids))
        preview.print_wanted.connect(lambda: self.print(record_ids))
        preview.show()
        return preview

    def print(self, record_ids: Sequence[int]) -> None:
        """Print the records on a printer that the user chooses; offer a PDF where there is none."""
        if not printing.printer_there():
            sentence = "这台电脑上没有安装打印机。可以导出 PDF，在有打印机的电脑上打印。"
            if message.offer(self._window, sentence, ("导出 PDF(&D)…",)) == 0:
                self.export_pdf(record_ids)
            return
        if not self._let_pass(record_ids, "打印"):
            return
        made = self._pdf(record_ids)
        if made is None:
            return
        printer = printing.print_pdf(made[0], self._name(record_ids), self._window)
        if printer is not None:
            self._note(
                RecordOutput(record_id, OutputKind.PRINT, fingerprint, printer)
                for record_id, fingerprint in made[1]
            )
            self.message.emit(f"已送打印机：{self._name(record_ids)}")

    def export_pdf(self, record_ids: Sequence[int]) -> None:
        """Ask where, and write the PDF of the record; of several, ask how."""
        self._export(record_ids, "导出 PDF", ".pdf", "PDF 文件 (*.pdf)", pdf.write_pdf)

    def export_excel(self, record_ids: Sequence[int]) -> None:
        """Ask where, and write the workbook of the record; of several, ask how."""
        kind = "Excel 工作簿 (*.xlsx)"
        self._export(record_ids, "导出 Excel", ".xlsx", kind, excel_out.write_workbook)

    def export_summary(self, summary: Summary, suffix: str) -> None:
        """Ask where, and write a summary as a PDF (``.pdf``) or a workbook (``.xlsx``)."""
        kind = "PDF 文件 (*.pdf)" if suffix == ".pdf" else "Excel 工作簿 (*.xlsx)"
        name = f"{summary.title}-{summary.year}年度"
        path = self._chosen_path("导出汇总表", name, suffix, kind)
        if path is None:
            return
        try:
            progress_dialog.busy(
                self._window, "正在导出汇总表…", lambda: summary_out.write_summaries([summary], path)
            )
        except PerfdeskError as problem:
            message.show_problem(self._window, problem.message)
        else:
            self._report_written(path, f"已导出汇总表：\n{path}")

    def send(self, record_ids: Sequence[int]) -> None:
        """Make the draft of a mail with the records, and open it in the user's mail program."""
        if self._let_pass(record_ids, "发送"):
            send.send(self._bridge, record_ids, self._session.export_folder, self._window)

    def check_print(self) -> None:
        """Ask for a fingerprint or a file, and say whether it is still true; open the record where wanted."""

        dialog = check_print_dialog.CheckPrintDialog(
            self._bridge.library, self._session.export_folder, self._window
        )
        if dialog.exec() == check_print_dialog.CheckPrintDialog.DialogCode.Accepted:
            self.record_wanted.emit(dialog.record_id)

    def _export(
        self,
        record_ids: Sequence[int],
        title: str,
        suffix: str,
        kinds: str,
        write: Callable[[Iterable[Sheet], Path], None],
    ) -> None:

        if not self._let_pass(record_ids, "导出"):
            return
        if len(record_ids) > 1:
            batch_export.export_batch(
                self._bridge, self._session, record_ids, suffix, self._session.export_folder, self._window
            )
            return
        path = self._chosen_path(title, self._file_name(record_ids[0]), suffix, kinds)
        if path is None:
            return

        def work(documents: Iterable[Document]) -> list[tuple[int, str]]:
            fingerprints: list[tuple[int, str]] = []
            write(_sheets(documents, fingerprints), path)
            return fingerprints

        written = document_work.with_documents(self._bridge.library, record_ids, work, self._window)
        if written is not None:
            kind = OutputKind.PDF if suffix == ".pdf" else OutputKind.EXCEL
            self._note(
                RecordOutput(record_id, kind, fingerprint, str(path)) for record_id, fingerprint in written
            )
            self._report_written(path, f"已导出自评表：\n{path}")

    def _let_pass(self, record_ids: Sequence[int], action: str) -> bool:
        return findings_gate.let_pass(
            self._bridge.library, record_ids, action, self._window, self.correction_wanted.emit
        )

    def _chosen_path(self, title: str, name: str, suffix: str, kind: str) -> Path | None:
        """Where the user wants a file; ``None`` where nowhere."""
        from PySide6.QtWidgets import QFileDialog

        start = self._session.export_folder / (legal_name.FileNames().take(name) + suffix)
        written, _ = QFileDialog.getSaveFileName(self._window, title, str(start), kind)
        if not written:
            return None
        path = Path(written)
        if path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)
        self._session.remember(export_folder=str(path.parent))
        return path

    def _report_written(self, path: Path, sentence: str) -> None:
        """Say where the file is, and offer to open it or its folder."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        self.message.emit(f"已导出：{path}")
        taken = message.offer(self._window, sentence, ("打开文件(&O)", "打开所在文件夹(&F)"))
        if taken is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if taken == 0 else path.parent)))

    def _pdf(self, record_ids: Sequence[int]) -> tuple[bytes, list[tuple[int, str]]] | None:
        """The PDF of the records, and the id and fingerprint of each."""

        def work(documents: Iterable[Document]) -> tuple[bytes, list[tuple[int, str]]]:
            fingerprints: list[tuple[int, str]] = []
            return pdf.pdf_bytes(_sheets(documents, fingerprints)), fingerprints

        return document_work.with_documents(self._bridge.library, record_ids, work, self._window)

    def _note(self, outputs: Iterable[RecordOutput]) -> None:
        note_outputs(self._bridge, list(outputs), self._window)

    def _file_name(self, record_id: int) -> str:
        """What the file of a record is called by the user's pattern."""
        named = name_pattern.named_by_id(self._bridge.library, [record_id])[record_id]
        try:
            return name_pattern.NamePattern(self._session.settings.export_name or name_pattern.FOR_EACH).name(
                named
            )
        except InputProblem:  # kept by a version that knew more places
            return name_pattern.NamePattern().name(named)

    def _name(self, record_ids: Sequence[int]) -> str:
        """What a document of the records is called."""
        first = self._bridge.library.tree.summary(record_ids[0])
        name = first.name.strip() or "未命名项目"
        if len(record_ids) > 1:
            sentence = "{name}等{count}个项目-{year}年度"
            return sentence.format(name=name, count=len(record_ids), year=first.year)
        return f"{name}-{first.year}年度"


def _sheets(documents: Iterable[Document], fingerprints: list[tuple[int, str]]) -> Iterator[Sheet]:
    """The sheets of all documents; the id and fingerprint of each is added to ``fingerprints``."""
    for one in documents:
        fingerprints.append((one.record.id, one.fingerprint))
        yield from one.sheets
