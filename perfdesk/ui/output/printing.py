"""A PDF to the printer: each page as a picture at the printer's own resolution, on the whole sheet."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from perfdesk.exchange.reading.preview import page_sizes_mm
from perfdesk.ui.output.page_image import page_picture
from perfdesk.ui.work.progress_dialog import Progress, Stopped

# Finer gains nothing on paper that a form is printed on, and a page takes 140 MB at 600 dpi already.
_MOST_DPI = 600


def printer_there() -> bool:
    """Whether the system has a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def print_pdf(pdf: bytes, name: str, parent: QWidget) -> str | None:
    """Ask for printer and pages, and print; the printer's name, or ``None`` where the user stopped it."""
    sizes = page_sizes_mm(pdf)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageLayout(page_layout(sizes[0]))
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(sizes))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintSelection, False)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    progress = Progress("正在打印…", len(sizes), parent)
    try:
        progress.in_slices(print_pages(pdf, printer), lambda _page: None)
    except Stopped:
        printer.abort()
        return None
    finally:
        progress.end()
    return printer.printerName() or "打印到文件"


def print_pages(pdf: bytes, printer: QPrinter) -> Iterator[None]:
    """Print the pages that the printer's range asks for, on paper of their own size, one a step."""
    sizes = page_sizes_mm(pdf)
    first, last = printer.fromPage() or 1, printer.toPage() or len(sizes)
    painter = QPainter()
    try:
        for page in range(first - 1, min(last, len(sizes))):
            printer.setFullPage(True)
            printer.setPageLayout(page_layout(sizes[page]))
            if painter.isActive():
                printer.newPage()
            else:
                painter.begin(printer)
            picture = page_picture(pdf, page, min(printer.resolution(), _MOST_DPI))
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), picture)
            yield
    finally:
        painter.end()


def page_layout(size_mm: tuple[float, float]) -> QPageLayout:
    """Paper of that size (width, height), without margins: the page brings its own."""
    width, height = size_mm
    lying = width > height
    paper = QPageSize(
        QSizeF(min(size_mm), max(size_mm)),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    turn = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper, turn, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
