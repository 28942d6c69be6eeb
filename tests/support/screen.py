"""What the sheet view shows on the screen, cell by cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from perfdesk.model.library.library import Library
from perfdesk.ui.sheet_view.sheet_view import SheetView
from perfdesk.ui.work.bridge import Bridge
from tests.support.golden_sheet import Place


def read_screen(library: Library, record_id: int) -> list[Place]:
    """The cells of a record as the view shows them, in reading order."""
    application = QApplication.instance() or QApplication([])
    bridge = Bridge(library)
    view = SheetView()
    view.show_record(bridge, record_id)
    model = view.model()
    places = []
    hidden: set[tuple[int, int]] = set()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            if (row, column) in hidden:
                continue
            height, width = view.rowSpan(row, column), view.columnSpan(row, column)
            hidden |= {(row + down, column + right) for down in range(height) for right in range(width)}
            text = model.index(row, column).data(Qt.ItemDataRole.DisplayRole)
            places.append(Place(row, column, height, width, text))
    view.show_record(None, None)
    view.close()
    view.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    bridge.close()
    return places
