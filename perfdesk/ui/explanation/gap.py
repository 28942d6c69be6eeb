"""Lists what is still missing from a form before its total can be computed and it can be printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.known_keys import ACTUAL, INPUT_VALUE, LEVEL1, MANUAL_SCORE, WEIGHT
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.record.levels import row_name
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Outcome, Score, Scores
from perfdesk.model.value.value import parse_money


class Gap(NamedTuple):
    """A value that is missing: a sentence, and the cell it goes into."""

    text: str
    path: Path


def gaps(definition: FormDefinition, record: Record, scores: Scores) -> tuple[Gap, ...]:
    """All that is missing, in the order of the form: required values, execution, indicators."""
    return (
        *_fields(definition, record),
        *_columns(definition, record),
        *_execution(definition, record, scores),
        *_inputs(definition, scores),
        *_indicators(definition, record, scores),
    )


def _fields(definition: FormDefinition, record: Record) -> Iterator[Gap]:
    for field in definition.fields:
        if field.required and not record.fields.get(field.key, "").strip():
            yield Gap(f"未填“{field.label}”", field_path(field.key))


def _columns(definition: FormDefinition, record: Record) -> Iterator[Gap]:
    """The required columns of fixed rows, such as 情况说明 of each row of 资金管理情况."""
    for block in definition.blocks:
        required = [column for column in block.columns if column.required and block.lines]
        for column in required:
            for index, row in enumerate(record.rows(block.key)):
                if not row[column.key].strip():
                    text = f"“{block.lines[index].name}”未填{column.label}"
                    yield Gap(text, Path(block.key, index, column.key))


def _execution(definition: FormDefinition, record: Record, scores: Scores) -> Iterator[Gap]:
    rule = definition.scoring.execution
    if rule is None or scores.execution is None or scores.execution.value is not None:
        return
    for index, row in enumerate(record.rows(rule.block)):
        if row.line == rule.line:
            amounts = (rule.denominator, rule.numerator)
            unread = (key for key in amounts if parse_money(row[key], definition.money_unit) is None)
            key = next(unread, rule.numerator)
            yield Gap("预算执行率还不能计算", Path(rule.block, index, key))


def _inputs(definition: FormDefinition, scores: Scores) -> Iterator[Gap]:
    """Inputs that a waiting line asks for, and those entered in a way that is not right."""
    rule = definition.scoring.formulas
    if rule is None:
        return
    lines = zip(definition.block(rule.block).lines, scores.indicators[rule.block], strict=True)
    waiting = {line.key for line, score in lines if score.outcome is Outcome.WAITING}
    asked = {name for formula in rule.formulas if formula.line in waiting for name in formula.value.names}
    for index, value in enumerate(scores.inputs[rule.inputs_block]):
        if value.problem and (value.key in asked or value.typed is not None):
            yield Gap(value.problem, Path(rule.inputs_block, index, INPUT_VALUE))


def _indicators(definition: FormDefinition, record: Record, scores: Scores) -> Iterator[Gap]:
    for block, of_rows in scores.indicators.items():
        if definition.block(block).lines:  # scored by formulas: what they lack are inputs
            continue
        for index, (row, score) in enumerate(zip(record.rows(block), of_rows, strict=True)):
            if score.outcome is Outcome.WAITING:
                key, missing = _wanted(row, score)
                name = row_name(row) or row[LEVEL1].strip()
                where = f"指标第 {index + 1} 行"
                yield Gap(
                    f"{where}“{name}”：{missing}" if name else f"{where}：{missing}", Path(block, index, key)
                )


def _wanted(row: Row, score: Score) -> tuple[str, str]:
    """The column that a waiting row asks for first, and what to say of it."""
    if score.weight is None and not row[WEIGHT].strip():
        return WEIGHT, "未填权重"
    if not row[ACTUAL].strip():
        return ACTUAL, "未填完成值"
    return MANUAL_SCORE, "得分待评定"
