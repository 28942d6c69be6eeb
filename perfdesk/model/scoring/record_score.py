"""All scores of one record, reusing those of the record before an edit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from perfdesk.model.form.definition import ExecutionRule, FormDefinition, FormulaRule, IndicatorRule
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.department_input import DepartmentInputs
from perfdesk.model.scoring.execution import execution
from perfdesk.model.scoring.formula import formula_scores, formula_total
from perfdesk.model.scoring.indicator import indicator_score
from perfdesk.model.scoring.input_value import input_values
from perfdesk.model.scoring.judgement import Wording
from perfdesk.model.scoring.score import Rate, Score, Scores, Total
from perfdesk.model.scoring.shared import shared_scores, sharing_rows
from perfdesk.model.scoring.total import ScoredBlock, total

Previous = tuple[Record, Scores]


def score_record(
    definition: FormDefinition,
    record: Record,
    previous: Previous | None = None,
    projects: DepartmentInputs | None = None,
) -> Scores:
    """Compute every rate, score and total of ``record``.

    ``previous`` is an earlier state of the same form under the same definition, with its scores: rows
    that are still the same objects keep their scores, and what they add up to is not added again.
    ``projects`` is what those of the same unit and year tell a form that scores by formulas over them.
    """
    rule = definition.scoring
    before = _comparable(record, previous)
    if rule.formulas is not None:
        row_scores = DepartmentInputs(rule.formulas, ()) if projects is None else projects
        return _by_formulas(definition, rule.formulas, record, row_scores, before)
    rates: dict[str, tuple[Rate, ...]] = {}
    score: Score | None = None
    if rule.execution is not None:
        rates[rule.execution.block], score = _execution(definition, rule.execution, record, before)
    indicators = {item.block: _indicators(definition, item, record, before) for item in rule.indicators}
    return Scores(
        rates=rates,
        execution=score,
        indicators=indicators,
        total=_total(definition, record, rates, score, indicators, before),
    )


def _by_formulas(
    definition: FormDefinition,
    rule: FormulaRule,
    record: Record,
    projects: DepartmentInputs,
    before: Previous | None,
) -> Scores:
    block, inputs_block = definition.block(rule.block), definition.block(rule.inputs_block)
    inputs = input_values(rule, inputs_block, record.rows(inputs_block.key), projects)
    rows = record.rows(block.key)
    if before is None:
        scores = formula_scores(rule, block, rows, inputs)
    else:
        earlier, cached = before
        row_scores = dict(zip(earlier.rows(block.key), cached.indicators[block.key], strict=True))
        scores = formula_scores(rule, block, rows, inputs, row_scores, cached.inputs[inputs_block.key])
    wanted = definition.scoring.total
    return Scores(
        rates={},
        execution=None,
        indicators={block.key: scores},
        total=None if wanted is None else formula_total(wanted, block, scores),
        inputs={inputs_block.key: inputs},
    )


def _comparable(record: Record, previous: Previous | None) -> Previous | None:
    """The earlier state, where its scores hold for this record's rows."""
    if previous is None:
        return None
    earlier, _ = previous
    return previous if (earlier.form, earlier.year) == (record.form, record.year) else None


def _execution(
    definition: FormDefinition, rule: ExecutionRule, record: Record, before: Previous | None
) -> tuple[tuple[Rate, ...], Score | None]:
    rows = record.rows(rule.block)
    if before is not None and _same(rows, before[0].rows(rule.block)):
        return before[1].rates[rule.block], before[1].execution
    rates, score = execution(rule, definition.block(rule.block), rows, definition.money_unit)
    return rates, score if rule.weight else None


def _indicators(
    definition: FormDefinition, rule: IndicatorRule, record: Record, before: Previous | None
) -> tuple[Score, ...]:
    rows = record.rows(rule.block)
    cached: dict[Row, Score] = {}
    if before is not None:
        earlier = before[0].rows(rule.block)
        if _same(rows, earlier):
            return before[1].indicators[rule.block]
        cached = dict(zip(earlier, before[1].indicators[rule.block], strict=True))
    wording = Wording.of(definition.block(rule.block))
    if rule.shared:
        return _shared(rule, wording, record, before)
    return tuple(cached.get(row) or indicator_score(rule, wording, row, record.year) for row in rows)


def _shared(
    rule: IndicatorRule, wording: Wording, record: Record, before: Previous | None
) -> tuple[Score, ...]:
    """The scores of rows that share one by their level; a run of the same rows keeps its."""
    cached: dict[tuple[Row, ...], tuple[Score, ...]] = {}
    if before is not None:
        earlier, scores = before[0].rows(rule.block), iter(before[1].indicators[rule.block])
        cached = {rows: tuple(islice(scores, len(rows))) for rows in sharing_rows(earlier, rule.shared)}
    return tuple(
        score
        for rows in sharing_rows(record.rows(rule.block), rule.shared)
        for score in cached.get(rows) or shared_scores(rule, wording, rows, record.year)
    )


def _total(
    definition: FormDefinition,
    record: Record,
    rates: dict[str, tuple[Rate, ...]],
    score: Score | None,
    indicators: dict[str, tuple[Score, ...]],
    before: Previous | None,
) -> Total | None:
    rule = definition.scoring
    if rule.total is None:
        return None
    if (
        before is not None
        and score is before[1].execution
        and all(lines is before[1].rates[key] for key, lines in rates.items())
        and all(scores is before[1].indicators[key] for key, scores in indicators.items())
    ):
        return before[1].total
    blocks = []
    for item in rule.indicators:
        block = definition.block(item.block)
        rows, scores = record.rows(block.key), indicators[block.key]
        blocks.append(ScoredBlock(item, block.label, rows, scores, block.groups))
    if rule.execution is None:
        return total(rule.total, score, "", blocks)
    block = definition.block(rule.execution.block)
    lines = zip(record.rows(block.key), rates[block.key], strict=True)
    rate = next((rate.value for row, rate in lines if row.line == rule.execution.line), None)
    return total(rule.total, score, block.label, blocks, rate)


def _same(rows: Sequence[Row], earlier: Sequence[Row]) -> bool:
    return len(rows) == len(earlier) and all(row is old for row, old in zip(rows, earlier, strict=True))
