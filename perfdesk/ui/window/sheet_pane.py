"""The middle pane: the banner of a read-only library, the bar over the sheet, and the sheet."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from perfdesk.errors import PerfdeskError
from perfdesk.model.form.path import Path
from perfdesk.model.store.change import Changes
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.command.actions import Actions
from perfdesk.ui.explanation.explanation_content import ExplainedRecord
from perfdesk.ui.find import find_panel
from perfdesk.ui.output.output_note import lines
from perfdesk.ui.overview import overview_pane
from perfdesk.ui.sheet_view.sheet_view import SheetView
from perfdesk.ui.snippet.snippet_work import SnippetWork
from perfdesk.ui.supplement.supplement_pane import SupplementPane
from perfdesk.ui.tree.node import ROOT, NodeKind, id_of, kind_of
from perfdesk.ui.tree.tree_listing import Listing
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.banner import Banner
from perfdesk.ui.window.sheet_commands import SheetCommands
from perfdesk.ui.window.sheet_header import RecordHeader
from perfdesk.ui.work.bridge import Bridge

_LEAST_PX = 380  # a narrower header would not show the project's name


class SheetPane(QWidget):
    """Shows one project's form, or how far a unit or year has come.

    ``subject_changed`` carries what the explanation panel is to explain: a :class:`ExplainedRecord` or
    ``None``, and the cell under the cursor or ``None``. ``message`` carries a sentence. ``record_wanted``
    carries the id of another project to open and the :class:`Path` in it, or ``None``;
    ``node_wanted`` a node of the tree to go to, ``step_wanted`` the :class:`Step` to do next;
    ``attachments_wanted`` asks for the files kept with the project;
    ``summary_export_wanted`` carries a summary and the ending of the file it is wanted in.
    """

    subject_changed = Signal(object, object)
    record_wanted = Signal(int, object)
    summary_export_wanted = Signal(object, str)
    node_wanted = Signal(object)
    step_wanted = Signal(object)
    attachments_wanted = Signal()
    message = Signal(str)

    def __init__(self, bridge: Bridge, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._record_id: int | None = None
        self._item = ROOT
        self._find: find_panel.FindPanel | None = None
        self._overview: overview_pane.Overview | None = None
        self._actions = actions
        self.view = SheetView(self)
        self.snippets = SnippetWork(self.view, self)
        self._commands = SheetCommands(actions, self.view, self.snippets)
        self._header = RecordHeader(self)
        self._banner = Banner(self)
        self._supplement = SupplementPane(self)
        self._unknown = theme.muted(QLabel(self, wordWrap=True))
        self._unknown.setMargin(theme.SPACE * 5)
        self._unknown.setAlignment(Qt.AlignmentFlag.AlignTop)
        form = QWidget(self)
        form_layout = QVBoxLayout(form)
        form_layout.setContentsMargins(0, 0, 0, 0)
        form_layout.setSpacing(0)
        form_layout.addWidget(self._header)
        form_layout.addWidget(self.view, 1)
        form_layout.addWidget(self._supplement)
        self._form = form
        self._stack = _Pages(self)
        for page in (form, self._unknown):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._banner)
        layout.addWidget(self._stack, 1)
        self._column = layout
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._refresh_header)
        self.view.current_changed.connect(self._cell_changed)
        self.view.message.connect(self.message)
        self.snippets.message.connect(self.message)
        self._header.attachments_wanted.connect(self.attachments_wanted)
        self._header.pending_wanted.connect(self.view.pending.show_next)
        self.view.menu_wanted.connect(self._commands.open_menu)
        self._supplement.record_wanted.connect(self.record_wanted)
        bridge.changed.connect(self._follow)
        bridge.replaced.connect(self._library_replaced)
        self._library_replaced()

    @property
    def record_id(self) -> int | None:
        """The record on the sheet."""
        return self._record_id

    @property
    def typing(self) -> bool:
        """Whether anything is being typed, or was refused by the library and is still there."""
        return self.view.editor is not None or self._supplement.typing

    @property
    def unfinished(self) -> str:
        """What is being typed or was refused."""
        editor = self.view.editor
        return self._supplement.unfinished if editor is None else editor.toPlainText()

    def commit(self) -> bool:
        """Enter what is being typed; false where the library refused it, and it is still there."""
        return self.view.commit_editor() and self._supplement.commit()

    def give_up(self) -> None:
        """Forget :attr:`unfinished`."""
        if self.view.editor is not None:
            self.view.editor.cancelled.emit()
        else:
            self._supplement.give_up()

    def stay(self) -> None:
        """Put the keyboard where :attr:`unfinished` is."""
        (self.view.editor or self._supplement.table).setFocus()

    def show_node(self, listing: Listing, item: int) -> None:
        """Show a project's form, or the overview of a year, a unit or the library."""
        self._item = item
        if self._find is not None:
            self._find.show_node(item)
        if item and kind_of(item) is NodeKind.RECORD:
            self._show_record(id_of(item))
        else:
            overview = self._overview_page()
            self._show_no_record(overview)
            overview.show_node(self._bridge.library, listing, item)

    def focus_path(self, path: Path) -> None:
        """Put the cursor where a value of the open record is typed, on the sheet or below it."""
        if not self._supplement.focus(path):
            self.view.focus_cell(path)

    def open_find(self, *, replacing: bool) -> None:
        """Open the panel 查找和替换 below what is shown."""
        self.commit()
        if self._find is None:
            self._find = find_panel.FindPanel(self._bridge, self)
            self._find.show_node(self._item)
            self._find.hit_wanted.connect(lambda hit: self.record_wanted.emit(hit.record_id, hit.path))
            self._find.closed.connect(self.view.setFocus)
            self._find.message.connect(self.message)
            self._column.addWidget(self._find)
        self._find.open(replacing=replacing)

    def _overview_page(self) -> overview_pane.Overview:
        """The page of a year, a unit or the library, made when it is first looked at."""
        if self._overview is None:
            self._overview = page = overview_pane.Overview(self._actions, self)
            self._bridge.closing.connect(page.summary.stop)
            page.summary.record_wanted.connect(lambda record_id: self.record_wanted.emit(record_id, None))
            page.summary.export_wanted.connect(self.summary_export_wanted)
            page.node_wanted.connect(self.node_wanted)
            page.step_wanted.connect(self.step_wanted)
            self._stack.addWidget(page)
        return self._overview

    def _show_record(self, record_id: int) -> None:
        if record_id == self._record_id:
            return
        try:
            self._bridge.library.scores(record_id)
        except PerfdeskError as problem:  # a form that this program does not have
            self._show_no_record(self._unknown)
            self._unknown.setText(problem.message)
            return
        self._record_id = record_id
        self.view.show_record(self._bridge, record_id)
        self._supplement.show_record(self._bridge, record_id)
        self._stack.setCurrentWidget(self._form)
        self._refresh_state()

    def _show_no_record(self, page: QWidget) -> None:
        if self._record_id is not None:
            self._record_id = None
            self.view.show_record(self._bridge, None)
            self._supplement.show_record(self._bridge, None)
        self._stack.setCurrentWidget(page)
        self._commands.refresh()

    # ---- following -------------------------------------------------------------------------

    def _follow(self, changes: Changes[Any]) -> None:
        if self._record_id is None:
            overview = self._overview
            if overview is not None and not changes.tree and self._stack.currentWidget() is overview:
                overview.summary.refresh()
            return
        if self._record_id in changes.removed:
            self._show_no_record(self._stack.currentWidget())
        elif self._record_id in changes.attachments:
            self._refresh_state()
        elif self._record_id in changes.summaries | changes.records | changes.rows | changes.dependents:
            self._supplement.refresh()
            self._refresh_state()

    def _library_replaced(self) -> None:
        self._record_id = None
        self.view.show_record(self._bridge, None)
        self._supplement.show_record(self._bridge, None)
        self._stack.setCurrentWidget(self._form)
        reason = self._bridge.library.read_only_reason
        self._banner.show_message(f"本填报库{reason}。" if reason else "")
        self._commands.refresh()

    def _cell_changed(self, cell: Cell | None) -> None:
        model = self.view.sheet_model
        self._commands.refresh()
        self._later.start()
        if model.definition is None or model.scores is None:
            self.subject_changed.emit(None, None)
        else:
            subject = ExplainedRecord(model.definition, model.record, model.scores, self.snippets.offered)
            self.subject_changed.emit(subject, cell)

    def _refresh_header(self) -> None:
        model = self.view.sheet_model
        if model.definition is None or model.scores is None:
            return
        self._header.show_record(model.definition, model.record, model.scores.total)
        self._header.show_pending(len(self.view.pending.cells))
        if self._bridge.library.read_only:
            self._header.show_saved("只读", "locked")
        elif self.view.state() is SheetView.State.EditingState:
            self._header.show_saved("正在键入…", "rename")
        else:
            self._header.show_saved("已自动保存", "saved")

    def _refresh_state(self) -> None:
        if self._record_id is not None:
            library = self._bridge.library
            summary = library.tree.summary(self._record_id)
            self._header.show_state(summary.state)
            outputs, fingerprint = library.outputs, summary.fingerprint
            self._header.show_attachments(library.attachments.count(summary.id))
            lines_of_output = lines(outputs.latest(summary.id).values(), fingerprint)
            self._header.show_output_state(outputs.state(summary.id, fingerprint), lines_of_output)
        self._later.start()


class _Pages(QStackedWidget):
    """Needs the room of the page that is shown, not of the widest: a narrow window holds a form well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        hint = super().minimumSizeHint() if shown is None else shown.minimumSizeHint()
        return hint.expandedTo(QSize(_LEAST_PX, 0))
