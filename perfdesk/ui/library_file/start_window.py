"""The window of the start page: libraries used lately, new ones, the sample, and forms from a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCommandLinkButton, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from perfdesk import __version__, paths
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record
from perfdesk.ui.command.command import EQUIPPED, Command
from perfdesk.ui.guide import book, guide_window
from perfdesk.ui.library_file.file_drop import FileDrop
from perfdesk.ui.library_file.file_presence import same_file
from perfdesk.ui.library_file.import_file import ask_file, read_forms
from perfdesk.ui.library_file.library_choice import LibraryChoice
from perfdesk.ui.library_file.recent_list import RecentList
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.banner import Banner
from perfdesk.ui.work.session import Session

_SIZE = QSize(860, 520)
_WAYS_PX = 264
_LOGO_PX = 48


class StartWindow(QDialog):
    """After it was accepted, ``library`` is the open library that was chosen, ``None`` for the one at hand.

    ``records`` are forms that were read from a file and wait to be put into it.
    """

    def __init__(self, session: Session, parent: QWidget | None = None, here: Path | None = None) -> None:
        """``here`` is the library that is open already."""
        super().__init__(parent)
        self._session = session
        self._here = here
        self._choice = LibraryChoice(session, self)
        self.library: Library | None = None
        self.records: tuple[Record, ...] = ()
        self._guide: guide_window.GuideWindow | None = None
        self.setProperty(EQUIPPED, True)
        QShortcut(QKeySequence(Command.HELP.value.shortcut), self).activated.connect(self.show_guide)
        self.setWindowTitle("绩效填报台")
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self._heading = QLabel("最近打开的填报库", self)
        self._recent = RecentList(self)
        self._recent.chosen.connect(lambda path: self.open_path(Path(path)))
        self._recent.dropped.connect(self._forget)
        self._none = theme.muted(QLabel("还没有打开过填报库。可以先打开示例看一看。", self))
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setWordWrap(True)
        banner = Banner(self, "notice")
        banner.show_message(session.problem)
        session.problem = ""
        drop = FileDrop(self)
        drop.library_dropped.connect(self.open_path)
        drop.forms_dropped.connect(self.import_from)
        self._lay_out(banner)
        self._fill()

    def show_guide(self, beginning: bool = False) -> None:
        """Open the guide on the page of this screen, or at its ``beginning``."""
        texts = book.Book(paths.guide_folder(), self._session.forms)
        if self._guide is None:
            self._guide = guide_window.GuideWindow(texts, self)
        self._guide.show_page(texts.keys[0] if beginning else texts.screens[type(self).__name__])
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    def open_path(self, path: Path) -> None:
        """Open a library and close the page."""
        if self._here is not None and same_file(path, self._here):
            self.accept()
        else:
            self._end(self._choice.open(path))
            self._fill()

    def ask_open(self) -> None:
        """Ask for a library and open it."""
        path = self._choice.ask_open(self._folder())
        if path is not None:
            self.open_path(path)

    def ask_new(self) -> None:
        """Ask where a new library goes and make it."""
        path = self._choice.ask_new(self._folder())
        if path is not None:
            self._end(self._choice.create(path))

    def open_sample(self) -> None:
        """Open the user's copy of the sample."""
        if self._session.sample_path() == self._here:
            self.accept()
        else:
            self._end(self._choice.sample())

    def ask_import(self) -> None:
        """Ask for a file of forms, and where the library goes that takes them."""
        path = ask_file(self, self._folder())
        if path is not None:
            self.import_from(path)

    def import_from(self, path: Path) -> None:
        """Read forms from a file, and ask where the library goes that takes them."""
        records = read_forms(path, self._session.forms, self)
        place = self._choice.ask_new(path.parent) if records else None
        if place is not None:
            self.records = records
            self._end(self._choice.create(place))

    def _end(self, library: Library | None) -> None:
        if library is not None:
            self.library = library
            self.accept()

    def _forget(self, path: str) -> None:
        self._session.forget(Path(path))
        self._fill()

    def _fill(self) -> None:
        settings = self._session.settings
        self._recent.show_recent(settings, datetime.now().date())
        for widget in (self._heading, self._recent):
            widget.setVisible(bool(settings.recent_libraries))
        self._none.setVisible(not settings.recent_libraries)

    def _folder(self) -> Path:
        recent = self._session.settings.recent_libraries
        folder = Path(recent[0]).parent if recent else paths.documents()
        return folder if folder.is_dir() else paths.documents()

    # ---- looks -----------------------------------------------------------------------------

    def _lay_out(self, banner: Banner) -> None:
        body = QHBoxLayout()
        body.setContentsMargins(*[theme.SPACE * 3] * 4)
        body.setSpacing(theme.SPACE * 4)
        body.addLayout(self._ways())
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE)
        self._heading.setFont(theme.scaled(self.font(), 1.15, bold=True))
        right.addWidget(self._heading)
        right.addWidget(self._recent, 1)
        right.addWidget(self._none, 1)
        body.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(banner)
        layout.addLayout(body, 1)
        (self._recent if self._session.settings.recent_libraries else self._first).setFocus()

    def _ways(self) -> QVBoxLayout:
        logo = QLabel(self)
        logo.setPixmap(theme.icon("perfdesk").pixmap(QSize(_LOGO_PX, _LOGO_PX), self.devicePixelRatioF()))
        name = QLabel("绩效填报台", self)
        name.setFont(theme.scaled(self.font(), 1.5, bold=True))
        version = theme.muted(QLabel(f"版本 {__version__}", self))
        title = QVBoxLayout()
        title.setSpacing(0)
        title.addWidget(name)
        title.addWidget(version)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE * 2)
        head.addWidget(logo)
        head.addLayout(title, 1)
        ways = QVBoxLayout()
        ways.setSpacing(theme.SPACE)
        ways.addLayout(head)
        ways.addSpacing(theme.SPACE * 2)
        made = [
            self._way("new", "新建填报库(&N)…", "从空白开始，选好年度和格式再填。", self.ask_new),
            self._way("open", "打开填报库(&O)…", "电脑、U 盘或共享文件夹里已有的。", self.ask_open),
            self._way("import", "导入报表(&I)…", "由交换文件新建填报库。", self.ask_import),
            self._way("sample", "打开示例(&S)", "几份填好的自评表，可以随意改动。", self.open_sample),
        ]
        self._first = made[-1]
        for way in made:
            ways.addWidget(way)
        ways.addStretch()
        ways.addWidget(theme.muted(QLabel("也可以把文件拖到这里。", self)))
        sentence = "第一次使用？看{link}（F1）。"
        style = f"color:{theme.ACCENT.name()}; text-decoration:none;"
        guide = QLabel(sentence.format(link=f'<a href="guide" style="{style}">{"使用手册"}</a>'), self)
        guide.linkActivated.connect(lambda _: self.show_guide(beginning=True))
        ways.addWidget(guide)
        return ways

    def _way(self, icon: str, text: str, sentence: str, slot: Callable[[], None]) -> QCommandLinkButton:
        button = QCommandLinkButton(text, sentence, self)
        button.setIcon(theme.icon(icon))
        button.setIconSize(QSize(24, 24))
        button.setFixedWidth(_WAYS_PX)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button
