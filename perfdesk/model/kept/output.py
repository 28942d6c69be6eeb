"""What left the program (打印、导出、发送): when, where to, and whether it is still true of its record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from perfdesk.model.kept import clock
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation
from perfdesk.model.store.output_table import OutputTable
from perfdesk.model.store.outside_undo import OutsideUndo


class OutputKind(StrEnum):
    """How a record left, by the word the file keeps; the ones that weigh more first."""

    MAIL = "mail"
    PRINT = "print"
    PDF = "pdf"
    EXCEL = "excel"


class RecordOutput(NamedTuple):
    """One record that left the program; ``place`` is a printer, a file or a receiver."""

    record_id: int
    kind: OutputKind
    fingerprint: str
    place: str


class Output(NamedTuple):
    """What was noted of it; ``at`` is local time."""

    at: datetime
    left: RecordOutput

    @property
    def kind(self) -> OutputKind:
        """How it left."""
        return self.left.kind


class OutputState(NamedTuple):
    """How a record stands to what left of it: ``output`` is still ``true``, or it has changed since."""

    output: Output
    true: bool


class PrintMatch(NamedTuple):
    """What is known of one fingerprint: the records that print it now, and when it left."""

    records: tuple[int, ...]
    outputs: tuple[Output, ...]


class Outputs:
    """What left a library. It is no part of undo: what was printed stays printed.

    Every method may raise ``LibraryProblem`` where the file fails.
    """

    def __init__(self, table: OutputTable, outside_undo: OutsideUndo) -> None:
        self._table = table
        self._outside_undo = outside_undo
        self._known: dict[int, dict[OutputKind, Output]] | None = None

    def note(self, lefts: Iterable[RecordOutput]) -> Changes[None]:
        """Note what has just left; the records whose mark changed are among the ``summaries``.

        In a library that is open for reading only, nothing is noted.
        """
        noted = tuple(lefts)
        if not noted or self._outside_undo.read_only:
            return Changes(Operation.NOTE_OUTPUT, None)
        at = clock.now()
        with self._outside_undo.write(Operation.NOTE_OUTPUT):
            self._table.add(
                (at.isoformat(), left.record_id, left.kind.value, left.fingerprint, left.place)
                for left in noted
            )
        for left in noted:
            known = self._latest.setdefault(left.record_id, {})
            known.pop(left.kind, None)
            known[left.kind] = Output(at, left)
        return Changes(Operation.NOTE_OUTPUT, None, summaries=frozenset(left.record_id for left in noted))

    def latest(self, record_id: int) -> Mapping[OutputKind, Output]:
        """The last output of a record of each kind, the ones that weigh more first."""
        known = self._latest.get(record_id, {})
        return {kind: known[kind] for kind in OutputKind if kind in known}

    def mark(self, record_id: int, fingerprint: str) -> OutputState | None:
        """How a record that now has this fingerprint stands; ``None`` where it never left.

        Of outputs that are still true it is the one that weighs most, else the last that was made.
        """
        known = self._latest.get(record_id)
        if not known:
            return None
        true = [kind for kind in OutputKind if kind in known and known[kind].left.fingerprint == fingerprint]
        # Not by their times: a clock may be set back.
        return (
            OutputState(known[true[0]], true=True)
            if true
            else OutputState(next(reversed(known.values())), true=False)
        )

    def find(self, fingerprint: str) -> PrintMatch:
        """What is known of a fingerprint; nothing where it is none of this library."""
        outputs = tuple(map(_output, self._table.with_fingerprint(fingerprint)))
        return PrintMatch(self._table.records_that_print(fingerprint), outputs)

    @property
    def _latest(self) -> dict[int, dict[OutputKind, Output]]:
        """By record and kind, in the order in which they left."""
        if self._known is None:
            self._known = {}
            for row in self._table.latest():
                output = _output(row)
                self._known.setdefault(output.left.record_id, {})[output.kind] = output
        return self._known


def _output(row: tuple[str, int, str, str, str]) -> Output:
    at, record_id, kind, mark, place = row
    return Output(datetime.fromisoformat(at), RecordOutput(record_id, OutputKind(kind), mark, place))
