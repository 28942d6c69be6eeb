"""The open record as a table model: a sheet that follows the library and the draft being typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from perfdesk.model.checks.finding import Finding
from perfdesk.model.edit import record_edit
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.path import Path
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Scores
from perfdesk.model.store.change import Changes
from perfdesk.sheet.editing.choices import Choice
from perfdesk.sheet.layout.codec import typed
from perfdesk.sheet.layout.compose import Composer
from perfdesk.sheet.layout.geometry import cell_lines, column_edges_mm, row_heights_mm
from perfdesk.sheet.layout.sheet import Cell, CellKind, Sheet, same_structure, takes_typing
from perfdesk.ui.sheet_view.cell_flags import CellFlags
from perfdesk.ui.sheet_view.cell_tip import tip
from perfdesk.ui.work.bridge import Bridge

Index = QModelIndex | QPersistentModelIndex

_NO_INDEX = QModelIndex()
_READABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _READABLE | Qt.ItemFlag.ItemIsEditable


class SheetModel(QAbstractTableModel):
    """The sheet of one record of the bridge's library.

    ``restructured`` follows a change of rows or merges that keeps the number of columns;
    ``heights_changed`` says that ``row_heights_mm`` is another tuple; ``scores_changed`` follows
    every change of the shown scores, the draft's included.
    """

    restructured = Signal()
    heights_changed = Signal()
    scores_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge: Bridge | None = None
        self._record_id: int | None = None
        self._definition: FormDefinition | None = None
        self._composer: Composer | None = None
        self._record = Record(form="", year=0)
        self._scores: Scores | None = None
        self._sheet: Sheet | None = None
        self._grid: dict[tuple[int, int], Cell] = {}
        self.cell_flags = CellFlags()
        self.row_heights_mm: tuple[float, ...] = ()

    # ---- what is shown ---------------------------------------------------------------------

    @property
    def record_id(self) -> int | None:
        """The library's id of the open record."""
        return self._record_id

    @property
    def record(self) -> Record:
        """The open record, with the draft in it while one is typed."""
        return self._record

    @property
    def scores(self) -> Scores | None:
        """The scores of :attr:`record`."""
        return self._scores

    @property
    def sheet(self) -> Sheet | None:
        """The laid-out record; ``None`` where none is open."""
        return self._sheet

    @property
    def definition(self) -> FormDefinition | None:
        """The form of the open record."""
        return self._definition

    @property
    def bridge(self) -> Bridge | None:
        """The way to the library."""
        return self._bridge

    @property
    def writable(self) -> bool:
        """Whether typing can change anything."""
        return self._bridge is not None and self._sheet is not None and not self._bridge.library.read_only

    def show(self, bridge: Bridge | None, record_id: int | None) -> None:
        """Show a record of the bridge's library, or nothing, and follow what is done to it."""
        if bridge is not self._bridge:
            if self._bridge is not None:
                self._bridge.changed.disconnect(self._follow)
            if bridge is not None:
                bridge.changed.connect(self._follow)
        self.beginResetModel()
        self._bridge = bridge
        self._record_id = record_id
        self._sheet = None
        self._scores = None
        self._definition = self._composer = None
        self._grid = {}
        self._record = Record(form="", year=0)
        self.cell_flags.set_pending(self._record)
        self.row_heights_mm = ()
        if bridge is not None and record_id is not None:
            record = bridge.library.record(record_id)
            self._definition = bridge.library.forms.get(record.form)
            if self._definition is not None:
                self._composer = Composer(self._definition)
                scores = bridge.library.scores(record_id)
                self._set_record(record, scores, self._composer.compose(record, scores))
        self.endResetModel()
        self.scores_changed.emit()

    def _follow(self, changes: Changes[Any]) -> None:
        """Take over what an operation changed in the open record."""
        if self._sheet is not None and self._record_id in changes.records | changes.rows | changes.dependents:
            self.restore()

    def draft(self, cell: Cell, text: str) -> None:
        """Show the record as it would be with ``text`` typed into ``cell``, without storing it.

        A draft that would move rows or merges waits until it is entered.
        """
        assert self._definition is not None
        assert self._bridge is not None
        assert self._record_id is not None
        stored = self._bridge.library.record(self._record_id)
        record = stored
        for path, value in typed(cell, stored, text).items():
            record = record.with_value(path, value)
        library = self._bridge.library
        before = (stored, library.scores(self._record_id))
        projects = library.projects(self._record_id)
        self._show(record, score_record(self._definition, record, before, projects), draft=True)

    def restore(self) -> None:
        """Show the record as the library has it."""
        if self._bridge is None or self._record_id is None or self._sheet is None:
            return
        library = self._bridge.library
        self._show(library.record(self._record_id), library.scores(self._record_id), draft=False)

    def _show(self, record: Record, scores: Scores, *, draft: bool) -> None:
        assert self._composer is not None
        assert self._sheet is not None
        old = self._sheet
        new = self._composer.compose(record, scores)
        if not same_structure(old, new):
            if not draft:
                self._restructure(record, scores, new)
            return
        self._record, self._scores, self._sheet = record, scores, new
        self._repaint(self.cell_flags.set_pending(record))
        edges = column_edges_mm(new)
        regrown = False
        for before, after in zip(old.cells, new.cells, strict=True):
            if before is not after and before != after:
                self._cover(after)
                regrown = regrown or len(cell_lines(before, edges)) != len(cell_lines(after, edges))
                index = self.index(after.row, after.column)
                self.dataChanged.emit(index, index)
        if regrown:
            self.row_heights_mm = row_heights_mm(new)
            self.heights_changed.emit()
        self.scores_changed.emit()

    def _restructure(self, record: Record, scores: Scores, sheet: Sheet) -> None:
        assert self._sheet is not None
        count = len(self._sheet.rows)
        assert self._definition is not None
        blocks = [block.key for block in self._definition.blocks]
        if all(len(record.rows(key)) == len(self._record.rows(key)) for key in blocks):
            self._set_record(record, scores, sheet)
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, self.columnCount() - 1))
        else:
            self.beginResetModel()
            self._set_record(record, scores, sheet)
            self.endResetModel()
        self.restructured.emit()
        self.scores_changed.emit()

    def _set_record(self, record: Record, scores: Scores, sheet: Sheet) -> None:
        self._record, self._scores, self._sheet = record, scores, sheet
        self.cell_flags.set_pending(record)
        self.row_heights_mm = row_heights_mm(sheet)
        self._grid = {}
        for cell in self._sheet.cells:
            self._cover(cell)

    def _cover(self, cell: Cell) -> None:
        if cell.row_span == cell.column_span == 1:
            self._grid[cell.row, cell.column] = cell
            return
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                self._grid[row, column] = cell

    # ---- cells -----------------------------------------------------------------------------

    def cell_at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a grid position."""
        return self._grid.get((row, column))

    def cell_of(self, path: Path) -> Cell | None:
        """The cell that shows the value at ``path``."""
        if self._sheet is None:
            return None
        return next((cell for cell in self._sheet.cells if path in cell.paths), None)

    def can_type(self, cell: Cell) -> bool:
        """Whether the user can change what the cell holds."""
        return self.writable and takes_typing(cell)

    def can_move_row(self, grid_row: int) -> bool:
        """Whether a grid row shows a row of a block that grows."""
        sheet, definition = self._sheet, self._definition
        if sheet is None or definition is None or not 0 <= grid_row < len(sheet.rows):
            return False
        block = sheet.rows[grid_row].block
        return bool(block) and definition.block(block).grows

    def why_not(self, cell: Cell) -> str:
        """The sentence for an attempt to change a cell that takes no typing."""
        if not self.writable:
            return "此文件以只读方式打开，不能修改。"
        if cell.kind is CellKind.COMPUTED:
            return "此格由程序计算，不需要填写；右侧有计算过程。"
        return "这是表格的固定文字，不能修改。"

    # ---- flags -----------------------------------------------------------------------------

    def flag_findings(self, findings: Sequence[Finding]) -> None:
        """Flag the cells that findings, gravest first, are about; the flags of earlier ones go."""
        self._repaint(self.cell_flags.set_findings(findings))

    def _repaint(self, changed: set[Path]) -> None:
        for cell in self._sheet.cells if self._sheet is not None and changed else ():
            if not changed.isdisjoint(cell.paths):
                index = self.index(cell.row, cell.column)
                self.dataChanged.emit(index, index)

    # ---- QAbstractTableModel ---------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.column_widths_mm)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._grid.get((index.row(), index.column()))
        if cell is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.text
        if role == Qt.ItemDataRole.EditRole:
            return cell.edit_text
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                tip(self._definition, self._record, self._scores, cell, self.cell_flags.tip_at(cell)) or None
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self._grid.get((index.row(), index.column()))
        return _EDITABLE if cell is not None and self.can_type(cell) else _READABLE

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self._grid.get((index.row(), index.column()))
        if role != Qt.ItemDataRole.EditRole or cell is None or not self.can_type(cell):
            return False
        return self.enter(cell, str(value))

    def enter(self, cell: Cell, text: str) -> bool:
        """Enter a text into a cell as one operation; false where the library refused it."""
        return self.choose(cell, Choice(text))

    def choose(self, cell: Cell, choice: Choice) -> bool:
        """Enter a choice with what comes with it as one operation; false where the library refused it."""
        assert self._bridge is not None
        assert self._record_id is not None
        record_id = self._record_id
        values = typed(cell, self._bridge.library.record(record_id), choice.text)
        for key, text in choice.fills.items():
            values[Path(cell.paths[0].block, cell.paths[0].index, key)] = text
        if not values:
            self.restore()
            return True
        changes = self._bridge.run(lambda library: record_edit.set_values(library, record_id, values))
        if changes is None:
            self.restore()
        return changes is not None
