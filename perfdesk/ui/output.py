"""Printing and exporting the chosen projects: preview, printer, PDF, Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from perfdesk import paths
from perfdesk.errors import PerfdeskError
from perfdesk.exchange.legal_name import FileNames
from perfdesk.sheet.compose import compose
from perfdesk.sheet.sheet import Sheet
from perfdesk.ui.bridge import Bridge
from perfdesk.ui.dialogs.message import offer, tell_problem
from perfdesk.ui.session import Session

if TYPE_CHECKING:
    from perfdesk.ui.preview.window import PreviewWindow

T = TypeVar("T")

_PATIENCE_MS = 800  # work that takes longer shows how far it is


class _Stopped(Exception):
    """The user stopped the work."""


class Output(QObject):
    """Brings the forms of records to paper and into files; ``message`` carries a sentence."""

    message = Signal(str)

    def __init__(self, bridge: Bridge, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._session = session
        self._window = window

    # What writes, shows and prints PDF and Excel is imported when first needed: it would delay the window.

    def preview(self, record_ids: Sequence[int]) -> PreviewWindow | None:
        """Show the PDF of the records; ``None`` where it could not be made."""
        from perfdesk.ui.preview.window import PreviewWindow

        pdf = self._pdf(record_ids)
        if pdf is None:
            return None
        preview = PreviewWindow(pdf, self._name(record_ids), self._window)
        preview.export_wanted.connect(lambda: self.export_pdf(record_ids))
        preview.print_wanted.connect(lambda: self.print(record_ids))
        preview.show()
        return preview

    def print(self, record_ids: Sequence[int]) -> None:
        """Print the records on a printer that the user chooses; offer a PDF where there is none."""
        from perfdesk.ui.preview.printing import print_pdf, printer_there

        if not printer_there():
            told = self.tr("这台电脑上没有安装打印机。可以导出 PDF，在有打印机的电脑上打印。")
            if offer(self._window, told, (self.tr("导出 PDF(&D)…"),)) == 0:
                self.export_pdf(record_ids)
            return
        pdf = self._pdf(record_ids)
        if pdf is not None and print_pdf(pdf, self._name(record_ids), self._window):
            self.message.emit(self.tr("已送打印机：{name}").format(name=self._name(record_ids)))

    def export_pdf(self, record_ids: Sequence[int]) -> None:
        """Ask where, and write one PDF of the records."""
        from perfdesk.exchange.pdf import write_pdf

        self._export(record_ids, self.tr("导出 PDF"), ".pdf", self.tr("PDF 文件 (*.pdf)"), write_pdf)

    def export_excel(self, record_ids: Sequence[int]) -> None:
        """Ask where, and write one workbook with a sheet a record."""
        from perfdesk.exchange.excel_out import write_workbook

        self._export(
            record_ids, self.tr("导出 Excel"), ".xlsx", self.tr("Excel 工作簿 (*.xlsx)"), write_workbook
        )

    def write(
        self, record_ids: Sequence[int], path: Path, writer: Callable[[Iterable[Sheet], Path], None]
    ) -> bool:
        """Write the records to a file; false where it failed or was stopped, after saying why."""

        def work(sheets: Iterable[Sheet]) -> bool:
            writer(sheets, path)
            return True

        return self._told(record_ids, work) or False

    def _export(
        self,
        record_ids: Sequence[int],
        title: str,
        suffix: str,
        kind: str,
        writer: Callable[[Iterable[Sheet], Path], None],
    ) -> None:
        start = self._folder() / (FileNames().take(self._name(record_ids)) + suffix)
        written, _ = QFileDialog.getSaveFileName(self._window, title, str(start), kind)
        if not written:
            return
        path = Path(written)
        if path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)
        self._session.remember(export_folder=str(path.parent))
        if not self.write(record_ids, path, writer):
            return
        self.message.emit(self.tr("已导出：{path}").format(path=path))
        told = self.tr("已导出 {count} 份自评表：\n{path}").format(count=len(record_ids), path=path)
        taken = offer(self._window, told, (self.tr("打开文件(&O)"), self.tr("打开所在文件夹(&F)")))
        if taken is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if taken == 0 else path.parent)))

    def _pdf(self, record_ids: Sequence[int]) -> bytes | None:
        from perfdesk.exchange.pdf import pdf_bytes

        return self._told(record_ids, pdf_bytes)

    def _told(self, record_ids: Sequence[int], work: Callable[[Iterable[Sheet]], T]) -> T | None:
        """Do work on the sheets of the records, showing how far it is; ``None`` where it was not done."""
        progress = QProgressDialog(
            self.tr("正在生成自评表…"), self.tr("停止"), 0, len(record_ids), self._window
        )
        progress.setWindowTitle(self.tr("绩效填报台"))
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.setMinimumDuration(_PATIENCE_MS)
        try:
            return work(self._sheets(record_ids, progress))
        except PerfdeskError as problem:
            progress.reset()
            tell_problem(self._window, problem.message)
        except _Stopped:
            self.message.emit(self.tr("已停止，没有写出文件。"))
        finally:
            progress.reset()
            progress.deleteLater()
        return None

    def _sheets(self, record_ids: Sequence[int], progress: QProgressDialog) -> Iterator[Sheet]:
        library = self._bridge.library
        for number, record_id in enumerate(record_ids):
            progress.setValue(number)
            if progress.wasCanceled():
                raise _Stopped
            record = library.record(record_id)
            yield compose(library.definition(record_id), record, library.scores(record_id))

    def _name(self, record_ids: Sequence[int]) -> str:
        """What a document of the records is called."""
        first = self._bridge.library.summary(record_ids[0])
        name = first.name.strip() or self.tr("未命名项目")
        if len(record_ids) > 1:
            return self.tr("{name}等{count}个项目-{year}年度").format(
                name=name, count=len(record_ids), year=first.year
            )
        return self.tr("{name}-{year}年度").format(name=name, year=first.year)

    def _folder(self) -> Path:
        last = Path(self._session.settings.export_folder)
        return last if self._session.settings.export_folder and last.is_dir() else paths.documents()
