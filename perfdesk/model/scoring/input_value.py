"""The inputs of a department's formulas: gathered from the projects, entered, or entered instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdesk.model.definition import Block, FormulaRule, Gathered, InputRule, Source
from perfdesk.model.expression import MissingValue
from perfdesk.model.path import Path
from perfdesk.model.record import Row
from perfdesk.model.scoring.project_fact import IndicatorFact, ProjectFact
from perfdesk.model.scoring.score import InputOrigin, InputValue
from perfdesk.model.value import display_score, is_blank, parse_quantity

_ONE = Decimal(1)
_ZERO = Decimal(0)
_CACHED = 65536  # contributions kept: ten inputs of some thousand projects


class _Contribution(NamedTuple):
    """What one project adds to an input; ``origins`` name the numbers, or what is missing."""

    number: Decimal
    origins: tuple[InputOrigin, ...]
    known: bool = True  # whether nothing is missing


def input_values(
    rule: FormulaRule, block: Block, rows: Sequence[Row], projects: Sequence[ProjectFact]
) -> tuple[InputValue, ...]:
    """Each input of the form, one a line of its block; ``rows`` are that block's rows."""
    rules = {item.line: item for item in rule.inputs}
    return tuple(
        _input_value(rules[line.key], line.name, row, projects)
        for line, row in zip(block.lines, rows, strict=True)
    )


def _input_value(rule: InputRule, label: str, row: Row, projects: Sequence[ProjectFact]) -> InputValue:
    gathered: Decimal | None = None
    origins: tuple[InputOrigin, ...] = ()
    if rule.source is not None:
        gathered, origins = _gathered(rule.source, projects)
    typed, problem = _typed(row["value"], label, rule.unit)
    computed = gathered if gathered is not None else rule.default
    if not problem and typed is None and computed is None and not rule.optional:
        problem = _missing(rule, label, origins)
    elif typed is not None and rule.source is not None and not row["reason"].strip():
        problem = f"“{label}”改填后没有写改填理由，请补写。"
    return InputValue(
        key=rule.line,
        label=label,
        unit=rule.unit,
        gathered=gathered,
        typed=typed,
        value=computed if typed is None else typed,
        origins=origins,
        problem=problem,
        from_projects=rule.source is not None,
        clause=rule.clause,
    )


def _typed(text: str, label: str, unit: str) -> tuple[Decimal | None, str]:
    """The number a person entered, in the input's unit, and what is wrong with it."""
    if is_blank(text):
        return None, ""
    quantity = parse_quantity(text, unit)
    number = None
    if quantity is not None and quantity.operator is None:
        number = quantity.counted_in(unit) if quantity.unit and unit else quantity.number
    if number is None:
        asked = f"（{unit}）" if unit else ""
        return None, f"“{label}”填的“{text}”不是数字，请填数字{asked}。"
    return number, ""


def _missing(rule: InputRule, label: str, origins: Sequence[InputOrigin]) -> str:
    if rule.source is None:
        return f"请填写“{label}”。"
    open_ones = [origin for origin in origins if origin.problem]
    if not open_ones:
        return f"本单位本年度没有可以取数的项目，请填写“{label}”。"
    return f"“{label}”还取不出来，有 {len(open_ones)} 处待补：{open_ones[0].text}"


def _gathered(
    source: Source, projects: Sequence[ProjectFact]
) -> tuple[Decimal | None, tuple[InputOrigin, ...]]:
    """The input from all projects, ``None`` while something it needs is missing."""
    number = _ZERO
    origins: list[InputOrigin] = []
    known: bool | None = None
    for project in projects:
        if project.form in source.forms:
            contribution = _contribution(source, project)
            number += contribution.number
            origins += contribution.origins
            known = contribution.known and known is not False
    return (number if known else None), tuple(origins)


@lru_cache(maxsize=_CACHED)
def _contribution(source: Source, project: ProjectFact) -> _Contribution:
    """What one project adds; kept for as long as the project does not change."""
    if source.field:
        text = project.fields.get(source.field, "").strip()
        if not text:
            return _open(project, f"未填{'、'.join(source.among)}中的哪一类")
        if text not in source.among:
            return _Contribution(_ZERO, ())
    match source.gathers:
        case Gathered.AMOUNT:
            return _amount(source, project)
        case Gathered.PROJECTS:
            return _project(source, project)
        case Gathered.INDICATORS:
            counted = [_indicator(source, project, item) for item in _of_level(source, project)]
            origins = tuple(origin for item in counted for origin in item.origins)
            number = sum((item.number for item in counted), _ZERO)
            return _Contribution(number, origins, all(item.known for item in counted))


def _amount(source: Source, project: ProjectFact) -> _Contribution:
    assert source.value is not None
    try:
        amount = source.value.value(project.amounts)
    except MissingValue:
        return _open(project, "金额没有填全")
    except ArithmeticError:
        return _open(project, "金额为 0，不能计算")
    text = f"{project.name}：{display_score(amount)} {project.money_unit}"
    return _Contribution(amount, (InputOrigin(project.record_id, text, amount),))


def _project(source: Source, project: ProjectFact) -> _Contribution:
    numbers: dict[str, Decimal | None] = dict(project.amounts)
    if source.level:
        items = list(_of_level(source, project))
        numbers["indicators"] = Decimal(len(items))
        if source.value is not None and "met" in source.value.names:
            for item in items:
                if item.met is None:
                    return _open(project, f"指标“{item.name}”还没有得分", item.path)
            numbers["met"] = Decimal(sum(item.met is True for item in items))
    return _counted(source, project, numbers, project.name, None)


def _indicator(source: Source, project: ProjectFact, item: IndicatorFact) -> _Contribution:
    if item.met is None and source.value is not None and "met" in source.value.names:
        return _open(project, f"指标“{item.name}”还没有得分", item.path)
    numbers = {"target": item.target, "actual": item.actual, "met": Decimal(item.met is True)}
    return _counted(source, project, numbers, f"{project.name}：{item.name}", item.path)


def _counted(
    source: Source,
    project: ProjectFact,
    numbers: Mapping[str, Decimal | None],
    name: str,
    path: Path | None,
) -> _Contribution:
    """One or nothing, as the condition holds."""
    try:
        holds = source.value is None or bool(source.value.value(numbers))
    except MissingValue:
        return _open(project, f"{name} 的数没有填全" if path else "金额没有填全", path)
    except ArithmeticError:
        return _open(project, f"{name} 的数为 0，不能计算" if path else "预算数为 0，不能计算", path)
    number = _ONE if holds else _ZERO
    text = f"{name}：{'计入' if holds else '不计入'}"
    return _Contribution(number, (InputOrigin(project.record_id, text, number, path),))


def _of_level(source: Source, project: ProjectFact) -> Iterator[IndicatorFact]:
    for item in project.indicators:
        if source.level in ("", item.level1, item.level2):
            yield item


def _open(project: ProjectFact, missing: str, path: Path | None = None) -> _Contribution:
    origin = InputOrigin(project.record_id, f"{project.name}：{missing}", None, path, problem=True)
    return _Contribution(_ZERO, (origin,), known=False)
