"""All findings about one record, reusing those of the record before an edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from perfdesk.model.checks import (
    arithmetic,
    carried,
    completeness,
    department,
    identity,
    logic,
    platform,
    prose,
    units,
    wording,
)
from perfdesk.model.checks.explanation import explanations_in, with_explanations
from perfdesk.model.checks.finding import Finding, RowFinding, Severity, by_severity
from perfdesk.model.checks.state import State, state_of
from perfdesk.model.checks.subject import (
    IndicatorForm,
    IndicatorRow,
    Subject,
    budget_of,
    indicator_forms,
    indicator_row,
)
from perfdesk.model.form.annotation import EXPLANATIONS
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.path import Path
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Score, Scores

RecordCheck = Callable[[Subject], Iterator[Finding]]
RowCheck = Callable[[IndicatorRow], Iterator[RowFinding]]

_RECORD_CHECKS: tuple[RecordCheck, ...] = (
    completeness.fields,
    completeness.budget,
    completeness.indicators,
    completeness.levels,
    department.inputs,
    department.scores,
    department.printed_points,
    units.cells,
    units.amounts,
    arithmetic.budget,
    arithmetic.weights,
    arithmetic.groups,
    logic.nothing_done,
    logic.execution_behind,
    logic.cost,
    logic.repeated,
    prose.listed_amounts,
    prose.execution,
    prose.slots,
    prose.same_words,
    platform.red,
    platform.yellow,
    identity.names,
    identity.conclusion,
    identity.year,
    wording.fields,
    wording.other_group,
    carried.unconfirmed,
)
_ROW_CHECKS: tuple[RowCheck, ...] = (
    completeness.indicator_values,
    completeness.reason,
    units.value,
    units.count,
    units.comparable,
    units.share,
    prose.beyond_whole,
    prose.indicator_slots,
    arithmetic.score,
    logic.manual,
    logic.equalled,
    identity.indicator_year,
    wording.indicator_texts,
    wording.date,
    wording.level,
)


class _CheckedRow(NamedTuple):
    """A row with the score it was checked by; ``indicator`` is ``None`` where it is not used."""

    score: Score | None
    indicator: IndicatorRow | None
    findings: tuple[RowFinding, ...]


class Checked(NamedTuple):
    """The findings about a record, gravest first, and what checking it after an edit can reuse."""

    definition: FormDefinition
    year: int
    forms: tuple[IndicatorForm, ...]
    rows: Mapping[Row, _CheckedRow]
    findings: tuple[Finding, ...]


def check_record(
    definition: FormDefinition, record: Record, scores: Scores, previous: Checked | None = None
) -> Checked:
    """Check a record of the form, with its scores.

    ``previous`` is what an earlier state of the same record came to: rows that are still the same objects,
    with the same scores, are not looked at again. A record in which nothing is filled in has one notice.
    """
    if previous is None or previous.definition is not definition or previous.year != record.year:
        known: Mapping[Row, _CheckedRow] = {}
        forms = indicator_forms(definition, record.year)
    else:
        known, forms = previous.rows, previous.forms
    rows: dict[Row, _CheckedRow] = {}
    indicators: dict[str, dict[int, IndicatorRow]] = {}
    found: list[Finding] = []
    for form in forms:
        key = form.block.key
        used = indicators.setdefault(key, {})
        of_rows = record.rows(key)
        of_scores: Sequence[Score | None] = scores.indicators.get(key) or (None,) * len(of_rows)
        explained = completeness.explained_together(form, of_rows)
        for index, (row, score) in enumerate(zip(of_rows, of_scores, strict=True)):
            checked = known.get(row)
            if checked is None or checked.score is not score:
                checked = _checked(form, row, score)
            rows[row] = checked
            if checked.indicator is not None:
                used[index] = checked.indicator
            for finding in checked.findings:
                if row in explained and finding.code == completeness.SCORE_REASON:
                    continue
                found.append(finding.at(record.id, key, index))
    if state_of(definition, record, scores) is State.EMPTY:
        empty = "还没有填写，没有可以审核的内容。"
        found = [Finding("completeness.empty", Severity.NOTICE, record.id, None, empty)]
    else:
        subject = Subject(definition, record, scores, budget_of(definition, record), indicators)
        found = [*(finding for check in _RECORD_CHECKS for finding in check(subject)), *found]
    order = {block.key: number for number, block in enumerate(definition.blocks, start=1)}
    found.sort(key=lambda finding: _place(order, finding.path))
    findings = by_severity(found)
    said = record.rows(EXPLANATIONS.key)
    if said:
        findings = with_explanations(findings, record, explanations_in(said))
    return Checked(definition, record.year, forms, rows, findings)


def _checked(form: IndicatorForm, row: Row, score: Score | None) -> _CheckedRow:
    indicator = indicator_row(form, row, score)
    if indicator is None:
        return _CheckedRow(score, None, ())
    return _CheckedRow(
        score, indicator, tuple(finding for check in _ROW_CHECKS for finding in check(indicator))
    )


def _place(order: Mapping[str, int], path: Path | None) -> tuple[int, int]:
    """Where a path stands from top to bottom, as far as blocks and rows tell."""
    if path is None:
        return -1, 0
    return order.get(path.block, 0), path.index or 0
