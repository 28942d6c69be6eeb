"""Notes what was printed, exported or sent (打印、导出、发送), and tells whether it is still true."""

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
    """How a record was output, by the word that the file stores; the ones that weigh more first."""

    MAIL = "mail"
    PRINT = "print"
    PDF = "pdf"
    EXCEL = "excel"


class RecordOutput(NamedTuple):
    """One record that was printed, exported or sent; ``place`` is a printer, a file or a receiver."""

    record_id: int
    kind: OutputKind
    fingerprint: str
    place: str


class Output(NamedTuple):
    """What was noted of it; ``at`` is local time."""

    at: datetime
    of_record: RecordOutput

    @property
    def kind(self) -> OutputKind:
        """How it was output."""
        return self.of_record.kind


class OutputState(NamedTuple):
    """The state of a record against an output: it is still ``true``, or the record changed since."""

    output: Output
    true: bool


class PrintMatch(NamedTuple):
    """The records that print a fingerprint now, and the outputs that carried it."""

    records: tuple[int, ...]
    outputs: tuple[Output, ...]


class Outputs:
    """What was printed, exported or sent from a library. No part of undo: what was printed stays printed.

    Every method may raise ``LibraryProblem`` where the file fails.
    """

    def __init__(self, table: OutputTable, outside_undo: OutsideUndo) -> None:
        self._table = table
        self._outside_undo = outside_undo
        self._cached: dict[int, dict[OutputKind, Output]] | None = None

    def note(self, outputs: Iterable[RecordOutput]) -> Changes[None]:
        """Note what was just output; the records whose output state changed are among the ``summaries``.

        In a library that is open for reading only, nothing is noted.
        """
        noted = tuple(outputs)
        if not noted or self._outside_undo.read_only:
            return Changes(Operation.NOTE_OUTPUT, None)
        at = clock.now()
        with self._outside_undo.write(Operation.NOTE_OUTPUT):
            self._table.add(
                (at.isoformat(), output.record_id, output.kind.value, output.fingerprint, output.place)
                for output in noted
            )
        for output in noted:
            by_kind = self._latest.setdefault(output.record_id, {})
            by_kind.pop(output.kind, None)
            by_kind[output.kind] = Output(at, output)
        return Changes(Operation.NOTE_OUTPUT, None, summaries=frozenset(output.record_id for output in noted))

    def latest(self, record_id: int) -> Mapping[OutputKind, Output]:
        """The last output of a record of each kind, the ones that weigh more first."""
        by_kind = self._latest.get(record_id, {})
        return {kind: by_kind[kind] for kind in OutputKind if kind in by_kind}

    def state(self, record_id: int, fingerprint: str) -> OutputState | None:
        """The output state of a record that now has this fingerprint; ``None`` where it was never output.

        Of outputs that are still true it is the one that weighs most, else the last that was made.
        """
        by_kind = self._latest.get(record_id)
        if not by_kind:
            return None
        true = [kind for kind in self.latest(record_id) if by_kind[kind].of_record.fingerprint == fingerprint]
        # Not by their times: a clock may be set back.
        return (
            OutputState(by_kind[true[0]], true=True)
            if true
            else OutputState(next(reversed(by_kind.values())), true=False)
        )

    def find(self, fingerprint: str) -> PrintMatch:
        """What was output with a fingerprint; nothing where it is none of this library."""
        outputs = tuple(map(_output, self._table.with_fingerprint(fingerprint)))
        return PrintMatch(self._table.records_printing(fingerprint), outputs)

    @property
    def _latest(self) -> dict[int, dict[OutputKind, Output]]:
        """By record and kind, in the order in which they were output."""
        if self._cached is None:
            self._cached = {}
            for row in self._table.latest():
                output = _output(row)
                self._cached.setdefault(output.of_record.record_id, {})[output.kind] = output
        return self._cached


def _output(row: tuple[str, int, str, str, str]) -> Output:
    at, record_id, kind, fingerprint, place = row
    return Output(datetime.fromisoformat(at), RecordOutput(record_id, OutputKind(kind), fingerprint, place))
