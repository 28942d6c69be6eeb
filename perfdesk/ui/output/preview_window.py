"""The window of the print preview."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMainWindow, QSizePolicy, QToolBar, QWidget

from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command
from perfdesk.ui.command.command_bars import PREVIEW_BAR
from perfdesk.ui.output.page_view import PageView
from perfdesk.ui.widget import theme

_STEP = 1.1


class PreviewWindow(QMainWindow):
    """Shows a PDF; ``print_wanted`` and ``export_wanted`` ask for it on paper or in a file."""

    print_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, pdf: bytes, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"打印预览：{name}")
        self.pages = PageView(pdf, self)
        self.setCentralWidget(self.pages)
        self.commands = Actions(self, [entry for entry in PREVIEW_BAR if isinstance(entry, Command)])
        self._number = QLabel(self)
        self._zoom = QLabel(self)
        self._build_bar()
        self.pages.page_changed.connect(self._show_number)
        self.pages.zoom_changed.connect(self._show_zoom)
        for command, slot in {
            Command.PRINT: self.print_wanted.emit,
            Command.EXPORT_PDF: self.export_wanted.emit,
            Command.ZOOM_IN: lambda: self.pages.set_zoom(self.pages.zoom * _STEP),
            Command.ZOOM_OUT: lambda: self.pages.set_zoom(self.pages.zoom / _STEP),
            Command.ZOOM_RESET: lambda: self.pages.set_zoom(1.0),
            Command.FIT_WIDTH: self.pages.fit_width,
        }.items():
            self.commands[command].triggered.connect(slot)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        self._show_number(0)
        self._show_zoom(self.pages.zoom)
        self.resize(self._fitting_size())
        self.pages.setFocus()

    def _build_bar(self) -> None:
        bar = QToolBar("打印预览", self)
        bar.setMovable(False)
        bar.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.commands.fill(bar, PREVIEW_BAR)
        room = QWidget(bar)
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(room)
        for label in (self._zoom, self._number):
            theme.muted(label)
            label.setContentsMargins(theme.SPACE, 0, theme.SPACE, 0)
            bar.addWidget(label)
        self.addToolBar(bar)

    def _fitting_size(self) -> QSize:
        room = self.screen().availableSize()
        return QSize(min(1000, room.width() - 40), min(900, room.height() - 60))

    def _show_number(self, page: int) -> None:
        text = "第 {page} 页，共 {count} 页"
        self._number.setText(text.format(page=page + 1, count=self.pages.count))

    def _show_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{zoom:.0%}")
