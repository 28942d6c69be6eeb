"""The tree on screen: what is current, chosen and unfolded."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from perfdesk.ui.tree.node import ROOT, NodeKind, kind_of, node
from perfdesk.ui.tree.tree_delegate import TreeDelegate
from perfdesk.ui.tree.tree_listing import TreeColumn
from perfdesk.ui.tree.tree_model import Index, TreeModel

_SCORE_SAMPLE, _GRADE_SAMPLE, _STATE_SAMPLE, _COUNT_SAMPLE = "100.00", "等级", "已填完", "99/99"
_SCORED_PX = 250  # a view no wider leaves the total, too, to the tip
_GRADED_PX = 400  # a view no wider leaves the grade to the tip: the names need the room
_ROOMY_PX = 460  # a view no wider shows the state's mark alone
_UNFOLDED_UP_TO = 200  # records: a library no larger than this opens with its whole tree in view


class TreeView(QTreeView):
    """Shows a :class:`TreeModel`.

    ``current_changed`` carries the current node, 0 for none; ``entered`` asks for the keyboard to go on
    to the form of the current project; ``search_in_the_way`` asks for the search to be ended, since it
    does not list what is to be chosen.
    """

    current_changed = Signal(object)
    entered = Signal()
    search_in_the_way = Signal()

    def __init__(self, model: TreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._kept: tuple[int, tuple[int, ...]] = (ROOT, ())
        self._reshaping = False
        self.setUniformRowHeights(True)  # set before the model: ten thousand rows are not measured
        self.setItemDelegate(TreeDelegate(self))
        self.setModel(model)
        self.setIconSize(QSize(16, 16))
        self.setIndentation(12)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setExpandsOnDoubleClick(True)
        self.setAllColumnsShowFocus(True)
        # Names of one unit's projects often begin alike and differ in how they end.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAccessibleName("项目列表")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._set_looks()
        model.reshaping.connect(self._hold)
        model.reshaped.connect(self._release)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)

    # ---- what is current and chosen --------------------------------------------------------

    @property
    def current(self) -> int:
        """The current node; :data:`ROOT` where there is none."""
        index = self.currentIndex()
        return index.internalId() if index.isValid() else ROOT

    @property
    def chosen(self) -> tuple[int, ...]:
        """The selected nodes from top to bottom."""
        # By ranges: asked for row by row, Qt takes a tenth of a second over a thousand.
        shape, rows = self._model.listing.shape, dict[int, set[int]]()
        selection = self.selectionModel().selection()
        for part in map(selection.at, range(selection.count())):
            parent = part.parent()
            holder = parent.internalId() if parent.isValid() else ROOT
            rows.setdefault(holder, set()).update(range(part.top(), part.bottom() + 1))
        places = [(shape.place(holder), shape.children[holder], found) for holder, found in rows.items()]
        placed = [((*place, row), listed[row]) for place, listed, found in places for row in found]
        return tuple(item for _, item in sorted(placed))

    @property
    def chosen_records(self) -> tuple[int, ...]:
        """The ids of the records at or below the selected nodes, each once, from top to bottom."""
        below = (record_id for item in self.chosen for record_id in self._model.listing.records_below(item))
        return tuple(dict.fromkeys(below))

    def choose(self, items: Iterable[int]) -> None:
        """Select nodes, unfold what holds them, and make the first one current."""
        wanted = tuple(items)
        if self._model.searching and not any(self._model.index_of(item).isValid() for item in wanted):
            self.search_in_the_way.emit()
        first = next((index for index in map(self._model.index_of, wanted) if index.isValid()), None)
        if first is None:
            return
        flags = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        for top, bottom in self._model.listing.shape.runs(wanted):
            chosen.select(self._model.index_of(top), self._model.index_of(bottom))
        self.setCurrentIndex(first)
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(first)

    def choose_root(self) -> None:
        """Choose nothing in particular: the whole library."""
        self.selectionModel().clear()

    def choose_record(self, record_id: int) -> None:
        """Select one record."""
        self.choose([node(NodeKind.RECORD, record_id)])

    def unfold_first(self) -> None:
        """Unfold all where that is little, else the newest year."""
        listing = self._model.listing
        if len(listing.records_below(ROOT)) <= _UNFOLDED_UP_TO:
            self.expandAll()
        else:
            for year in listing.shape.children[ROOT][:1]:
                self.expand(self._model.index_of(year))

    def edit_name(self) -> None:
        """Type another name for the current node, in place."""
        index = self.currentIndex().siblingAtColumn(TreeColumn.NAME)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._reshaping:
            self.current_changed.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the form; the arrows fold, unfold and move as in every tree."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.state() is not TreeView.State.EditingState and self.current != ROOT:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    # ---- while the tree changes ------------------------------------------------------------

    def _hold(self) -> None:
        """Tell of no current node that may itself go in a moment."""
        self._reshaping = True
        self._kept = (self.current, self._kept[1])

    def _release(self) -> None:
        self._reshaping = False
        if self.current != self._kept[0]:
            self.current_changed.emit(self.current)

    def _keep(self) -> None:
        """Remember what is current, and what is unfolded unless a search unfolded it."""
        unfolded = self._kept[1] if self._model.searching else tuple(self._unfolded(ROOT))
        self._reshaping = True
        self._kept = (self.current, unfolded)

    def _unfolded(self, holder: int) -> Iterable[int]:
        for item in self._model.listing.shape.children[holder]:
            if kind_of(item) is not NodeKind.RECORD and self.isExpanded(self._model.index_of(item)):
                yield item
                yield from self._unfolded(item)

    def _restore(self) -> None:
        current, unfolded = self._kept
        if self._model.searching:
            self.unfold_first()
        else:
            for item in unfolded:
                self.expand(self._model.index_of(item))
        if self._model.index_of(current).isValid():
            self.choose([current])
        self._release()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(TreeColumn.SCORE, self.width() <= _SCORED_PX)
        self.setColumnHidden(TreeColumn.GRADE, self.width() <= _GRADED_PX)
        sample = _STATE_SAMPLE if self.width() > _ROOMY_PX else _COUNT_SAMPLE
        width = self.fontMetrics().horizontalAdvance(sample) + (34 if sample == _STATE_SAMPLE else 12)
        if self.header().sectionSize(TreeColumn.STATE) != width:
            self.header().resizeSection(TreeColumn.STATE, width)

    # ---- looks -----------------------------------------------------------------------------

    def _set_looks(self) -> None:
        header = self.header()
        metrics = self.fontMetrics()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(TreeColumn.NAME, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(TreeColumn.SCORE, metrics.horizontalAdvance(_SCORE_SAMPLE) + 6)
        header.resizeSection(TreeColumn.GRADE, metrics.horizontalAdvance(_GRADE_SAMPLE) + 10)
