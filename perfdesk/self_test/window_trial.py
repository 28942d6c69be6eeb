"""Tries what needs Qt: a window drawn without being shown, fonts, input methods, printing.

Run in a process of its own: where a system library is missing, Qt ends the process that asks for a window.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QLibraryInfo, QMarginsF, Qt, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from perfdesk import paths
from perfdesk.app import make_application, screen_there
from perfdesk.exchange.reading.preview import page_sizes_mm
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.library.library import Library
from perfdesk.self_test.result import Grade, Result, Trial, TrialFailed, run_trials
from perfdesk.settings import Settings
from perfdesk.ui.window.input_method import choose_input_method, input_environment, installed_plugins
from perfdesk.ui.window.main_window import MainWindow
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session

_SIZE_PX = (1366, 768)
_FEWEST_COLOURS = 8  # of a window with a form in it; one that was not drawn has one or two
_LOOKED_AT = 7  # every so many pixels across and down


class _ForgetfulSession(Session):
    """A session that leaves the user's settings as they are."""

    def remember(self, **values: Any) -> None:
        """Nothing is stored."""


def run_window_trials(library: Path, picture: Path | None = None) -> list[Result]:
    """The results of all trials of this module, over the library of the trials without a window.

    The picture of the window goes to ``picture`` where that is given.
    """
    asked = dict(os.environ)  # before the program answers to it
    choose_input_method()
    if not screen_there():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = make_application()
    return run_trials(_WindowTrials(app, library, picture, asked).trials())


class _WindowTrials:
    def __init__(self, app: QApplication, library: Path, picture: Path | None, asked: dict[str, str]) -> None:
        self._app = app
        self._library = library
        self._picture = picture
        self._asked = asked

    def trials(self) -> Iterator[tuple[str, Trial]]:
        yield "窗口", self._draw
        yield "屏幕字体", self._fonts
        yield "输入法", self._input_method
        yield "打印", self._printing

    def _draw(self) -> str:
        forms = load_forms(paths.forms_folders()[:1])
        bridge = Bridge(Library.open(self._library, forms))
        window = MainWindow(bridge, _ForgetfulSession(forms, Settings()))
        try:
            window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            window.resize(*_SIZE_PX)
            window.show()
            self._app.processEvents()
            image = window.grab().toImage()
        finally:
            window.hide()
            bridge.close()
            window.deleteLater()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if self._picture is not None:
            image.save(str(self._picture))
        across, down = range(0, image.width(), _LOOKED_AT), range(0, image.height(), _LOOKED_AT)
        colours = len({image.pixel(x, y) for y in down for x in across})
        if colours < _FEWEST_COLOURS:
            raise TrialFailed(f"窗口没有画出来：只有 {colours} 种颜色。请更新显卡驱动，或换一台电脑试。")
        screen = QGuiApplication.primaryScreen()
        shown = "没有屏幕" if screen is None else f"屏幕 {screen.size().width()}×{screen.size().height()}"
        ratio = 1.0 if screen is None else screen.devicePixelRatio()
        return f"Qt {qVersion()}，{self._app.platformName()}，{shown}，缩放 {ratio:.0%}"

    def _fonts(self) -> str | Result:
        chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        if not chinese:
            seen = "系统没有中文字体，窗口里的汉字会显示为方框（打印和导出不受影响）。请安装一种中文字体。"
            return Result("屏幕字体", Grade.DOUBTFUL, seen)
        return f"{len(chinese)} 种中文字体，界面用 {self._app.font().family()}"

    def _input_method(self) -> str | Result:
        if not sys.platform.startswith("linux"):
            return "由系统提供"
        plugins = installed_plugins(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
        names = "、".join(sorted(plugins)) or "无"
        if not plugins:
            raise TrialFailed("程序里没有输入法插件，打不了中文。请重新安装程序。")
        wanted = input_environment(self._asked, plugins).get("QT_IM_MODULE")
        asked = self._asked.get("QT_IM_MODULE") or self._asked.get("XMODIFIERS") or "未指定"
        if wanted is not None:
            return f"插件 {names}；系统指定 {asked}，经 {wanted} 使用"
        return f"插件 {names}；系统指定 {asked}"

    def _printing(self) -> str | Result:
        pdf = self._library.with_name("打印自检.pdf")
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(pdf))
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageMargins(QMarginsF())
        painter = QPainter()
        if not painter.begin(printer):
            raise TrialFailed("打印部件不能工作：画不出一页。请重新安装程序。")
        painter.drawText(100, 100, "自检")
        painter.end()
        pages = len(page_sizes_mm(pdf.read_bytes()))
        folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "printsupport"
        # On other systems it is part of the library.
        if sys.platform.startswith("linux") and not any(folder.glob("*")):
            raise TrialFailed(f"缺少打印插件（{folder}）。请重新安装程序。")
        printers = QPrinterInfo.availablePrinterNames()
        if not printers:
            seen = f"画出 {pages} 页；系统里没有打印机，只能导出 PDF。要打印，请先在系统设置里添加打印机。"
            return Result("打印", Grade.DOUBTFUL, seen)
        return f"画出 {pages} 页；打印机：{'、'.join(printers)}"
