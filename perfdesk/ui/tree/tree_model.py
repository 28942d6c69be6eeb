"""The tree's item model, each row addressed by its node number, never by a pointer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from perfdesk.model.store.change import Changes
from perfdesk.ui.tree.node import ROOT, NodeKind, Shape, id_of, kind_of, node
from perfdesk.ui.tree.reshape import ReshapeStep, steps
from perfdesk.ui.tree.tree_listing import Listing, TreeColumn
from perfdesk.ui.widget import theme
from perfdesk.ui.work.bridge import Bridge

Index = QModelIndex | QPersistentModelIndex

WRONG_ROLE = Qt.ItemDataRole.UserRole + 1
"""Of the state's column: how many errors and warnings 审核 finds."""

# Each row that comes or goes lets the view lay out the rows below it once more.
_MOST_STEPS = 60
_MIME = "application/x-perfdesk-records"
_NO_INDEX = QModelIndex()
# Made once, for Qt asks for them more often than for anything else.
_SEEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FLAGS: dict[int, Qt.ItemFlag] = {
    NodeKind.YEAR: _SEEN,
    NodeKind.UNIT: _SEEN | Qt.ItemFlag.ItemIsDropEnabled,
    NodeKind.RECORD: _SEEN | Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsDragEnabled,
}
_NAME_FLAGS: dict[int, Qt.ItemFlag] = {
    NodeKind.YEAR: _SEEN,
    NodeKind.UNIT: _FLAGS[NodeKind.UNIT] | Qt.ItemFlag.ItemIsEditable,
    NodeKind.RECORD: _FLAGS[NodeKind.RECORD] | Qt.ItemFlag.ItemIsEditable,
}
_ALIGNMENT = {
    TreeColumn.NAME: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    TreeColumn.SCORE: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    TreeColumn.GRADE: Qt.AlignmentFlag.AlignCenter,
    TreeColumn.STATE: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
}


class TreeModel(QAbstractItemModel):
    """Years (newest first), units and records of the bridge's library, all or those a search found.

    It follows the bridge by itself and touches only the rows that changed, so that a view keeps its
    selection and what is unfolded. It changes nothing: ``renamed`` carries a node and the name typed for
    it, ``dropped`` the records dragged, the unit they were dropped on, and the record they go before or
    ``None`` for the end. Between ``reshaping`` and ``reshaped`` some rows of one operation are there and some
    are not.
    """

    renamed = Signal(object, str)
    dropped = Signal(object, object, object)
    reshaping = Signal()
    reshaped = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._search = ""
        self.listing = Listing()
        bridge.changed.connect(self._follow)
        bridge.replaced.connect(self.reload)
        self.reload()

    # ---- what is listed --------------------------------------------------------------------

    @property
    def searching(self) -> bool:
        """Whether only what a search found is listed."""
        return bool(self._search)

    def search(self, text: str) -> None:
        """List the records that the library finds for ``text``; all for ``""``."""
        if text != self._search:
            self.beginResetModel()
            self._search = text
            library = self._bridge.library
            self.listing.shape = self.listing.found(library, text) if text else self.listing.all()
            self.listing.forget_removed()
            self.endResetModel()

    def reload(self) -> None:
        """List the library anew."""
        self.beginResetModel()
        self.listing.shape = self._wanted()
        self.listing.forget_removed()
        self.endResetModel()

    def _wanted(self) -> Shape:
        """What is to be listed, read from the library anew."""
        whole = self.listing.read(self._bridge.library)
        return self.listing.found(self._bridge.library, self._search) if self._search else whole

    def index_of(self, item: int, column: int = TreeColumn.NAME) -> QModelIndex:
        """The index of a node; an invalid one where it is not listed."""
        if item not in self.listing.shape.parents:
            return QModelIndex()
        return self.createIndex(self.listing.shape.row(item), column, item)

    # ---- following the library -------------------------------------------------------------

    def _follow(self, changes: Changes[Any]) -> None:
        library, listing = self._bridge.library, self.listing
        if changes.tree:
            wanted = self._wanted() if self._search else listing.read_units(library, changes.units)
            self._reshape(wanted)
            listing.forget_removed()
            self._announce(node(NodeKind.UNIT, unit) for unit in changes.units)
            self._announce(listing.shape.children[ROOT])
        if len(changes.summaries) > _MOST_STEPS:
            self._resummarise(changes.summaries)
        else:
            for record in changes.summaries:
                self._announce(listing.resummarise(library.tree.summary(record)))
        if self._search and changes.summaries:
            self._reshape(listing.found(library, self._search))

    def _resummarise(self, records: Collection[int]) -> None:
        """Take over the summaries of many records, and tell of their units as a whole."""
        listing = self.listing
        units = {listing.record(record).unit_id for record in records}
        for summary in self._bridge.library.tree.records(*units):
            if summary.id in records:
                listing.resummarise(summary)
        self._announce((*(node(NodeKind.UNIT, unit) for unit in units), *listing.shape.children[ROOT]))
        for unit in units:
            listed = listing.shape.children.get(node(NodeKind.UNIT, unit))
            if listed:
                first, last = self.index_of(listed[0]), self.index_of(listed[-1], TreeColumn.STATE)
                self.dataChanged.emit(first, last)

    def _reshape(self, wanted: Shape) -> None:
        """Bring the tree to another shape; row by row, unless that would be more than listing it anew."""
        if _differing(self.listing.shape, wanted) > _MOST_STEPS:
            self.beginResetModel()
            self.listing.shape = wanted
            self.endResetModel()
            return
        self.reshaping.emit()
        for step in steps(self.listing.shape, wanted):
            self._take(step)
        self.reshaped.emit()

    def _announce(self, items: Iterable[int]) -> None:
        for item in items:
            if item in self.listing.shape.parents:
                self.dataChanged.emit(
                    self.index_of(item, TreeColumn.NAME), self.index_of(item, TreeColumn.STATE)
                )

    def _take(self, step: ReshapeStep) -> None:
        shape = self.listing.shape
        if step.target is None:
            holder, row = shape.parents[step.item], shape.row(step.item)
            self.beginRemoveRows(self.index_of(holder), row, row)
            shape.remove(step.item)
            self.endRemoveRows()
            return
        holder, row = step.target
        if step.item not in shape.parents:
            self.beginInsertRows(self.index_of(holder), row, row)
            shape.insert(step.item, holder, row)
            self.endInsertRows()
            return
        source, at = shape.parents[step.item], shape.row(step.item)
        # Qt counts the target row before the moved row is taken out.
        onto = row + 1 if source == holder and row > at else row
        self.beginMoveRows(self.index_of(source), at, at, self.index_of(holder), onto)
        shape.move(step.item, holder, row)
        self.endMoveRows()

    # ---- QAbstractItemModel ----------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        listed = self.listing.shape.children.get(_item(parent), [])
        if not 0 <= row < len(listed) or not 0 <= column < len(TreeColumn):
            return QModelIndex()
        return self.createIndex(row, column, listed[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        return self.index_of(self.listing.shape.parents[index.internalId()]) if index.isValid() else _NO_INDEX

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.column() > 0 else len(self.listing.shape.children.get(_item(parent), ()))

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return len(TreeColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return ("名称", "得分", "等级", "状态")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENT[TreeColumn(section)]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item, column = index.internalId(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.listing.text(item, column)
        if role == Qt.ItemDataRole.DecorationRole:
            name = self.listing.icon(item, column)
            return theme.icon(name) if name else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENT[TreeColumn(column)]
        if role == Qt.ItemDataRole.EditRole:
            return self.listing.name(item)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.listing.tip(item)
        if role == WRONG_ROLE:
            return self.listing.wrong(item)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._bridge.library.read_only:
            return _SEEN
        return (_NAME_FLAGS if index.column() == TreeColumn.NAME else _FLAGS)[index.internalId() & 3]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        item, name = index.internalId(), str(value).strip()
        if not name or name == self.listing.name(item):
            return False
        self.renamed.emit(item, name)
        return True

    # ---- drag and drop ---------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        items = dict.fromkeys(index.internalId() for index in indexes)
        records = [str(id_of(item)) for item in items if kind_of(item) is NodeKind.RECORD]
        data = QMimeData()
        data.setData(_MIME, " ".join(records).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the dragged records to be moved to a unit, or to the place of a record in it."""
        if not data.hasFormat(_MIME) or not parent.isValid() or kind_of(parent.internalId()) is NodeKind.YEAR:
            return False
        records = [int(record_id) for record_id in bytes(data.data(_MIME).data()).split()]
        target = parent.internalId()
        if kind_of(target) is NodeKind.RECORD:
            row, target = self.listing.shape.row(target), self.listing.shape.parents[target]
        before = self.listing.shape.children[target][row : row + 1] if row >= 0 else []
        self.dropped.emit(records, id_of(target), id_of(before[0]) if before else None)
        return True


def _differing(shape: Shape, wanted: Shape) -> int:
    """How many nodes hang otherwise in ``wanted``."""
    if shape.parents == wanted.parents:
        return 0
    return len(shape.parents.items() ^ wanted.parents.items())


def _item(index: Index) -> int:
    return int(index.internalId()) if index.isValid() else ROOT
