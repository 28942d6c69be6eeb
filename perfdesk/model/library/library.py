"""Opens a library (填报库), gives its records and their scores, and is the door by which they change."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from perfdesk.model.form.definition import FormDefinition, Forms
from perfdesk.model.form.forms import form_of_record
from perfdesk.model.kept import edit_history, text_search, used_indicator
from perfdesk.model.kept.attachment import Attachments
from perfdesk.model.kept.bin import Bin
from perfdesk.model.kept.output import Outputs
from perfdesk.model.kept.preference import Preferences
from perfdesk.model.library import record_status
from perfdesk.model.library.audit import Audit
from perfdesk.model.library.department_projects import DepartmentProjects, scores_over_projects
from perfdesk.model.library.library_tree import LibraryTree
from perfdesk.model.library.record_cache import RecordCache, Scored
from perfdesk.model.library.transaction_runner import TransactionRunner
from perfdesk.model.library.undo_history import UndoHistory
from perfdesk.model.library.unit_comparison import UnitComparison
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.department_input import DepartmentInputs
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Scores
from perfdesk.model.store import edit_history_table, text_table, used_indicator_table
from perfdesk.model.store.attachment_table import AttachmentTable
from perfdesk.model.store.bin_table import BinTable
from perfdesk.model.store.carried_table import CarriedOrigins
from perfdesk.model.store.change import Change, Changes, changes_of
from perfdesk.model.store.database import Database, create_database, open_database
from perfdesk.model.store.operation import Operation, OperationRun
from perfdesk.model.store.output_table import OutputTable
from perfdesk.model.store.outside_undo import OutsideUndo
from perfdesk.model.store.preference_table import PreferenceTable
from perfdesk.model.store.store import Store

if TYPE_CHECKING:
    from perfdesk.model.kept.edit_history import EditHistory
    from perfdesk.model.kept.text_search import TextSearch
    from perfdesk.model.kept.used_indicator import UsedIndicators
    from perfdesk.model.library.transaction import Transaction

T = TypeVar("T")


class Library:
    """One open ``.perfdesk`` file. Every method may raise ``LibraryProblem`` where the file fails.

    What people type goes through :meth:`transact`. What is no part of undo goes through :class:`OutsideUndo`,
    which only the library and what it stores beside records have: ``bin``, ``outputs``, ``preferences`` and
    ``attachments``. ``tree`` lists, ``audit`` gives findings, ``undo_history`` takes back.

    It belongs to the thread that opened it; records and scores are immutable and may go anywhere.
    """

    def __init__(self, database: Database, forms: Forms) -> None:
        """Used by :meth:`create` and :meth:`open`."""
        self.path = database.path
        self.forms = forms
        self.read_only_reason = database.read_only_reason
        self.backup = database.backup
        self.copy_to = database.copy_to
        self.after_crash = database.after_crash
        self._database = database
        self._store = Store(database)
        self._outside_undo = OutsideUndo(database)
        self._cache = RecordCache(self._store)
        self._department = DepartmentProjects(self._store, forms, self._cache.get)
        self.tree = LibraryTree(self._store)
        self.audit = Audit(self._store, forms, self._cache.read)
        self.bin = Bin(BinTable(database), self._outside_undo)
        self.origins = CarriedOrigins(database)
        self.outputs = Outputs(OutputTable(database), self._outside_undo)
        self.preferences = Preferences(PreferenceTable(database), self._outside_undo)
        self.attachments = Attachments(AttachmentTable(database), self._outside_undo, self.preferences)
        self._runner = TransactionRunner(
            self._store,
            forms,
            self._cache,
            self._department,
            lambda: self.edit_history,
            self.bin,
            self.attachments,
        )
        self.undo_history = UndoHistory(self._runner)

    @classmethod
    def create(cls, path: Path, forms: Forms) -> Library:
        """Make an empty library; raises ``LibraryProblem``, also where a file is there already."""
        return cls(create_database(path), forms)

    @classmethod
    def open(cls, path: Path, forms: Forms, read_only: bool = False, *, at_once: bool = False) -> Library:
        """Open a library; where another holds it or it cannot be written, for reading only.

        For reading, it is as it was on opening. Raises ``LibraryProblem`` for a file that is missing,
        foreign, damaged or of a newer version; that file stays untouched. With ``at_once``, damage in a large
        file is found only after opening, by :meth:`expect_sound` or before the first change, and what another
        version computed is left to :meth:`refreshing`.
        """
        database = open_database(path, read_only=read_only, at_once=at_once)
        try:
            library = cls(database, forms)
            for _ in () if at_once else library.refreshing():
                pass
            return library
        except BaseException:
            database.close()
            raise

    @property
    def read_only(self) -> bool:
        """Whether the library is open for reading only; ``read_only_reason`` says why, in Chinese."""
        return bool(self.read_only_reason)

    @property
    def checking(self) -> bool:
        """Whether the file is still being read through for damage; only where it was opened at once."""
        return self._store.check is not None and not self._store.check.done

    def expect_sound(self) -> None:
        """Wait until the file has been read through; raises ``LibraryProblem`` where it is damaged."""
        if self._store.check is not None:
            self._store.check.wait()

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        self.attachments.close()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # What a window does not need for its first picture is made when first asked for.

    @cached_property
    def edit_history(self) -> EditHistory:
        """What each operation changed (修改记录)."""
        return edit_history.EditHistory(edit_history_table.EditHistoryTable(self._database))

    @cached_property
    def texts(self) -> TextSearch:
        """Find in what was typed."""
        return text_search.TextSearch(text_table.TextTable(self._database), self.forms)

    @cached_property
    def used_indicators(self) -> UsedIndicators:
        """The indicators of all records."""
        return used_indicator.UsedIndicators(used_indicator_table.UsedIndicatorTable(self._database))

    # Records

    def record(self, record_id: int) -> Record:
        """A record; raises ``KeyError`` where there is none.

        After an edit, each row that it did not change is the very same object.
        """
        return self._cache.read(record_id).record

    def definition(self, record_id: int) -> FormDefinition:
        """The definition of a record's form; raises ``FormProblem`` where it is unknown."""
        return form_of_record(self.forms, self.record(record_id).form)

    def scores(self, record_id: int) -> Scores:
        """The scores of a record; raises ``KeyError``, and ``FormProblem`` where its form is unknown."""
        scored = self._cache.read(record_id)
        if scored.scores is not None:
            return scored.scores
        definition = self.definition(record_id)
        scores = score_record(definition, scored.record, projects=self.projects(record_id))
        self._cache.put(record_id, Scored(scored.record, scores))
        return scores

    def projects(self, record_id: int) -> DepartmentInputs | None:
        """What a record scores over: its unit's projects; ``None`` for a form that scores by itself.

        Raises ``KeyError``, and ``FormProblem`` where its form is unknown.
        """
        definition = self.definition(record_id)
        if not scores_over_projects(definition):
            return None
        return self._department.inputs(self._store.unit_of(record_id), definition)

    def refreshing(self) -> Iterator[Changes[None]]:
        """Compute again what another definition or version of the program computed, a few records a step."""
        compare = UnitComparison(self._store, self.forms).update
        statuses = record_status.RecordStatuses(self._store, self.forms)
        for changed in statuses.refreshed(
            self._outside_undo.compute,
            self.projects,
            compare,
            self._write_removed,
        ):
            yield changes_of(Operation.RESCORE, (), changed, None)

    def _write_removed(self, removed: Sequence[Change]) -> None:
        """Write rows that a form has no line for any more into the edit history, where their texts stay."""
        if removed:
            self.edit_history.write(OperationRun(Operation.RESCORE), removed)

    # Change

    def transact(
        self,
        operation: Operation,
        function: Callable[[Transaction], T],
        merge_key: Hashable | None = None,
    ) -> Changes[T]:
        """Run an operation as one transaction, which undo takes back as one.

        If an exception leaves ``function``, nothing has happened. Of operations one after the other with the
        same ``merge_key``, undo takes back all at once. Raises ``ReadOnlyLibrary``.
        """
        outcome, result = self._runner.run(OperationRun(operation), function)
        self.undo_history.add(operation, outcome.changes, merge_key)
        return changes_of(operation, outcome.changes, outcome.summaries, result, outcome.dependents)
