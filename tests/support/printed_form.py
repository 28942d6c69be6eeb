"""Published forms beside their printed scores: what both tables of printed scores share."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from perfdesk.model.form.definition import Forms
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Outcome, Score


def scored_rows(forms: Forms, record: Record) -> list[tuple[str, Score]]:
    """The indicators that hold something, with their scores."""
    scores = score_record(forms[record.form], record).indicators["indicators"]
    rows = zip(record.rows("indicators"), scores, strict=True)
    return [(row["level3"], score) for row, score in rows if score.outcome is not Outcome.BLANK]


def computed_scores(forms: Forms, record: Record) -> list[tuple[str, Decimal | None]]:
    """What is computed of a record: the score of execution, of each indicator, and the total."""
    scores = score_record(forms[record.form], record)
    assert scores.execution is not None
    assert scores.total is not None
    return [
        ("execution", scores.execution.computed),
        *((name, score.computed) for name, score in scored_rows(forms, record)),
        ("total", scores.total.value),
    ]


def printed_scores(form: Mapping[str, Any]) -> list[tuple[str, Decimal | None]]:
    """The same from what the form prints."""
    return [
        ("execution", expected(form["execution"])),
        *((entry["level3"], expected(entry)) for entry in form["indicators"]),
        ("total", expected(form["total"])),
    ]


def expected(entry: dict[str, str]) -> Decimal | None:
    """What is to be computed: what is printed, unless a difference is entered with its reason."""
    text = entry.get("computed", entry["printed"])
    return Decimal(text) if text else None
