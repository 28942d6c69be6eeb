"""The selection of a Qt table, read and changed as the cursor of a sheet wants it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

from perfdesk.sheet.editing.area import Area, Place

_FLAGS = QItemSelectionModel.SelectionFlag


class TableSelection:
    """A :class:`~perfdesk.sheet.editing.cursor.Selection` that Qt stores and changes by its own keys."""

    def __init__(self, table: QTableView) -> None:
        self._table = table

    @property
    def current(self) -> Place | None:
        """The position of Qt's current index."""
        index = self._table.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    @property
    def area(self) -> Area | None:
        """What is selected; ``None`` where nothing is."""
        selection = self._table.selectionModel().selection()
        whole: Area | None = None
        for at in range(selection.size()):
            part = selection.at(at)
            area = Area(part.top(), part.left(), part.bottom(), part.right())
            whole = area if whole is None else whole.joined(area)
        return whole

    def put(self, current: Place | None, area: Area) -> None:
        """Select an area, with the current index at a position in it (``None``: where it is)."""
        model, selection = self._table.model(), self._table.selectionModel()
        if current is not None:
            index = model.index(*current)
            if not self._table.viewport().rect().contains(self._table.visualRect(index)):
                # Qt scrolls by moving the picture only where nothing waits to be painted.
                QCoreApplication.sendPostedEvents(self._table.window(), QEvent.Type.UpdateRequest.value)
            # Who hears that the current index is another finds it selected, and no more what was before.
            selection.setCurrentIndex(index, _FLAGS.NoUpdate if area == self.area else _FLAGS.ClearAndSelect)
        if area != self.area:
            corners = model.index(area.top, area.left), model.index(area.bottom, area.right)
            selection.select(QItemSelection(*corners), _FLAGS.ClearAndSelect)

    def show(self, place: Place) -> None:
        """Scroll a position into view."""
        self._table.scrollTo(self._table.model().index(*place))

    def show_top(self) -> None:
        """Scroll to the top of the sheet."""
        self._table.scrollToTop()
