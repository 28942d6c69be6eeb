"""The main window: tree, sheet and explanation side by side, and the commands wired to them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter

from perfdesk.model.form.path import Path
from perfdesk.model.store.change import Changes
from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.appearance import Appearance
from perfdesk.ui.command.command import Command
from perfdesk.ui.command.command_bars import MAKING, OUTGOING
from perfdesk.ui.explanation.explanation_panel import ExplanationPanel
from perfdesk.ui.findings.findings_panel import FindingsPanel
from perfdesk.ui.library_file.library_file import LibraryFile
from perfdesk.ui.output.output import OutputCommands
from perfdesk.ui.stock.stock_screen import StockScreen
from perfdesk.ui.tree.node import ROOT, NodeKind, node
from perfdesk.ui.tree.tree_pane import TreePane
from perfdesk.ui.widget import message, theme
from perfdesk.ui.window import leave_form
from perfdesk.ui.window.attachment_command import AttachmentCommand
from perfdesk.ui.window.first_size import open_first
from perfdesk.ui.window.guide_command import GuideCommand
from perfdesk.ui.window.last_place import LastPlace
from perfdesk.ui.window.overview_links import OverviewLinks
from perfdesk.ui.window.program_commands import ProgramCommands
from perfdesk.ui.window.safety_commands import SafetyCommands
from perfdesk.ui.window.sheet_pane import SheetPane
from perfdesk.ui.window.side_pane import SidePane
from perfdesk.ui.window.step_commands import StepCommands
from perfdesk.ui.window.tool_bar import MainToolBar
from perfdesk.ui.window.undo_commands import UndoCommands
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.preload import get_ready
from perfdesk.ui.work.refresh import Refresh
from perfdesk.ui.work.session import Session

_MESSAGE_MS = 8000
_FIRST_PICTURE_MS = 100  # what makes backups is loaded after it


class MainWindow(QMainWindow):
    """The window over one library at a time; closing it closes the library."""

    def __init__(self, bridge: Bridge, session: Session) -> None:
        super().__init__()
        self.bridge = bridge
        self._session = session
        self.commands = Actions(self)
        self.tree = TreePane(bridge, self.commands, self)
        self.sheet = SheetPane(bridge, self.commands, self)
        self.explanation = ExplanationPanel(self)
        self.findings = FindingsPanel(bridge, self)
        self.stock = StockScreen(bridge, self.sheet.view, self)
        self.side = SidePane(self.explanation, self.findings, self.stock.make_pane, self)
        self.output = OutputCommands(bridge, session, self)
        self._refreshing = Refresh(bridge, self)
        get_ready(self)
        self.library_file = LibraryFile(bridge, session, self.commands, self.may_leave, self)
        self.safety_commands = SafetyCommands(
            bridge, session, self.commands, (self.tree, self.sheet), self.library_file, self
        )
        self.attachments = AttachmentCommand(bridge, session, self.commands, self.sheet, self)
        self._overview_links = OverviewLinks(self.sheet, self.tree.view, self.output, self)
        self.guide = GuideCommand(bridge, self.commands, self.sheet, self.findings, self)
        self._step_commands = StepCommands(bridge, self.commands, self.tree, self.sheet)
        self.undo_commands = UndoCommands(bridge, self.commands, self.tree, self.sheet)
        self._appearance = Appearance(session, self.commands, self)
        self.last_place = LastPlace(bridge, session, self.sheet, self)
        self._splitter = QSplitter(self)
        for pane in (self.tree, self.sheet, self.side):
            self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setHandleWidth(4)
        self._splitter.setCollapsible(1, False)
        self.setCentralWidget(self._splitter)
        self.commands.fill_bar(self.menuBar())
        self._bar = MainToolBar(self.commands, self)
        self.addToolBar(self._bar)
        self._program_commands = ProgramCommands(bridge, session, self.commands, self)
        self._count = theme.muted(QLabel(self))
        self.statusBar().addPermanentWidget(self._count)
        self._connect()
        self._restore()
        self._open_library()

    # ---- set-up ----------------------------------------------------------------------------

    def _connect(self) -> None:
        bridge, output = self.bridge, self.output
        bridge.changed.connect(self._follow)
        bridge.replaced.connect(self._open_library)
        bridge.failed.connect(self._show_problem)
        bridge.damaged.connect(self.library_file.rescue)
        self.tree.current_changed.connect(self._show_node)
        self.tree.view.selectionModel().selectionChanged.connect(self._refresh_outgoing)
        self.tree.view.entered.connect(self.sheet.view.setFocus)
        self.tree.operations.made.connect(self.sheet.view.setFocus)
        self.tree.operations.copying.connect(self.sheet.commit)
        self.sheet.subject_changed.connect(self.explanation.explain)
        self.explanation.jump.connect(self.sheet.focus_path)
        self.explanation.asked.connect(self.sheet.snippets.do)
        self.explanation.asked.connect(self.sheet.view.scores.do)
        self.explanation.asked.connect(self.stock.do)
        self.findings.jump.connect(self.sheet.focus_path)
        self.findings.found.connect(self.side.count_findings)
        self.findings.found.connect(self.sheet.view.sheet_model.flag_findings)
        self.sheet.record_wanted.connect(self._open_record)
        output.record_wanted.connect(lambda record_id: self._open_record(record_id, None))
        self._overview_links.correction_wanted.connect(self._correct)
        self.last_place.record_wanted.connect(self.tree.view.choose_record)
        output.correction_wanted.connect(self._correct)
        self.sheet.summary_export_wanted.connect(output.export_summary)
        self.sheet.view.zoom_changed.connect(self._bar.show_zoom)
        self.library_file.imported.connect(self._show_made)
        for source in (
            self.sheet,
            self.stock,
            self.tree.operations,
            self.library_file,
            output,
            self.safety_commands,
            self._refreshing,
            self._step_commands,
            self.undo_commands,
        ):
            source.message.connect(self._show_message)
        for command, slot in {
            Command.PREVIEW: lambda: output.preview(self.chosen_records),
            Command.PRINT: lambda: output.print(self.chosen_records),
            Command.EXPORT_PDF: lambda: output.export_pdf(self.chosen_records),
            Command.EXPORT_EXCEL: lambda: output.export_excel(self.chosen_records),
            Command.SEND: lambda: output.send(self.chosen_records),
            Command.CHECK_PRINT: output.check_print,
            Command.SHOW_FINDINGS: self._show_findings,
            Command.FIND: lambda: self.sheet.open_find(replacing=False),
            Command.REPLACE: lambda: self.sheet.open_find(replacing=True),
            Command.SHOW_STOCK: self._show_stock,
            Command.OVERVIEW: self.tree.view.choose_root,
            Command.QUIT: self.close,
        }.items():
            self.commands[command].triggered.connect(slot)
        self.commands[Command.SHOW_TREE].toggled.connect(self.tree.setVisible)
        self.commands[Command.SHOW_EXPLANATION].toggled.connect(self.side.setVisible)

    def _restore(self) -> None:
        """Bring back size, panes and zoom of the last session."""
        settings = self._session.settings
        self.commands.uses.update(settings.command_uses)
        open_first(self, self._splitter)
        self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))
        self._splitter.restoreState(QByteArray.fromBase64(settings.panes.encode()))
        self.sheet.view.set_zoom(settings.zoom)
        self._bar.show_zoom(self.sheet.view.zoom)
        for command, pane in ((Command.SHOW_TREE, self.tree), (Command.SHOW_EXPLANATION, self.side)):
            self.commands[command].setChecked(not pane.isHidden())

    def _open_library(self) -> None:
        """Show the library that now stands behind the window, on the record shown last."""
        self.tree.view.unfold_first()
        self._refresh_count()
        listed = self.tree.model.listing.records_below(ROOT)
        last = self._session.settings.last_record
        if listed:
            self.tree.view.choose_record(last if last in listed else listed[0])
        self._show_node(self.tree.view.current)
        self.tree.view.setFocus()
        self._refresh()

    def greet(self) -> None:
        """Tell, once the window is there, what the user has to know about how it opened."""
        if self._session.problem:
            self._show_problem(self._session.problem)
        self.library_file.report_backup()
        QTimer.singleShot(_FIRST_PICTURE_MS, self, self.safety_commands.begin)
        if sentence := self.last_place.go_back():
            self._show_message(sentence)

    def _show_made(self, records: tuple[int, ...]) -> None:
        self.tree.view.choose(node(NodeKind.RECORD, record) for record in records)

    def _open_record(self, record_id: int, path: Path | None) -> None:
        self.tree.view.choose_record(record_id)
        if path is not None:
            self.sheet.focus_path(path)

    # ---- what is shown ---------------------------------------------------------------------

    @property
    def chosen_records(self) -> tuple[int, ...]:
        """The records to print or export: those chosen in the tree, else the one on the sheet."""
        self.sheet.commit()
        if self.tree.view.chosen_records:
            return self.tree.view.chosen_records
        return () if self.sheet.record_id is None else (self.sheet.record_id,)

    def _show_findings(self) -> None:
        self.commands[Command.SHOW_EXPLANATION].setChecked(True)
        self.side.show_findings()

    def _correct(self, record_id: int) -> None:
        """Go to the cell of the first finding of a record that is to be put right or explained."""
        self._show_findings()
        findings = self.bridge.library.audit.findings(record_id)
        open_findings = (finding for finding in findings if finding.path and not finding.explanation)
        first = next(open_findings, None)
        self._open_record(record_id, first.path if first is not None else None)

    def _show_stock(self) -> None:
        self.commands[Command.SHOW_EXPLANATION].setChecked(True)
        self.side.show_stock()
        self.stock.start()

    def _show_node(self, item: int) -> None:
        shown = self.sheet.record_id
        if shown is not None and item != node(NodeKind.RECORD, shown) and not self.may_leave():
            # The tree is amid a click, and would choose what was clicked afterwards.
            QTimer.singleShot(0, self, lambda: self.tree.view.choose_record(shown))
            return
        self.sheet.show_node(self.tree.model.listing, item)
        self.findings.show_record(self.sheet.record_id)
        self._refresh()

    def _follow(self, changes: Changes[Any]) -> None:
        if changes.tree:
            self._refresh_count()
        if changes.tree or changes.summaries:
            self.sheet.show_node(self.tree.model.listing, self.tree.view.current)
        self._refresh()

    def _refresh(self) -> None:
        library = self.bridge.library
        self.undo_commands.refresh()
        self.commands.enable(MAKING, not library.read_only)
        self._refresh_outgoing()
        title = "{library} - 绩效填报台"
        if library.read_only:
            title = "{library}（只读）- 绩效填报台"
        self.setWindowTitle(title.format(library=library.path.stem))

    def _refresh_outgoing(self) -> None:
        # What is chosen changes after what is current: a unit just clicked is known only then.
        there = self.sheet.record_id is not None or bool(self.tree.view.chosen_records)
        self.commands.enable(OUTGOING, there)

    def _refresh_count(self) -> None:
        count = len(self.tree.model.listing.records_below(ROOT))
        self._count.setText(f"共 {count} 个项目")

    def _show_message(self, sentence: str) -> None:
        self.statusBar().showMessage(sentence, _MESSAGE_MS)

    def _show_problem(self, sentence: str) -> None:
        message.show_problem(self, sentence)

    def may_leave(self) -> bool:
        """Enter what is being typed, and ask where the library refuses that; whether the form may be left."""
        if not self.sheet.typing:
            return True

        return leave_form.ask_to_leave(self.sheet, self.bridge)

    # ---- the end ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the head of the form: before it had its size, the sheet scrolled to its cursor."""
        super().showEvent(event)
        self.sheet.view.scroll_to_start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Enter what is being typed, remember the window, and close the library; not amid an operation."""
        if self.bridge.busy or not self.may_leave():
            event.ignore()
            return
        self.tree.stop_searching()
        self.guide.close()
        self.safety_commands.close()
        self.last_place.remember()
        self._session.remember(
            geometry=self.saveGeometry().toBase64().toStdString(),
            panes=self._splitter.saveState().toBase64().toStdString(),
            zoom=self.sheet.view.zoom,
            last_record=self.sheet.record_id or 0,
            command_uses=dict(self.commands.uses),
        )
        self.bridge.close()
        super().closeEvent(event)
