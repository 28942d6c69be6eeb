"""Inserts texts with numbers (常用语) into cells, and lets them follow the numbers or not."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Signal

from perfdesk import paths
from perfdesk.errors import InputProblem
from perfdesk.model.edit import snippet_edit
from perfdesk.model.form.path import FIELDS, Path
from perfdesk.model.snippet import snippet_loader, snippet_writer
from perfdesk.model.snippet.snippet import follows, template_of
from perfdesk.ui.explanation.explanation_content import PassageAction
from perfdesk.ui.sheet_view.sheet_view import SheetView
from perfdesk.ui.snippet import snippet_dialog


class SnippetWork(QObject):
    """Inserts snippets into the record of a sheet view; ``message`` carries a sentence."""

    message = Signal(str)

    def __init__(self, view: SheetView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._model = view.sheet_model

    @cached_property
    def _book(self) -> snippet_loader.SnippetBook:
        """Read when first asked for."""
        return snippet_loader.load_snippets(paths.forms_folders())

    def offered(self, path: Path) -> bool:
        """Whether there are snippets for the value at a path of the open form."""
        definition = self._model.definition
        can_take = definition is not None and path.block == FIELDS and self._model.writable
        return can_take and definition is not None and bool(self._book.for_field(definition, path.key))

    def can_insert(self) -> bool:
        """Whether the cursor is on one value that is a text of the form."""
        cell = self._view.current_cell()
        return cell is not None and len(cell.paths) == 1 and cell.paths[0].block == FIELDS

    def do(self, action: PassageAction, path: Path) -> None:
        """Do to the text at a path what was asked for."""
        record_id, key = self._model.record_id, path.key
        if record_id is None:
            return
        match action:
            case PassageAction.INSERT:
                self.insert()
            case PassageAction.SAVE:
                self._save(key)
            case PassageAction.STOP:
                self._view.operations.run(
                    lambda library: snippet_edit.stop_following(library, record_id, key)
                )
            case PassageAction.RESUME:
                self._view.operations.run(
                    lambda library: snippet_edit.resume_following(library, record_id, key)
                )

    def _save(self, key: str) -> None:
        """Add the text of a field to the user's own, with its names of numbers where it follows them."""
        if not self._view.commit_editor():
            return
        record = self._model.record
        text = record.fields.get(key, "").strip()
        template = template_of(record, key) if follows(record, key) else None
        try:
            added = snippet_writer.add_snippet(
                paths.forms_folders()[-1], key, template or snippet_writer.as_template(text)
            )
        except InputProblem as problem:
            self.message.emit(problem.message)
            return
        self.__dict__.pop("_book", None)  # read again when next asked for
        self.message.emit("已存为常用语，以后可按 F4 插入。" if added else "常用语里已有这段文字。")

    def insert(self) -> None:
        """Offer the snippets for the cell under the cursor, and insert the chosen one."""
        if not self._view.commit_editor():
            return
        model, cell = self._model, self._view.current_cell()
        definition, scores, record, record_id = model.definition, model.scores, model.record, model.record_id
        if definition is None or scores is None or record_id is None or cell is None:
            return
        if not model.writable:
            self.message.emit(model.why_not(cell))
            return
        snippets = self._book.for_field(definition, cell.paths[0].key) if self.can_insert() else ()
        if not snippets and not self._book.problems:
            self.message.emit("这一格没有常用语；评价结论、存在问题、改进措施等格有。")
            return

        key = cell.paths[0].key if cell.paths else ""
        dialog = snippet_dialog.SnippetDialog(
            definition.field_at(cell.paths[0]).label if cell.paths else "",
            snippets,
            lambda snippet: snippet_edit.preview(
                definition, record, scores, key, snippet_edit.joined(record, key, snippet.template)
            ),
            definition.field(key).limit if snippets else None,
            [str(problem) for problem in self._book.problems],
            self._view.window(),
        )
        chosen = dialog.chosen if dialog.exec() else None
        dialog.deleteLater()
        if chosen is not None:
            self._view.operations.run(
                lambda library: snippet_edit.insert_snippet(library, record_id, key, chosen.template)
            )
        self._view.setFocus()
