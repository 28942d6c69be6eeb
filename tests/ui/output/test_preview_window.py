"""The print preview shows the pages of the PDF, and the printer gets the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPageLayout, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from perfdesk.exchange.reading.preview import page_sizes_mm
from perfdesk.ui.command.command import Command
from perfdesk.ui.output.page_image import page_picture
from perfdesk.ui.output.page_view import MOST_ZOOM, PageView
from perfdesk.ui.output.preview_window import PreviewWindow
from perfdesk.ui.output.printing import page_layout, print_pages

A4_MM = (210, 297)


@pytest.fixture
def view(application: QApplication, pdf: bytes) -> Iterator[PageView]:
    view = PageView(pdf)
    view.resize(700, 500)
    view.show()
    QApplication.processEvents()
    yield view
    view.close()


def ink(picture: QImage) -> float:
    """How dark a picture is on the whole: 0 is white paper."""
    points = [(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)]
    return sum(255 - picture.pixelColor(x, y).lightness() for x, y in points) / 255 / len(points)


def test_pages_are_a4(pdf: bytes) -> None:
    sizes = page_sizes_mm(pdf)
    assert len(sizes) >= 3
    for width, height in sizes:
        assert (round(width), round(height)) == A4_MM


def test_a_picture_has_the_size_asked_for_and_holds_ink(application: QApplication, pdf: bytes) -> None:
    picture = page_picture(pdf, 0, 72)
    assert abs(picture.width() - 595) <= 1
    assert abs(picture.height() - 842) <= 1
    assert 0.005 < ink(picture) < 0.3


def test_it_fits_the_width_until_told_otherwise(view: PageView) -> None:
    narrow = view.zoom
    view.resize(1000, 500)
    QApplication.processEvents()
    assert view.zoom > narrow
    assert view.horizontalScrollBar().maximum() == 0
    view.set_zoom(1.0)
    view.resize(700, 500)
    QApplication.processEvents()
    assert view.zoom == 1.0
    assert view.horizontalScrollBar().maximum() > 0
    view.fit_width()
    assert view.zoom == pytest.approx(narrow, rel=0.05)


def test_scrolling_tells_the_page_in_view(view: PageView) -> None:
    heard: list[int] = []
    view.page_changed.connect(heard.append)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.page == view.count - 1
    assert heard == [view.count - 1]


def test_zooming_stays_on_the_page(view: PageView) -> None:
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    page = view.page
    view.set_zoom(view.zoom * 1.5)
    assert view.page == page


def test_zoom_has_its_limits(view: PageView) -> None:
    view.set_zoom(100)
    assert view.zoom == MOST_ZOOM


def test_the_wheel_zooms_with_control(view: PageView) -> None:
    before = view.zoom
    point = QPoint(100, 100)
    event = QWheelEvent(
        point,
        view.mapToGlobal(point),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    view.wheelEvent(event)
    assert view.zoom == pytest.approx(before * 1.1)


def test_a_page_is_painted_on_its_desk(view: PageView) -> None:
    picture = view.grab().toImage()
    assert picture.pixelColor(2, 200).lightness() < 240
    assert picture.pixelColor(350, 60).lightness() > 240


def test_the_window_counts_pages_and_asks_for_print_and_export(application: QApplication, pdf: bytes) -> None:
    window = PreviewWindow(pdf, "某项目")
    asked: list[str] = []
    window.print_wanted.connect(lambda: asked.append("print"))
    window.export_wanted.connect(lambda: asked.append("export"))
    window.show()
    count = window.pages.count
    assert f"第 1 页，共 {count} 页" in [label.text() for label in window.findChildren(QLabel)]
    window.commands[Command.PRINT].trigger()
    window.commands[Command.EXPORT_PDF].trigger()
    window.commands[Command.ZOOM_RESET].trigger()
    assert asked == ["print", "export"]
    assert window.pages.zoom == 1.0
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def to_file(path: Path) -> QPrinter:
    """A printer that writes a PDF, at the resolution of an office printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(150)
    return printer


def test_all_pages_are_printed_on_whole_paper_with_the_forms_own_margins(
    application: QApplication, pdf: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "printed.pdf"
    list(print_pages(pdf, to_file(path)))
    printed = path.read_bytes()
    sizes = page_sizes_mm(printed)
    assert len(sizes) == len(page_sizes_mm(pdf))
    assert {(round(width), round(height)) for width, height in sizes} == {A4_MM}
    wanted, got = page_picture(pdf, 0, 150), page_picture(printed, 0, 150)
    for corner in ((0, 0), (got.width() - 1, got.height() - 1)):
        assert got.pixelColor(*corner).lightness() == 255
    assert ink(got) == pytest.approx(ink(wanted), rel=0.1)


def test_only_the_pages_asked_for_are_printed(application: QApplication, pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    printer = to_file(path)
    printer.setFromTo(2, 2)
    list(print_pages(pdf, printer))
    assert len(page_sizes_mm(path.read_bytes())) == 1


@pytest.mark.parametrize(
    ("size", "turn"),
    [((210, 297), QPageLayout.Orientation.Portrait), ((297, 210), QPageLayout.Orientation.Landscape)],
)
def test_paper_is_turned_as_the_page_is(
    application: QApplication, size: tuple[float, float], turn: QPageLayout.Orientation
) -> None:
    layout = page_layout(size)
    assert layout.orientation() == turn
    full = layout.fullRect(QPageLayout.Unit.Millimeter)
    assert (full.width(), full.height()) == pytest.approx(size, abs=0.5)
    assert layout.paintRect() == layout.fullRect()
