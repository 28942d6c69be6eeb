"""Owns the 指标库 of a window: its indicators, and its pane, made when it is first shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from perfdesk import paths
from perfdesk.errors import InputProblem
from perfdesk.model.form.known_keys import LEVEL3, NATURE, TARGET, UNIT
from perfdesk.model.form.path import Path
from perfdesk.model.record.levels import levels_of
from perfdesk.model.stock import stock_writer
from perfdesk.model.stock.stock import StockIndicator
from perfdesk.ui.explanation.explanation_content import PassageAction
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

    def do(self, action: PassageAction, path: Path) -> None:
        """Add the indicator at a path of the open form to the user's own, where that is asked for."""
        model = self._view.sheet_model
        if action is not PassageAction.ADD_INDICATOR or path.index is None or not self._view.commit_editor():
            return
        rows = model.record.rows(path.block)
        row, levels = rows[path.index], levels_of(rows)[path.index]
        indicator = StockIndicator(
            name=row[LEVEL3],
            level1=levels[0],
            level2=levels[1],
            nature=row[NATURE],
            target=row[TARGET],
            unit=row[UNIT],
        )
        try:
            added = stock_writer.add_indicator(paths.indicators_folders()[-1], indicator)
        except InputProblem as problem:
            self.message.emit(problem.message)
            return
        if added:
            self.indicators.read_files_again()
        name = indicator.name.strip()
        self.message.emit(f"已把“{name}”加入指标库。" if added else f"指标库里已有“{name}”。")

    def start(self) -> None:
        """Put the keyboard into the pane, once it has been shown."""
        if self._pane is not None:
            self._pane.start()
