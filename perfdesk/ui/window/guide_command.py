"""F1: opens the guide on the page of where the user is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from perfdesk import paths
from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import EQUIPPED, Command
from perfdesk.ui.findings.findings_panel import FindingsPanel
from perfdesk.ui.guide import book, check_part, form_page, guide_window
from perfdesk.ui.window.sheet_pane import SheetPane
from perfdesk.ui.work.bridge import Bridge


class GuideCommand(QObject):
    """The command 使用手册: also from dialogs, which would else keep its key from the window below them."""

    def __init__(
        self, bridge: Bridge, actions: Actions, sheet: SheetPane, findings: FindingsPanel, owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._bridge = bridge
        self._sheet = sheet
        self._findings = findings
        self._owner = owner
        self.window: guide_window.GuideWindow | None = None
        self._book: book.Book | None = None
        action = actions[Command.HELP]
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        action.triggered.connect(self.tell_of_here)
        findings.guide_wanted.connect(self.tell_of_check)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._equip)

    def tell_of_here(self) -> None:
        """Open the guide on the page of where the keyboard is."""
        self.show_page(self._address(QApplication.focusWidget() or QApplication.activeWindow()))

    def tell_of_check(self, code: str) -> None:
        """Open the guide on one of the checks."""
        self.show_page(f"{check_part.PAGE}#{code}")

    def show_page(self, address: str) -> None:
        """Open the guide, or bring it to the front, on a page."""
        modal = QApplication.activeModalWidget()
        if self.window is None:
            self.window = guide_window.GuideWindow(self._read(), self._owner)
        if modal is not None:  # only what belongs to a dialog can be used while it is open
            self._belong_to(modal)
        self.window.show_page(address)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Close the guide."""
        if self.window is not None:
            self.window.close()

    def _read(self) -> book.Book:
        if self._book is None:
            self._book = book.Book(paths.guide_folder(), self._bridge.library.forms)
        return self._book

    def _address(self, at: QWidget | None) -> str:
        texts, view = self._read(), self._sheet.view
        while at is not None:
            form = view.sheet_model.definition
            if at is view and form is not None:
                return form_page.address(form, view.current_cell())
            if at is self._findings and (finding := self._findings.current) is not None:
                return f"checks#{finding.code}"
            page = texts.screens.get(type(at).__name__)
            if page is not None:
                return page
            at = at.parentWidget()
        return texts.keys[0]

    def _equip(self) -> None:
        """Give the dialog that has just opened its F1."""
        modal = QApplication.activeModalWidget()
        if modal is not None and not modal.property(EQUIPPED):
            modal.setProperty(EQUIPPED, True)
            shortcut = QShortcut(QKeySequence(Command.HELP.value.shortcut), modal)
            shortcut.activated.connect(self.tell_of_here)

    def _belong_to(self, owner: QWidget) -> None:
        assert self.window is not None
        if self.window.parentWidget() is owner:
            return
        shown = self.window.isVisible()
        self.window.setParent(owner, Qt.WindowType.Window)
        self.window.setVisible(shown)
        if isinstance(owner, QDialog):
            owner.finished.connect(lambda: self._belong_to(self._owner))
