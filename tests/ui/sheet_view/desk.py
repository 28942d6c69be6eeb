"""A sheet view on a new library, typed into as a person does."""

from __future__ import annotations

from pathlib import Path as FilePath

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.form.path import Path
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.sheet_view.cell_editor import CellEditor
from perfdesk.ui.sheet_view.sheet_view import SheetView
from perfdesk.ui.work.bridge import Bridge


class Desk:
    """The view, its library, and hands."""

    def __init__(self, library: Library, form: str, year: int) -> None:
        self.library = library
        unit = unit_edit.add_unit(library, year, "某县医疗保障局").result
        self.record_id = record_edit.add_record(library, unit, form, year).result
        self.bridge = Bridge(library)
        self.view = SheetView()
        self.messages: list[str] = []
        self.view.message.connect(self.messages.append)
        self.bridge.failed.connect(self.messages.append)
        self.view.resize(900, 1000)
        self.view.show()
        self.view.show_record(self.bridge, self.record_id)
        self.view.activateWindow()
        self.view.setFocus()
        QApplication.processEvents()

    @property
    def record(self) -> Record:
        return self.library.record(self.record_id)

    def value(self, path: str) -> str:
        return self.record.get(Path.parse(path))

    def cell(self, path: str) -> Cell:
        cell = self.view.sheet_model.cell_of(Path.parse(path))
        assert cell is not None
        return cell

    def total(self) -> str:
        sheet = self.view.sheet_model.sheet
        assert sheet is not None
        return next(cell.text for cell in sheet.cells if cell.source == "total")

    def go(self, path: str) -> None:
        self.view.focus_cell(Path.parse(path))

    def at(self) -> str:
        cell = self.view.current_cell()
        assert cell is not None
        return str(cell.paths[-1]) if cell.paths else cell.text

    def keyboard(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def type(self, text: str) -> None:
        for character in text:
            QTest.keyClicks(self.keyboard(), character)
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.keyboard(), key, modifiers)
        QApplication.processEvents()

    def compose(self, preedit: str, commit: str = "") -> None:
        """What an input method sends to the widget with the keyboard."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.keyboard(), event)
        QApplication.processEvents()

    def editor(self) -> CellEditor:
        widget = self.keyboard()
        assert isinstance(widget, CellEditor)
        return widget

    def point(self, path: str) -> QPoint:
        cell = self.cell(path)
        return self.view.visualRect(self.view.model().index(cell.row, cell.column)).center()

    def click(self, path: str) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self.point(path))
        QApplication.processEvents()

    def clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def close(self) -> None:
        self.view.show_record(None, None)
        self.view.close()
        self.view.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.bridge.close()


FORMS = FilePath(__file__).resolve().parents[3] / "resources" / "forms"
