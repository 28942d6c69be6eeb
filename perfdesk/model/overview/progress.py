"""How far the forms of a unit, a year or a library have come, and what to do with them next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from perfdesk.model.checks.state import State
from perfdesk.model.kept.output import OutputKind, OutputState
from perfdesk.model.store.tree import RecordSummary


class Stage(StrEnum):
    """How far one form has come, from what the tree knows of it."""

    READY = "填完无误"
    WRONG = "填完有错"  # all is filled in, and 审核 finds errors
    DRAFT = "填报中"
    EMPTY = "未填"


class Task(StrEnum):
    """What is to be done next with some forms; the most urgent first."""

    CORRECT = "改正"
    FINISH = "填完"
    BEGIN = "开始"
    EXPLAIN = "核实"  # warnings: put right, or say why it is so
    RENEW = "重新报送"  # changed since it was printed, exported or sent
    HAND_IN = "报送"


class NextStep(NamedTuple):
    """A task, and the ids of the records it is to be done with, in the order of the tree."""

    task: Task
    records: tuple[int, ...]


class Progress(NamedTuple):
    """The ids of records by stage, of those that are ready but for warnings, and of those printed or sent.

    What was sent as it now stands is in ``sent``, what was only printed in ``printed``; in ``changed`` is
    what left and is not true any more.
    """

    ready: tuple[int, ...]
    wrong: tuple[int, ...]
    draft: tuple[int, ...]
    empty: tuple[int, ...]
    warned: tuple[int, ...]
    printed: tuple[int, ...] = ()
    sent: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()

    def count(self, stage: Stage) -> int:
        """How many forms are at a stage."""
        return len(self[_PLACES[stage]])

    @property
    def total(self) -> int:
        """How many forms there are."""
        return sum(map(self.count, Stage))

    @property
    def steps(self) -> tuple[NextStep, ...]:
        """What there is to do."""
        return tuple(step for step in self._steps() if step.records)

    def _steps(self) -> Iterator[NextStep]:
        yield NextStep(Task.CORRECT, self.wrong)
        yield NextStep(Task.FINISH, self.draft)
        yield NextStep(Task.BEGIN, self.empty)
        yield NextStep(Task.EXPLAIN, self.warned)
        handed_out = {*self.printed, *self.sent, *self.changed}
        ready = set(self.ready)
        yield NextStep(Task.RENEW, tuple(record_id for record_id in self.changed if record_id in ready))
        yield NextStep(
            Task.HAND_IN, tuple(record_id for record_id in self.ready if record_id not in handed_out)
        )


def together(parts: Iterable[Progress]) -> Progress:
    """The progress of parts as of one whole, in their order."""
    return Progress._make(map(tuple, map(chain.from_iterable, zip(_NOTHING, *parts, strict=True))))


_NOTHING = Progress((), (), (), (), ())
_PLACES = {stage: place for place, stage in enumerate(Stage)}


def stage_of(record: RecordSummary) -> Stage:
    """How far a form has come."""
    if record.state is State.EMPTY:
        return Stage.EMPTY
    if record.state is State.DRAFT:
        return Stage.DRAFT
    return Stage.WRONG if record.errors else Stage.READY


def progress_of(
    records: Iterable[RecordSummary],
    output_state: Callable[[RecordSummary], OutputState | None] = lambda record: None,
) -> Progress:
    """How far records have come, in the order they are given; ``output_state`` is what was made of each."""
    stages: dict[Stage, list[int]] = {stage: [] for stage in Stage}
    warned: list[int] = []
    by_output: dict[OutputKind | None, list[int]] = {kind: [] for kind in (*OutputKind, None)}
    for record in records:
        if (output := output_state(record)) is not None:
            by_output[output.output.kind if output.true else None].append(record.id)
        stage = stage_of(record)
        stages[stage].append(record.id)
        if stage is Stage.READY and record.warnings:
            warned.append(record.id)
    return Progress(
        ready=tuple(stages[Stage.READY]),
        wrong=tuple(stages[Stage.WRONG]),
        draft=tuple(stages[Stage.DRAFT]),
        empty=tuple(stages[Stage.EMPTY]),
        warned=tuple(warned),
        printed=tuple(by_output[OutputKind.PRINT]),
        sent=tuple(by_output[OutputKind.MAIL]),
        changed=tuple(by_output[None]),
    )
