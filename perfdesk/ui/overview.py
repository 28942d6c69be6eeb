"""What stands in the middle while no project is open: how far a unit or year has come."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from perfdesk.model.library import Library
from perfdesk.model.state import State
from perfdesk.ui import theme
from perfdesk.ui.actions import Actions
from perfdesk.ui.command import Command
from perfdesk.ui.summary.pane import SummaryPane
from perfdesk.ui.tree.listing import STATE_ICONS, Column, Listing
from perfdesk.ui.tree.node import ROOT, Kind, kind_of, number_of

_OUTPUT = (Command.PREVIEW, Command.EXPORT_PDF, Command.EXPORT_EXCEL)


class Overview(QWidget):
    """The number of projects in each state at or below a node, what to do next, and the summary."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setFont(theme.scaled(self.font(), 1.5, bold=True))
        self._told = theme.muted(QLabel(self, wordWrap=True))
        self._counts: dict[State, QLabel] = {}
        counts = QGridLayout()
        counts.setHorizontalSpacing(theme.SPACE)
        for place, state in enumerate(reversed(State)):
            mark = QLabel(self)
            mark.setPixmap(theme.icon(STATE_ICONS[state]).pixmap(QSize(18, 18), self.devicePixelRatioF()))
            self._counts[state] = QLabel(self)
            for part, widget in enumerate((mark, QLabel(str(state), self), self._counts[state])):
                counts.addWidget(widget, 0, place * 4 + part)
            counts.setColumnMinimumWidth(place * 4 + 3, theme.SPACE * 2)
        counts.setColumnStretch(len(self._counts) * 4, 1)
        self._table = QWidget(self)
        self._table.setLayout(counts)
        counts.setContentsMargins(0, 0, 0, 0)
        self._new = self._button(actions, Command.NEW_RECORD)
        self._outputs = [self._button(actions, command) for command in _OUTPUT]
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        for button in (self._new, *self._outputs):
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addWidget(self._title)
        layout.addWidget(self._told)
        layout.addWidget(self._table)
        layout.addLayout(buttons)
        self.summary = SummaryPane(self)
        layout.addWidget(self.summary, 1)
        layout.addStretch()

    def show_node(self, library: Library, listing: Listing, item: int) -> None:
        """Show a year or a unit, or the whole library for :data:`ROOT`."""
        records = listing.records_below(item)
        self.summary.setVisible(bool(records) and item != ROOT)
        if records and item != ROOT:
            number = number_of(item)
            year = number if kind_of(item) is Kind.YEAR else listing.unit(number).year
            name = "" if kind_of(item) is Kind.YEAR else listing.unit(number).name
            title = self.tr("{name}项目支出绩效自评汇总表").format(name=name)
            self.summary.show_records(library, title, year, [listing.record(one) for one in records])
        states = Counter(listing.record(number).state for number in records)
        for state, label in self._counts.items():
            label.setText(self.tr("{count} 个").format(count=states[state]))
        self._table.setVisible(bool(records))
        for button in self._outputs:
            button.setVisible(bool(records) and item != ROOT)
        if item != ROOT:
            self._title.setText(listing.text(item, Column.NAME))
        else:
            self._title.setText(self.tr("请选择一个项目") if records else self.tr("还没有项目"))
        if records:
            self._told.setText(
                self.tr("共 {count} 个项目。单击左侧的项目即可填写。").format(count=len(records))
            )
        else:
            self._told.setText(self.tr("单击“新建项目”，选择年度、单位和报表格式，即可开始填写。"))

    def _button(self, actions: Actions, command: Command) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(actions[command])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        return button
