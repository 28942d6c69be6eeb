"""The summary below the overview: the table over its pictures, and its way to PDF and Excel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from perfdesk.model.library.library import Library
from perfdesk.model.overview.summary import Summary, SummaryRow, summarised, summary_rows
from perfdesk.model.store.tree import RecordSummary
from perfdesk.sheet.pages.chart import summary_drawings
from perfdesk.ui.summary.chart_view import ChartView
from perfdesk.ui.summary.summary_model import SummaryModel
from perfdesk.ui.widget import theme
from perfdesk.ui.work.sliced_task import SlicedTask

_AT_ONCE = 500  # projects that are read before the window answers again
_COLUMN_PX = 80
_CODE_PX = 96
_SHORT_COLUMNS = 3  # 得分, 等级, 问题数
_BEHIND_NAME = 8  # columns from 编码 to the last
_SHORT_PX = 56
_ROWS_SEEN = 8  # of the table, while the pictures have the rest


class SummaryPane(QWidget):
    """Shows the summary of records of one year.

    ``record_wanted`` carries the id of a project to open; ``export_wanted`` a :class:`Summary` and the
    ending of the file that it is to be written to.
    """

    record_wanted = Signal(int)
    export_wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library: Library | None = None
        self._asked: tuple[str, int, tuple[RecordSummary, ...]] = ("", 0, ())
        self._reading: SlicedTask[SummaryRow | None] | None = None
        self._summary: Summary | None = None
        self._model = SummaryModel(self)
        self.table = QTableView(self)
        self.table.setModel(self._model)
        self.table.setSortingEnabled(True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName("汇总表")
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme.SPACE)
        self.table.activated.connect(self._open)
        self._charts = ChartView(self)
        self._body = QSplitter(Qt.Orientation.Vertical, self)
        self._body.addWidget(self.table)
        self._body.addWidget(self._charts)
        self._body.setStretchFactor(1, 1)
        heading = QLabel("汇总", self)
        heading.setFont(theme.scaled(self.font(), 1.15, bold=True))
        self._status = theme.muted(QLabel(self))
        self._outputs = [
            self._output("汇总表导出 PDF…", "pdf", ".pdf"),
            self._output("汇总表导出 Excel…", "excel", ".xlsx"),
        ]
        bar = QHBoxLayout()
        bar.setSpacing(theme.SPACE)
        for widget in (heading, self._status, *self._outputs):
            bar.addWidget(widget)
        bar.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(bar)
        layout.addWidget(self._body, 1)

    def show_records(self, library: Library, title: str, year: int, records: Sequence[RecordSummary]) -> None:
        """Summarise these records; very many come in while the window goes on."""
        self._library = library
        self._asked = (title, year, tuple(records))
        self._read()

    def refresh(self) -> None:
        """Summarise again what is shown."""
        if self._summary is not None:
            self._read()

    def stop(self) -> None:
        """Read nothing more: the library is about to be closed, or something else was asked for."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading.deleteLater()
            self._reading = None

    def _read(self) -> None:
        assert self._library is not None
        self.stop()
        title, year, records = self._asked
        if len(records) <= _AT_ONCE:
            self._show_summary(summarised(self._library, title, year, records))
            return
        self._show_summary(None)
        taken: list[SummaryRow] = []

        def take(row: SummaryRow | None) -> None:
            if row is not None:
                taken.append(row)

        pattern = "正在汇总 {done}/{all}…"
        self._reading = task = SlicedTask(summary_rows(self._library, records), take, self)
        task.advanced.connect(lambda done: self._status.setText(pattern.format(done=done, all=len(records))))
        task.finished.connect(lambda: self._show_summary(Summary(title, year, tuple(taken))))
        task.failed.connect(self._status.setText)
        task.start()

    def _show_summary(self, summary: Summary | None) -> None:
        self._summary = summary
        self._status.clear()
        shown = summary is not None and bool(summary.rows)
        self._body.setVisible(shown)
        for button in self._outputs:
            button.setVisible(shown)
        if summary is None or not shown:
            return
        self._model.show(summary)
        header = self.table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        count = self._model.columnCount()
        for column in range(count):
            self.table.setColumnWidth(column, _COLUMN_PX if column < count - _SHORT_COLUMNS else _SHORT_PX)
        self.table.setColumnWidth(count - _BEHIND_NAME, _CODE_PX)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(_COLUMN_PX // 2)
        seen = min(self._model.rowCount(), _ROWS_SEEN) + 1
        wanted = seen * self.table.verticalHeader().defaultSectionSize() + header.height()
        self._body.setSizes([wanted, max(self._body.height() - wanted, wanted)])
        if len(summary.rows) > _AT_ONCE:
            QTimer.singleShot(0, self, lambda: self._draw(summary))
        else:
            self._draw(summary)

    def _draw(self, summary: Summary) -> None:
        if summary is self._summary:
            self._charts.show_drawings(summary_drawings(summary))

    def _open(self, index: QModelIndex) -> None:
        self.record_wanted.emit(self._model.record_id(index.row()))

    def _output(self, text: str, icon: str, ending: str) -> QPushButton:
        button = QPushButton(theme.icon(icon), text, self)
        button.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        button.clicked.connect(lambda: self.export_wanted.emit(self._summary, ending))
        return button
