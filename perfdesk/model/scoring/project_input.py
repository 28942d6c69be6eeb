"""What one project adds to an input of its department's formulas, with where each number comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.form.definition import InputKind, InputRule, InputSource
from perfdesk.model.form.expression import MissingValue
from perfdesk.model.form.known_keys import ACTUAL, TARGET
from perfdesk.model.form.path import Path
from perfdesk.model.record.levels import same_level
from perfdesk.model.scoring.project_fact import IndicatorFact, ProjectFact
from perfdesk.model.scoring.score import InputOrigin
from perfdesk.model.value.value import Quantity, display_score

_ONE = Decimal(1)
_ZERO = Decimal(0)


class ProjectInput(NamedTuple):
    """What one project adds to an input; ``origins`` name the numbers, or what is missing."""

    number: Decimal = _ZERO
    origins: tuple[InputOrigin, ...] = ()
    known: bool = True  # whether nothing is missing


NOTHING = ProjectInput()
"""What a project adds that the input does not count."""


def project_input(rule: InputRule, source: InputSource, project: ProjectFact) -> ProjectInput:
    """What one project adds to an input, ``source`` being the rule's; amounts in the input's unit."""
    names = source.forms[project.form]
    if source.field:
        text = project.fields.get(names.get(source.field, source.field), "").strip()
        if not text:
            return _open(project, f"未填{'、'.join(source.among)}中的哪一类")
        if text not in source.among:
            return NOTHING
    match source.gathers:
        case InputKind.AMOUNT:
            return _amount(rule.unit, source, project)
        case InputKind.PROJECTS:
            return _project(source, project)
        case InputKind.INDICATORS:
            counted = [_indicator(source, project, item) for item in _of_level(source, project)]
            origins = tuple(origin for item in counted for origin in item.origins)
            number = sum((item.number for item in counted), _ZERO)
            return ProjectInput(number, origins, all(item.known for item in counted))


def _amounts(source: InputSource, project: ProjectFact) -> Mapping[str, Decimal | None]:
    """The amounts of a project by the names that the formulas have for them."""
    names = source.forms[project.form]
    if not names:
        return project.amounts
    return {**project.amounts, **{name: project.amounts.get(own) for name, own in names.items()}}


def _amount(unit: str, source: InputSource, project: ProjectFact) -> ProjectInput:
    assert source.value is not None
    try:
        amount = source.value.value(_amounts(source, project))
    except MissingValue:
        return _open(project, "金额没有填全")
    except ArithmeticError:
        return _open(project, "金额为 0，或者结果太大，不能计算")
    text = f"{project.name}：{display_score(amount)} {project.money_unit}"
    counted = Quantity(amount, project.money_unit).counted_in(unit)
    amount = amount if counted is None else counted
    return ProjectInput(amount, (InputOrigin(project.record_id, text, amount),))


def _project(source: InputSource, project: ProjectFact) -> ProjectInput:
    numbers: dict[str, Decimal | None] = dict(_amounts(source, project))
    if source.level:
        items = list(_of_level(source, project))
        numbers["indicators"] = Decimal(len(items))
        if source.value is not None and "met" in source.value.names:
            for item in items:
                if item.met is None:
                    return _open(project, f"指标“{item.name}”还没有得分", item.path)
            numbers["met"] = Decimal(sum(item.met is True for item in items))
    return _counted(source, project, numbers, project.name, None)


def _indicator(source: InputSource, project: ProjectFact, item: IndicatorFact) -> ProjectInput:
    if item.met is None and source.value is not None and "met" in source.value.names:
        return _open(project, f"指标“{item.name}”还没有得分", item.path)
    numbers = {TARGET: item.target, ACTUAL: item.actual, "met": Decimal(item.met is True)}
    return _counted(source, project, numbers, f"{project.name}：{item.name}", item.path)


def _counted(
    source: InputSource,
    project: ProjectFact,
    numbers: Mapping[str, Decimal | None],
    name: str,
    path: Path | None,
) -> ProjectInput:
    """One or nothing, as the condition holds."""
    try:
        holds = source.value is None or bool(source.value.value(numbers))
    except MissingValue:
        return _open(project, f"{name} 的数没有填全" if path else "金额没有填全", path)
    except ArithmeticError:
        return _open(
            project,
            f"{name} 的数为 0，或者结果太大，不能计算" if path else "预算数为 0，或者结果太大，不能计算",
            path,
        )
    number = _ONE if holds else _ZERO
    text = f"{name}：{'计入' if holds else '不计入'}"
    return ProjectInput(number, (InputOrigin(project.record_id, text, number, path),))


def _of_level(source: InputSource, project: ProjectFact) -> Iterator[IndicatorFact]:
    for item in project.indicators:
        if not source.level or same_level(source.level, item.level1) or same_level(source.level, item.level2):
            yield item


def _open(project: ProjectFact, missing: str, path: Path | None = None) -> ProjectInput:
    origin = InputOrigin(project.record_id, f"{project.name}：{missing}", None, path, problem=True)
    return ProjectInput(_ZERO, (origin,), known=False)
