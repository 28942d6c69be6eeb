"""The 指标库 beside the sheet: is searched while one types, and puts indicators into the form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.model.edit.stock_edit import level_in
from perfdesk.model.form.known_keys import LEVEL3
from perfdesk.model.record.levels import levels_of
from perfdesk.model.stock.stock import IndicatorSource, StockIndicator, Wanted, matching, second_levels
from perfdesk.model.value.folding import folded_name
from perfdesk.ui.sheet_view.sheet_view import SheetView
from perfdesk.ui.stock.stock_delegate import StockDelegate
from perfdesk.ui.stock.stock_insertion import Insertion
from perfdesk.ui.stock.stock_model import StockModel
from perfdesk.ui.widget import theme
from perfdesk.ui.work.indicator_stock import WindowStock

_DELAY_MS = 150  # the list follows edits when they pause


class StockPane(QWidget):
    """Search box, filters, list and button over a stock of indicators, for the record of a sheet view.

    ``message`` carries a sentence for the status bar.
    """

    message = Signal(str)

    def __init__(self, stock: WindowStock, view: SheetView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stock = stock
        self._view = view
        self._insertion = Insertion(view, self)
        self._insertion.message.connect(self.message)
        self._model = StockModel(stock.place_of, self)
        self._indicators: tuple[StockIndicator, ...] = ()
        self._row_wanted = False
        self.box = QLineEdit(clearButtonEnabled=True)
        self.box.setPlaceholderText("输入名称、级别或类别查找")
        self.box.installEventFilter(self)
        self.levels = QComboBox()
        self.sources = QComboBox()
        for combo, name in ((self.levels, "级别"), (self.sources, "来源")):
            combo.setAccessibleName(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(4)
            combo.setMaxVisibleItems(24)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(StockDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName("指标库")
        self.list.installEventFilter(self)
        self._insert = QPushButton("插入到表中(&J)")
        self._insert.setToolTip("按 Enter、双击或拖到表中也可以插入")
        self._count = theme.muted(QLabel())
        self._problem = QLabel(wordWrap=True)
        theme.colored(self._problem, theme.PROBLEM)
        self._lay_out()
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self.refresh)
        self._fill_filters()
        self.box.textChanged.connect(self._search)
        self.levels.currentIndexChanged.connect(self._search)
        self.sources.currentIndexChanged.connect(self._search)
        self.list.doubleClicked.connect(self.insert)
        self.list.selectionModel().selectionChanged.connect(self._refresh_button)
        self._insert.clicked.connect(self.insert)
        stock.grown.connect(self._follow)
        view.sheet_model.modelReset.connect(self._follow)
        stock.need()
        self.refresh()

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(theme.SPACE // 2)
        filters.addWidget(self.levels, 1)
        filters.addWidget(self.sources, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._insert)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.box)
        layout.addLayout(filters)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._problem)
        layout.addLayout(foot)

    # ---- what is shown ---------------------------------------------------------------------

    def start(self) -> None:
        """Put the keyboard into the search box, and show what the row under the cursor could be."""
        self._row_wanted = True
        self._choose_level()
        self.box.setFocus()
        self.box.selectAll()

    @property
    def problem_text(self) -> str:
        """What is wrong with the user's own files; ``""`` where they are all right."""
        return self._problem.text()

    def refresh(self) -> None:
        """Show the indicators there are now, for the record now open."""
        self._timer.stop()
        if self._stock.waiting:
            self._timer.start()
            return
        indicators = self._stock.indicators(self._view.sheet_model.record_id)
        if indicators is not self._indicators:
            self._indicators = indicators
            self._fill_filters()
            self._choose_level()
        self._problem.setText(
            "自己的指标文件有误，没有使用：\n{mistakes}".format(mistakes="\n".join(self._stock.problems))
            if self._stock.problems
            else ""
        )
        self._problem.setVisible(bool(self._stock.problems))
        self._search()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def stop(self) -> None:
        """Look nothing up any more: the library is about to be closed."""
        self._timer.stop()

    def _follow(self) -> None:
        if self.isVisible():
            self._timer.start()

    def _search(self) -> None:
        level1, level2 = self.levels.currentData() or ("", "")
        source, theme_name = self.sources.currentData() or (None, "")
        chosen = self.chosen
        self._model.show(
            matching(self._indicators, Wanted(self.box.text(), level1, level2, source, theme_name))
        )
        self._model.show_used_names(self._names_in_form())
        self._choose(chosen)
        count = self._model.rowCount()
        text = "正在整理…" if self._stock.gathering else "{count} 项"
        self._count.setText(text.format(count=count))
        self._refresh_button()

    def _names_in_form(self) -> frozenset[str]:
        block = self._insertion.block()
        rows = self._view.sheet_model.record.rows(block.key) if block is not None else ()
        return frozenset(folded_name(row[LEVEL3]) for row in rows if row[LEVEL3])

    def _fill_filters(self) -> None:
        """The levels that there are, and the sources and themes; what is chosen stays so."""
        levels: list[tuple[str, object]] = [("全部级别", ("", ""))]
        for level1, below in second_levels(self._indicators):
            levels.append((level1, (level1, "")))
            levels += [(f"　{level2}", (level1, level2)) for level2 in below]
        sources: list[tuple[str, object]] = [("全部来源", (None, ""))]
        present = {indicator.source for indicator in self._indicators}
        names = {IndicatorSource.LIBRARY: "本库其他单位"}
        sources += [
            (names.get(source, str(source)), (source, "")) for source in IndicatorSource if source in present
        ]
        themes = dict.fromkeys(indicator.theme for indicator in self._indicators if indicator.theme)
        sources += [(f"　{name}", (None, name)) for name in themes]
        for combo, entries in ((self.levels, levels), (self.sources, sources)):
            _refill(combo, entries)

    def _choose_level(self) -> None:
        """Filter by the level of the row under the cursor, as the list names it."""
        if not self._row_wanted or not self._indicators:
            return
        self._row_wanted = self._stock.gathering
        model, cell, block = self._view.sheet_model, self._view.current_cell(), self._insertion.block()
        path = cell.paths[0] if cell is not None and cell.paths else None
        if path is None or path.index is None or block is None or path.block != block.key:
            return
        levels = levels_of(model.record.rows(block.key))[path.index]
        for at in range(self.levels.count()):
            level1, level2 = self.levels.itemData(at)
            if level2 and level_in(block, level1, level2) == levels:
                self.levels.setCurrentIndex(at)
                return

    # ---- choosing --------------------------------------------------------------------------

    @property
    def chosen(self) -> list[StockIndicator]:
        """The indicators that are selected."""
        return self._model.indicators(self.list.selectedIndexes())

    def insert(self) -> None:
        """Put the selected indicators into the form."""
        self._insertion.insert(self.chosen)
        self.refresh()

    def _choose(self, indicators: list[StockIndicator]) -> None:
        """Select again what was selected, or the first."""
        names = {(indicator.level2, indicator.name) for indicator in indicators}
        rows = range(self._model.rowCount())
        if not names or not self.list.selectedIndexes():
            at = next((row for row in rows if _name(self._model, row) in names), 0)
            self.list.setCurrentIndex(self._model.index(at))

    def _refresh_button(self) -> None:
        able = self._view.sheet_model.writable and self._insertion.block() is not None
        self._insert.setEnabled(able and bool(self.list.selectedIndexes()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the search box go through the list, Enter inserts, Esc goes back to the sheet."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.insert()
                return True
            if key == Qt.Key.Key_Escape:
                self._view.setFocus()
                return True
            if watched is self.box and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                at = min(max(self.list.currentIndex().row() + step, 0), self._model.rowCount() - 1)
                self.list.setCurrentIndex(self._model.index(at))
                return True
        return super().eventFilter(watched, event)


def _name(model: StockModel, row: int) -> tuple[str, str]:
    (indicator,) = model.indicators([model.index(row)])
    return indicator.level2, indicator.name


def _refill(combo: QComboBox, entries: list[tuple[str, object]]) -> None:
    """Give a box other entries; the one that is chosen stays chosen where it is still there."""
    had = combo.currentData()
    if [(combo.itemText(at), combo.itemData(at)) for at in range(combo.count())] == entries:
        return
    combo.blockSignals(True)
    combo.clear()
    for text, data in entries:
        combo.addItem(text, data)
    combo.setCurrentIndex(max(0, next((at for at, (_, data) in enumerate(entries) if data == had), 0)))
    combo.blockSignals(False)
