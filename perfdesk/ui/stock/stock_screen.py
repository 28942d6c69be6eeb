"""Owns the 指标库 of a window: its indicators, and its pane, made when it is first shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from perfdesk.ui.sheet_view.sheet_view import SheetView
from perfdesk.ui.stock import stock_pane
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.indicator_stock import WindowStock


class StockScreen(QObject):
    """Offers the indicators of a library for the record of a sheet view; ``message`` carries a sentence."""

    message = Signal(str)

    def __init__(self, bridge: Bridge, view: SheetView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._bridge = bridge
        self._pane: stock_pane.StockPane | None = None
        self.indicators = WindowStock(bridge, self)
        view.offers.use_stock(self.indicators)

    def make_pane(self) -> stock_pane.StockPane:
        """The pane, to be put where it is shown."""
        self._pane = stock_pane.StockPane(self.indicators, self._view)
        self._pane.message.connect(self.message)
        self._bridge.closing.connect(self._pane.stop)
        return self._pane

    def start(self) -> None:
        """Put the keyboard into the pane, once it has been shown."""
        if self._pane is not None:
            self._pane.start()
