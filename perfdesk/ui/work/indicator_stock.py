"""The stock of indicators behind a window: gathered in slices when first needed, kept true since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal

from perfdesk import paths
from perfdesk.model.edit import stock_edit
from perfdesk.model.form.definition import Block
from perfdesk.model.record.levels import RowLevels
from perfdesk.model.stock import stock_loader
from perfdesk.model.stock.stock import IndicatorSource, StockIndicator, unique
from perfdesk.model.store.change import Changes
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.sliced_task import SlicedTask


class WindowStock(QObject):
    """Knows the indicators of the files and those used in the bridge's library.

    ``grown`` says that there may be more or others than before.
    """

    grown = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._task: SlicedTask[None] | None = None
        self._files_read = False
        self._from_files: list[StockIndicator] = []
        self._listed: tuple[tuple[int, int, frozenset[int], int], tuple[StockIndicator, ...]] | None = None
        self.problems: list[str] = []
        """What is wrong with the user's own files, which are then left out."""
        bridge.changed.connect(self._follow)
        bridge.replaced.connect(self._begin_anew)
        bridge.closing.connect(self.stop)

    def need(self) -> None:
        """Begin to gather, where that has not begun."""
        if self._task is None:
            self._begin(self._steps())

    def read_files_again(self) -> None:
        """Take over what the user's own files hold now."""
        self._files_read, self._from_files, self._listed = False, [], None
        self.problems.clear()
        self.stop()
        self._begin(self._steps())

    def _begin(self, steps: Iterator[None]) -> None:
        if self._task is not None:
            self._task.deleteLater()
        self._task = SlicedTask(steps, lambda _: None, self)
        self._task.finished.connect(self.grown)
        self._task.failed.connect(self._report)
        self._task.start()

    def stop(self) -> None:
        """Gather no more: the library is about to be closed."""
        if self._task is not None:
            self._task.cancel()

    @property
    def gathering(self) -> bool:
        """Whether there is more to come."""
        return self._task is not None and self._task.running

    @property
    def waiting(self) -> bool:
        """Whether the record now open may be gone, which is known only once an operation has ended."""
        return self._bridge.busy

    def indicators(self, record_id: int | None) -> tuple[StockIndicator, ...]:
        """All that is known so far, nearest first as seen from a record's unit, with dates of its year."""
        used = self._bridge.library.used_indicators
        units, year = self._units(record_id), self._year(record_id)
        state = (used.version, len(self._from_files), units, year)
        if self._listed is None or self._listed[0] != state:
            found = (*used.indicators(units), *self._from_files)
            self._listed = (state, unique(one.in_year(year) if year else one for one in found))
        return self._listed[1]

    def of_levels(self, record_id: int | None, block: Block, wanted: RowLevels) -> tuple[StockIndicator, ...]:
        """Those that belong to the levels of a row, nearest first; all where it has none."""
        if not any(wanted):
            return self.indicators(record_id)
        used = self._bridge.library.used_indicators
        levels_there = dict.fromkeys(
            (*used.levels, *((item.level1, item.level2) for item in self._from_files))
        )
        levels = {level for level in levels_there if stock_edit.level_in(block, *level) == wanted}
        of_files = (item for item in self._from_files if (item.level1, item.level2) in levels)
        found = (*used.of_levels(levels, self._units(record_id)), *of_files)
        year = self._year(record_id)
        return unique(one.in_year(year) if year else one for one in found)

    def place_of(self, item: StockIndicator) -> str:
        """The project in which an indicator was used last; ``""`` where it was not."""
        if not item.record_id:
            return ""
        try:
            return self._bridge.library.tree.summary(item.record_id).name
        except KeyError:
            return ""

    def _year(self, record_id: int | None) -> int:
        """The year of a record's form; 0 without a record."""
        return 0 if record_id is None else self._bridge.library.record(record_id).year

    def _units(self, record_id: int | None) -> frozenset[int]:
        """The unit of a record in all its years."""
        library = self._bridge.library
        if record_id is None:
            return frozenset()
        units, own = library.tree.all_units(), library.tree.summary(record_id).unit_id
        name = next((unit.name for unit in units if unit.id == own), "")
        return frozenset(unit.id for unit in units if unit.name == name)

    def _steps(self) -> Iterator[None]:
        if not self._files_read:
            for file in stock_loader.stock_files(paths.indicators_folders()):
                self._from_files += file.indicators
                self.problems += map(str, file.problems)
                yield
            # The user's own come before those of the program.
            self._from_files.sort(key=lambda item: item.source is not IndicatorSource.OWN)
            self._files_read = True
            self.grown.emit()
        used = self._bridge.library.used_indicators
        yield from used.read_all()
        yield from used.catching_up()

    def _follow(self, changes: Changes[Any]) -> None:
        if self._task is not None:
            used = self._bridge.library.used_indicators
            used.follow(changes)
            if used.outdated and not self._task.running:
                self._begin(used.catching_up())
            self.grown.emit()

    def _begin_anew(self) -> None:
        begun = self._task is not None
        self.stop()
        self._task = None
        if begun:
            self.need()

    def _report(self, sentence: str) -> None:
        if sentence:
            self._bridge.failed.emit(sentence)
