"""The library (填报库): the tree of years, units and records, and the one door through which it changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from perfdesk.errors import ReadOnlyLibrary
from perfdesk.model.checks.finding import Finding
from perfdesk.model.form.definition import FormDefinition, Forms
from perfdesk.model.form.forms import known_form
from perfdesk.model.kept.attachment import Attachments
from perfdesk.model.kept.bin import Bin
from perfdesk.model.kept.output import Outputs
from perfdesk.model.kept.preference import Preferences
from perfdesk.model.library.audit import Audit
from perfdesk.model.library.department_projects import Department, scores_over_projects
from perfdesk.model.library.operation import Operations, Part
from perfdesk.model.library.record_cache import Recent, Scored
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.department_input import Gathering
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Scores
from perfdesk.model.store.carried_table import Origins
from perfdesk.model.store.change import Changes, told
from perfdesk.model.store.database import Database, create_database, open_database
from perfdesk.model.store.store import Store
from perfdesk.model.store.tree import RecordSummary, UnitSummary
from perfdesk.model.summary.summary_line import SummaryLine, line_from

if TYPE_CHECKING:
    from perfdesk.model.kept.edit_history import Trail
    from perfdesk.model.kept.text_search import TextSearch
    from perfdesk.model.kept.used_indicator import UsedIndicators
    from perfdesk.model.library.transaction import Outcome, Transaction

T = TypeVar("T")


class Library:
    """One open ``.perfdesk`` file. Every method may raise ``LibraryProblem`` where the file fails.

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
        self.bin = Bin(database)
        self.origins = Origins(database)
        self.outputs = Outputs(database)
        self.preferences = Preferences(database)
        self._database = database
        self.attachments = Attachments(database, self.preferences)
        self._store = Store(database)
        self._operations = Operations(self._run)
        self._recent = Recent(self._store)
        self._department = Department(self._store, forms, self._recent.get)
        self._audit = Audit(self._store, forms, self._recent.known)

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

    # What a window does not need for its first picture is imported when first asked for.

    @cached_property
    def trail(self) -> Trail:
        """What each operation changed."""
        from perfdesk.model.kept.edit_history import Trail

        return Trail(self._database)

    @cached_property
    def texts(self) -> TextSearch:
        """Find in what was typed."""
        from perfdesk.model.kept.text_search import TextSearch

        return TextSearch(self._database, self.forms)

    @cached_property
    def used_indicators(self) -> UsedIndicators:
        """The indicators of all records."""
        from perfdesk.model.kept.used_indicator import UsedIndicators

        return UsedIndicators(self._database)

    # The tree

    def years(self) -> tuple[int, ...]:
        """The years that have units, rising."""
        return tuple(dict.fromkeys(unit.year for unit in self._store.units()))

    def units(self, year: int) -> tuple[UnitSummary, ...]:
        """The units of a year, in order."""
        return tuple(unit for unit in self.all_units() if unit.year == year)

    def all_units(self) -> tuple[UnitSummary, ...]:
        """The units of all years, by year and in order."""
        return self._store.unit_summaries()

    def records(self, *units: int) -> tuple[RecordSummary, ...]:
        """The records of units, in the order of the tree."""
        return self._store.record_summaries(units)

    def all_records(self) -> tuple[RecordSummary, ...]:
        """The records of all units, in the order of the tree."""
        return self._store.record_summaries()

    def reading_ahead(self) -> Iterator[None]:
        """Read what :meth:`all_records` gives next, a few units a step; nothing is changed meanwhile."""
        return self._store.reading_ahead()

    def summary(self, record_id: int) -> RecordSummary:
        """One record as the tree lists it; raises ``KeyError`` where there is none."""
        summary = self._store.record_summary(record_id)
        if summary is None:
            raise KeyError(record_id)
        return summary

    def search(self, text: str) -> list[int]:
        """The records whose name, code or unit holds every word of the text, in the order of the tree."""
        return self._store.search(tuple(text.split()))

    # Records

    def record(self, record_id: int) -> Record:
        """A record; raises ``KeyError`` where there is none.

        After an edit, each row that it did not change is the very same object.
        """
        return self._recent.known(record_id).record

    def definition(self, record_id: int) -> FormDefinition:
        """The definition of a record's form; raises ``FormProblem`` where it is unknown."""
        return known_form(self.forms, self.record(record_id).form)

    def scores(self, record_id: int) -> Scores:
        """The scores of a record; raises ``KeyError``, and ``FormProblem`` where its form is unknown."""
        known = self._recent.known(record_id)
        if known.scores is not None:
            return known.scores
        definition = self.definition(record_id)
        scores = score_record(definition, known.record, projects=self.projects(record_id))
        self._recent.remember(record_id, Scored(known.record, scores))
        return scores

    def projects(self, record_id: int) -> Gathering | None:
        """What a record scores over: its unit's projects; ``None`` for a form that scores by itself.

        Raises ``KeyError``, and ``FormProblem`` where its form is unknown.
        """
        definition = self.definition(record_id)
        if not scores_over_projects(definition):
            return None
        return self._department.gathering(self._store.unit_of(record_id), definition)

    # Findings

    def findings(self, record_id: int) -> tuple[Finding, ...]:
        """What 审核 finds of a record, in itself and beside the others of its unit, gravest first.

        Raises ``KeyError`` where there is no such record; one of an unknown form has no findings.
        """
        return self._audit.findings(record_id)

    def all_findings(self) -> dict[int, tuple[Finding, ...]]:
        """What 审核 finds of every record, by id and in the order of the tree."""
        return self._audit.all_findings()

    def errors(self) -> dict[int, int]:
        """How many errors the records have that have any."""
        return self._store.checked.errors()

    def summary_line(self, record_id: int) -> SummaryLine | None:
        """What a summary reads of a record; ``None`` of a form that is no project's."""
        return line_from(self._store.checked.summary(record_id))

    def refreshing(self) -> Iterator[Changes[None]]:
        """Compute anew what another definition or version of the program computed, a few records a step."""
        from perfdesk.model.library.record_status import Standings
        from perfdesk.model.library.unit_comparison import Neighbours

        settle = Neighbours(self._store, self.forms).settle
        for changed in Standings(self._store, self.forms).refreshed(self.projects, settle):
            yield told("重新计分", (), changed, None)

    # Change

    def transact(
        self,
        operation: str,
        function: Callable[[Transaction], T],
        merge_key: Hashable | None = None,
    ) -> Changes[T]:
        """Run an operation as one transaction, which undo takes back as one.

        ``operation`` is its Chinese name. If an exception leaves ``function``, nothing has happened. Of
        operations one after the other with the same ``merge_key``, undo takes back all at once.
        Raises ``ReadOnlyLibrary``.
        """
        return self._operations.transact(operation, function, merge_key)

    @property
    def undo_name(self) -> str | None:
        """The name of the operation that :meth:`undo` takes back."""
        return self._operations.undo_name

    @property
    def redo_name(self) -> str | None:
        """The name of the operation that :meth:`redo` makes again."""
        return self._operations.redo_name

    def undo(self) -> Changes[None] | None:
        """Take back the last operation of this session; ``None`` where there is none."""
        return None if self._operations.undo_step is None else self._operations.undo()

    def redo(self) -> Changes[None] | None:
        """Make the operation again that was last taken back; ``None`` where there is none."""
        return None if self._operations.redo_step is None else self._operations.redo()

    def undoing(self, for_good: bool = False) -> Iterator[Part]:
        """See :meth:`Operations.undoing`."""
        return self._operations.undoing(for_good)

    def redoing(self) -> Iterator[Part]:
        """As :meth:`redo`, a few records in a transaction each; what is not gone through stays undone."""
        return self._operations.redoing()

    def _run(
        self, operation: str, function: Callable[[Transaction], T], undoing: bool = False
    ) -> tuple[Outcome, T]:
        if self.read_only:
            raise ReadOnlyLibrary(f"填报库“{self.path.name}”{self.read_only_reason}，不能{operation}。")
        from perfdesk.model.library.transaction import Transaction

        with self._store.transaction():
            transaction = Transaction(self._store, self.forms, self._recent.get, self._department)
            result = function(transaction)
            outcome = transaction.finish()
            self.trail.write(operation, outcome.changes)
            self.bin.follow(outcome.changes, undoing)
        self.attachments.follow(outcome.changes)
        self._department.settle(outcome.records)
        for record_id, scored in outcome.records.items():
            self._recent.remember(record_id, scored)
        return outcome, result
