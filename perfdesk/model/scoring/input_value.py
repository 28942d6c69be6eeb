"""The inputs of a department's formulas: summed from the projects, entered, or entered instead."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfdesk.model.form.definition import Block, FormulaRule, InputRule
from perfdesk.model.form.known_keys import INPUT_VALUE, REASON
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.department_input import DepartmentInputs
from perfdesk.model.scoring.score import InputOrigin, InputValue
from perfdesk.model.value.value import is_blank, parse_quantity


def input_values(
    rule: FormulaRule, block: Block, rows: Sequence[Row], projects: DepartmentInputs
) -> tuple[InputValue, ...]:
    """Each input of the form, one a line of its block; ``rows`` are that block's rows."""
    rules = {input_rule.line: input_rule for input_rule in rule.inputs}
    return tuple(
        _input_value(rules[line.key], line.name, row, projects)
        for line, row in zip(block.lines, rows, strict=True)
    )


def _input_value(rule: InputRule, label: str, row: Row, projects: DepartmentInputs) -> InputValue:
    summed: Decimal | None = None
    origins: Sequence[InputOrigin] = ()
    count = missing = 0
    if rule.source is not None:
        total, origins = projects.of(rule)
        count, missing = total.shown, total.open
        # Rounded as any sum of Decimals is: the exact digits only serve to add and take away.
        summed = +total.number if total.read and not missing else None
    typed, problem = _typed(row[INPUT_VALUE], label, rule.unit)
    computed = summed if summed is not None else rule.default
    if not problem and typed is None and computed is None and not rule.optional:
        problem = _missing(rule, label, origins if missing else ())
    elif typed is not None and rule.source is not None and not row[REASON].strip():
        problem = f"“{label}”改填后没有写改填理由，请补写。"
    return InputValue(
        key=rule.line,
        label=label,
        unit=rule.unit,
        summed=summed,
        typed=typed,
        value=computed if typed is None else typed,
        origins=origins,
        projects=count,
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
    first = next((origin for origin in origins if origin.problem), None)
    if first is None:
        return f"本单位本年度没有可以取数的项目，请填写“{label}”。"
    count = sum(origin.problem for origin in origins)
    return f"“{label}”还取不出来，有 {count} 处待补：{first.text}"
