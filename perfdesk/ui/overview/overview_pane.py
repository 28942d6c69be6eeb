"""The overview of a node of the tree: how far it has come, what to do next, and its parts."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QTabWidget, QToolButton, QVBoxLayout, QWidget

from perfdesk.model.library.library import Library
from perfdesk.model.overview.progress import Progress
from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command
from perfdesk.ui.overview.part_table import Part, PartTable
from perfdesk.ui.overview.stage_bar import StageBar
from perfdesk.ui.overview.step_list import StepList
from perfdesk.ui.summary.summary_pane import SummaryPane
from perfdesk.ui.tree.node import ROOT, NodeKind, id_of, kind_of, node
from perfdesk.ui.tree.tree_listing import Listing, TreeColumn
from perfdesk.ui.widget import theme

_OUTPUT = (Command.PREVIEW, Command.EXPORT_PDF, Command.EXPORT_EXCEL)


class Overview(QScrollArea):
    """Shows a year, a unit, or the whole library for :data:`ROOT`.

    Where it has too little room it scrolls. ``node_wanted`` carries another node of the tree to go to;
    ``step_wanted`` a :class:`Step` to do.
    """

    node_wanted = Signal(object)
    step_wanted = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._above = QLabel(self)
        self._above.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self._above.linkActivated.connect(lambda link: self.node_wanted.emit(int(link)))
        self._trail: tuple[tuple[int, str], ...] = ()
        theme.scheme.changed.connect(self._write_above)
        self._title = QLabel(self)
        self._title.setFont(theme.scaled(self.font(), 1.5, bold=True))
        self._note = theme.muted(QLabel(self, wordWrap=True))
        self._bar = StageBar(self)
        self._next = QLabel("下一步", self)
        self._next.setFont(theme.scaled(self.font(), 1.15, bold=True))
        self._steps = StepList(self)
        self._steps.wanted.connect(self.step_wanted)
        self._new = self._button(actions, Command.NEW_RECORD)
        self._import = self._button(actions, Command.IMPORT)
        self._outputs = [self._button(actions, command) for command in _OUTPUT]
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        for button in (self._new, self._import, *self._outputs):
            buttons.addWidget(button)
        buttons.addStretch()
        self.summary = SummaryPane(self)
        self.parts = PartTable(self)
        self.parts.node_wanted.connect(self.node_wanted)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.addTab(self.parts, "")
        self._tabs.addTab(self.summary, "汇总")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._above)
        layout.addWidget(self._title)
        layout.addWidget(self._note)
        layout.addSpacing(theme.SPACE // 2)
        layout.addWidget(self._bar)
        layout.addSpacing(theme.SPACE // 2)
        layout.addWidget(self._next)
        layout.addWidget(self._steps)
        layout.addLayout(buttons)
        layout.addSpacing(theme.SPACE // 2)
        layout.addWidget(self._tabs, 1)
        layout.addStretch()
        self.setWidget(page)

    def show_node(self, library: Library, listing: Listing, item: int) -> None:
        """Show a year or a unit, or the whole library for :data:`ROOT`."""
        records = listing.records_below(item)
        progress = listing.progress(item)
        self._show_head(library, listing, item, progress)
        self._bar.show_progress(progress)
        self._steps.show_steps(
            progress.steps, lambda number: listing.text(node(NodeKind.RECORD, number), TreeColumn.NAME)
        )
        for widget in (self._bar, self._next, self._steps, self._tabs):
            widget.setVisible(bool(records))
        for button in self._outputs:
            button.setVisible(bool(records) and item != ROOT)
        if records:
            self._show_tabs(library, listing, item, records)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As wide as what it shows, since it scrolls only up and down."""
        width = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def _show_head(self, library: Library, listing: Listing, item: int, progress: Progress) -> None:
        count = progress.total
        self._trail = () if item == ROOT else ((ROOT, library.path.stem),)
        if item != ROOT and kind_of(item) is NodeKind.UNIT:
            year = listing.shape.parents[item]
            self._trail += ((year, listing.text(year, TreeColumn.NAME)),)
        self._write_above()
        if item != ROOT:
            self._title.setText(listing.text(item, TreeColumn.NAME))
        else:
            self._title.setText(library.path.stem if count else "还没有项目")
        if count:
            sentence = f"共 {count} 个项目。单击左侧的项目即可填写。"
            self._note.setText(sentence + self._left(progress))
        else:
            self._note.setText("单击“新建项目”，选择年度、单位和报表格式，即可开始填写。")

    def _left(self, progress: Progress) -> str:
        """How many were printed and sent as they now stand, and how many have changed since."""
        counts = (
            ("已打印 {count} 份", progress.printed),
            ("已发送 {count} 份", progress.sent),
            ("报送后有改动 {count} 份", progress.changed),
        )
        sentences = [sentence.format(count=len(records)) for sentence, records in counts if records]
        return "{sentences}。".format(sentences="，".join(sentences)) if sentences else ""

    def _write_above(self) -> None:
        style = f"color:{theme.ACCENT.name()}; text-decoration:none;"
        links = [f'<a href="{item}" style="{style}">{escape(name)}</a>' for item, name in self._trail]
        self._above.setText(" › ".join([*links, ""]) if links else "")
        self._above.setVisible(bool(links))

    def _show_tabs(self, library: Library, listing: Listing, item: int, records: tuple[int, ...]) -> None:
        """The parts of a library or year with several, and the summary of a year or unit."""
        parts = [] if item != ROOT and kind_of(item) is NodeKind.UNIT else listing.shape.children[item]
        several = item == ROOT or len(parts) > 1
        at = self._tabs.indexOf(self.parts)
        self._tabs.setTabText(at, "各年度进度" if item == ROOT else "各单位进度")
        self._tabs.setTabVisible(at, several)
        self._tabs.setTabVisible(self._tabs.indexOf(self.summary), item != ROOT)
        self._tabs.tabBar().setVisible(several and item != ROOT)
        self.parts.show_parts([_part(listing, part) for part in parts])
        if item != ROOT:
            number = id_of(item)
            year = number if kind_of(item) is NodeKind.YEAR else listing.unit(number).year
            name = "" if kind_of(item) is NodeKind.YEAR else listing.unit(number).name
            title = f"{name}项目支出绩效自评汇总表"
            self.summary.show_records(library, title, year, list(map(listing.record, records)))

    def _button(self, actions: Actions, command: Command) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(actions[command])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        return button


def _part(listing: Listing, item: int) -> Part:
    return item, listing.text(item, TreeColumn.NAME), listing.progress(item)
