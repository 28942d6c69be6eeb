"""The program: application, log, settings, forms, library and main window put together."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QProcess, QTimer, QTranslator, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from perfdesk import __version__, paths
from perfdesk.errors import DamagedLibrary, PerfdeskError
from perfdesk.garbage_collection import search_shortly
from perfdesk.installation import start_command, start_folder
from perfdesk.log import start_log
from perfdesk.model.language.known_forms import load_forms
from perfdesk.settings import load_settings
from perfdesk.ui.library_file import rescue, start_window
from perfdesk.ui.widget import message, theme
from perfdesk.ui.widget.theme import Look
from perfdesk.ui.window.input_method import InputMethodFocus, choose_input_method
from perfdesk.ui.window.main_window import MainWindow
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session

_DONE, _BAD_INPUT = 0, 2

_log = logging.getLogger(__name__)


def run(path: str | None) -> int:
    """Open the program on a library, the last one where ``path`` is ``None``, until its window closes.

    Returns the exit code: 0, or 2 where there is no screen or no library could be opened (the user has
    been told).
    """
    start_log()
    _log.info("perfdesk %s", __version__)
    if not screen_there():
        sys.stderr.write("这里没有图形界面，不能打开窗口。不用窗口的做法：perfdesk --help\n")
        return _BAD_INPUT
    choose_input_method()
    app = make_application()
    InputMethodFocus(app)
    sys.excepthook = BugTeller()
    try:
        window = begin() if path is None else open_window(path)
    except PerfdeskError as problem:
        _log.warning("not started: %s", problem.message)
        rescued = _rescued(path, problem)
        if rescued is None:
            return _BAD_INPUT
        window = open_window(str(rescued))
    if window is None:
        return _DONE
    window.show()
    search_shortly()
    window.greet()
    return _DONE if app.exec() == 0 else _BAD_INPUT


def open_window(path: str) -> MainWindow:
    """The main window over the library at ``path``; raises ``PerfdeskError``."""
    session = _session()
    return MainWindow(Bridge(session.open(Path(path))), session)


def begin() -> MainWindow | None:
    """The main window over the last library, or over that which is chosen on the start page.

    ``None`` where the user closes that page.
    """
    session = _session()
    library = session.resume()
    if library is None and session.damaged is not None:
        rescued = rescue.offer_rescue(None, session, session.damaged, session.problem)
        session.problem = ""
        library = None if rescued is None else session.open(rescued)
    if library is not None:
        return MainWindow(Bridge(library), session)

    start = start_window.StartWindow(session)
    start.exec()
    if start.library is None:
        return None
    window = MainWindow(Bridge(start.library), session)
    QTimer.singleShot(0, window, lambda: window.library_file.add_forms(start.records))  # over the window
    return window


def _session() -> Session:
    """The forms and what the user set, with the look that was chosen put on."""
    forms = load_forms(paths.forms_folders())
    session = Session(forms, load_settings())
    theme.choose(Look(session.settings.look))
    if forms.problems:
        mistakes = "\n".join(map(str, forms.problems))
        session.problem = f"自己的格式或用词有误，没有使用，其余的照常：\n{mistakes}"
    return session


def _rescued(path: str | None, problem: PerfdeskError) -> Path | None:
    """Tell why a library was not opened; what was made of it to open instead, if any."""
    if path is not None and isinstance(problem, DamagedLibrary):
        session = Session(load_forms(paths.forms_folders()), load_settings())
        return rescue.offer_rescue(None, session, Path(path).absolute(), problem.message)

    message.show_problem(None, problem.message)
    return None


def screen_there() -> bool:
    """Whether there is a screen to open a window on; without one Qt would abort."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def make_application() -> QApplication:
    """The Qt application: Chinese, with the program's look."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    _own_taskbar_button()
    app = QApplication([*sys.argv[:1], *theme.STYLE_ARGUMENTS])
    app.setApplicationName("perfdesk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("org.perfdesk.perfdesk")  # of packaging/linux/desktop
    translator = QTranslator(app)
    # Qt's own dialogs and context menus in Chinese; without the file they stay English.
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    theme.apply(app)
    return app


def _own_taskbar_button() -> None:
    """Have Windows group the windows under the program's own icon, also where python.exe runs it."""
    if sys.platform == "win32":
        import ctypes

        # https://learn.microsoft.com/en-us/windows/win32/shell/appids
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("perfdesk")


class BugTeller:
    """The ``sys.excepthook``: logs what went wrong inside the program, and says that nothing was lost."""

    def __init__(self) -> None:
        self._telling = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Called by Python and Qt for an exception that nothing caught."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.critical("a bug", exc_info=(kind, error, trace))
        if self._telling:  # a bug in what goes on behind the dialog
            return
        self._telling = True
        try:
            self._show()
        finally:
            self._telling = False

    def _show(self) -> None:
        sentence = "程序内部出错，刚才的操作可能没有完成。已经录入的内容都已保存。\n请把日志交给软件提供方。"
        offers = (
            "打开日志文件夹(&L)",
            "重新打开程序(&R)",
        )
        taken = message.offer(QApplication.activeWindow(), sentence, offers)
        if taken == 0:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_file().parent)))
        elif taken == 1:
            reopen()


def reopen() -> None:
    """End the program and start it again on the same library, record and cell."""
    libraries: list[str] = []
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible():
            libraries.append(str(window.bridge.library.path))
            window.last_place.expect_reopening()
            try:
                window.close()
            except Exception:  # whatever the bug was, the library is given free
                _log.exception("not closed in order")
                window.bridge.close()
    program, *arguments = start_command()
    QProcess.startDetached(program, [*arguments, *libraries[:1]], str(start_folder()))
    QApplication.quit()
