"""What the cells of the open record offer to choose from."""

from __future__ import annotations

from perfdesk.model.record.levels import levels_of
from perfdesk.sheet.editing.choices import Choice, choices, indicator_choices, names_indicator
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.sheet_view.sheet_model import SheetModel
from perfdesk.ui.work.indicator_stock import WindowStock

_MOST = 1000  # of the indicators of the stock: the nearest and most used, listed within a frame


class Offers:
    """The lists of a sheet model's cells; cells that take no typing offer nothing."""

    def __init__(self, model: SheetModel) -> None:
        self._model = model
        self._stock: WindowStock | None = None

    def use_stock(self, stock: WindowStock) -> None:
        """Offer the indicators of a stock where one is named."""
        self._stock = stock

    def any(self, cell: Cell) -> bool:
        """Whether a cell has a list, quickly; that of the stock is read from now on."""
        if self._stock is not None and self._names_indicator(cell):
            self._stock.need()
            return True
        return bool(self.of(cell))

    def of(self, cell: Cell) -> tuple[Choice, ...]:
        """What the list of a cell holds, empty where it has none."""
        model = self._model
        if model.definition is None or not model.can_type(cell):
            return ()
        if self._names_indicator(cell):
            return self._indicators(cell)
        return choices(model.definition, model.record, model.scores, cell)

    def _names_indicator(self, cell: Cell) -> bool:
        model = self._model
        return (
            self._stock is not None
            and model.definition is not None
            and names_indicator(model.definition, cell)
            and model.can_type(cell)
        )

    def _indicators(self, cell: Cell) -> tuple[Choice, ...]:
        definition, record, path = self._model.definition, self._model.record, cell.paths[0]
        assert self._stock is not None
        assert definition is not None
        assert path.index is not None
        self._stock.need()
        levels = levels_of(record.rows(path.block))[path.index]
        of_levels = self._stock.of_levels(self._model.record_id, definition.block(path.block), levels)
        return indicator_choices(definition, record, cell, of_levels[:_MOST])
