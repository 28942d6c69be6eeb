"""How far forms have come, told from what the tree knows of them, and what to do next."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from perfdesk.model.checks.state import State
from perfdesk.model.kept.output import Output, OutputKind, OutputState, RecordOutput
from perfdesk.model.overview.progress import NextStep, Stage, Task, progress_of, stage_of
from perfdesk.model.store.tree import RecordSummary


def record(number: int, state: State, errors: int = 0, warnings: int = 0) -> RecordSummary:
    total = Decimal(90) if state is State.READY else None
    return RecordSummary(
        number, 1, 2025, "f", f"项目{number}", "", total, None, state, number, errors, warnings
    )


def test_errors_count_once_a_form_is_filled_in() -> None:
    assert stage_of(record(1, State.EMPTY, errors=9)) is Stage.EMPTY
    assert stage_of(record(1, State.DRAFT, errors=9)) is Stage.DRAFT
    assert stage_of(record(1, State.READY, errors=1)) is Stage.WRONG
    assert stage_of(record(1, State.READY, warnings=1)) is Stage.READY


def test_each_form_is_at_one_stage_and_the_most_urgent_comes_first() -> None:
    progress = progress_of(
        [
            record(1, State.READY),
            record(2, State.READY, warnings=3),
            record(3, State.EMPTY, errors=2),
            record(4, State.READY, errors=1, warnings=1),
            record(5, State.DRAFT, errors=4),
            record(6, State.READY, errors=2),
        ]
    )
    assert {stage: progress.count(stage) for stage in Stage} == {
        Stage.READY: 2,
        Stage.WRONG: 2,
        Stage.DRAFT: 1,
        Stage.EMPTY: 1,
    }
    assert progress.total == 6
    assert progress.steps == (
        NextStep(Task.CORRECT, (4, 6)),
        NextStep(Task.FINISH, (5,)),
        NextStep(Task.BEGIN, (3,)),
        NextStep(Task.EXPLAIN, (2,)),
        NextStep(Task.HAND_IN, (1, 2)),
    )


def test_where_all_is_done_only_handing_in_is_left_and_nothing_asks_for_nothing() -> None:
    assert progress_of([record(1, State.READY)]).steps == (NextStep(Task.HAND_IN, (1,)),)
    assert progress_of([]).steps == ()
    assert progress_of([]).total == 0


def test_what_left_is_counted_as_long_as_it_is_true() -> None:
    def left(kind: OutputKind, true: bool) -> OutputState:
        return OutputState(Output(datetime(2026, 3, 5), RecordOutput(1, kind, "A", "")), true)

    marks = {
        1: left(OutputKind.PRINT, True),
        2: left(OutputKind.MAIL, True),
        3: left(OutputKind.PRINT, False),
        4: left(OutputKind.PDF, True),
        6: left(OutputKind.MAIL, False),
    }
    records = [record(number, State.READY) for number in range(1, 6)] + [record(6, State.DRAFT)]
    progress = progress_of(records, lambda record: marks.get(record.id))
    assert (progress.printed, progress.sent, progress.changed) == ((1,), (2,), (3, 6))
    # A file is not yet handed in; what is not filled in again is not asked for.
    assert progress.steps == (
        NextStep(Task.FINISH, (6,)),
        NextStep(Task.RENEW, (3,)),
        NextStep(Task.HAND_IN, (4, 5)),
    )
