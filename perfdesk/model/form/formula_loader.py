"""The ``[scoring.formulas]`` part of a definition file: inputs, where they come from, formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from perfdesk.bounds import MOST_DECIMALS
from perfdesk.model.form.definition import (
    Block,
    BlockKind,
    FormDefinition,
    Formula,
    FormulaRule,
    InputKind,
    InputRule,
    InputSource,
    Rounding,
    RoundingMode,
)
from perfdesk.model.form.definition_reader import DefinitionProblem, Table
from perfdesk.model.form.expression import Expression, WrongExpression
from perfdesk.model.form.known_keys import ACTUAL, INPUT_VALUE, MANUAL_SCORE, REASON, TARGET

INPUT_COLUMNS = (INPUT_VALUE, REASON)
"""The columns of a block of inputs: what a person enters, and why it wins over the projects."""

_INDICATOR_NAMES = (TARGET, ACTUAL, "met")  # what a condition on one indicator may ask
_LEVEL_NAMES = ("indicators", "met")  # and on a project, of its indicators of the level: all, and those met
_NOTHING = "0"

ProjectForms = Mapping[str, Mapping[str, str]]
"""The project forms that inputs read, by id, each with what it calls otherwise."""


def read_formulas(table: Table, blocks: Mapping[str, Block]) -> FormulaRule:
    """Read the formulas of a form and check them against its lines and inputs."""
    block = _rows_block(table, "block", blocks, (MANUAL_SCORE,))
    inputs_block = _rows_block(table, "inputs_block", blocks, INPUT_COLUMNS)
    lines = {line.key for line in block.lines} if block else set()
    names = {line.key for line in inputs_block.lines} if inputs_block else set()
    rounding = table.table("rounding").whole_table(_rounding)
    projects = {key: own for item in table.tables("projects") for key, own in [_project_form(item)]}
    inputs = tuple(_input(item, names, projects) for item in table.tables("inputs", required=True))
    _complete(table, "inputs", (item.line for item in inputs), names)
    formulas = tuple(_formula(item, lines, names) for item in table.tables("lines", required=True))
    _complete(table, "lines", (item.line for item in formulas), ())
    clause = table.text("clause", "")
    if block and clause and any(clause not in line.texts for line in block.lines):
        table.problem("clause", f"{block.key} 不是每一行都有名为“{clause}”的文字")
        clause = ""
    table.close()
    return FormulaRule(
        block=block.key if block else "",
        inputs_block=inputs_block.key if inputs_block else "",
        rounding=rounding,
        inputs=inputs,
        formulas=formulas,
        clause=clause,
    )


def source_problems(
    definition: FormDefinition, forms: Mapping[str, FormDefinition]
) -> Iterator[DefinitionProblem]:
    """What is wrong with the inputs of a form that come from projects, now that all forms are known."""
    rule = definition.scoring.formulas
    file = f"{definition.id}/form.toml"
    for position, item in enumerate(rule.inputs if rule else (), start=1):
        source = item.source
        for form_id in source.forms if source else ():
            assert source is not None
            key = f"scoring.formulas.inputs[{position}].source"
            form = forms.get(form_id)
            if form is None:
                yield DefinitionProblem(
                    file, f"{key}.forms", f"没有编号为“{form_id}”的格式，请改正或补上它的文件夹"
                )
                continue
            own = source.forms[form_id]
            field = own.get(source.field, source.field)
            if field and field not in {item.key for item in form.fields}:
                yield DefinitionProblem(file, f"{key}.field", f"{form_id} 没有“{field}”这一项")
            if source.value is not None:
                available = _names_of(form, source)
                for name in sorted({own.get(name, name) for name in source.value.names} - available):
                    listed = "、".join(sorted(available))
                    message = f"{form_id} 没有名为“{name}”的数，可用的有：{listed}"
                    yield DefinitionProblem(file, f"{key}.value", message)


def amount_names(form: FormDefinition) -> set[str]:
    """The names of a project's amounts in formulas: ``budget_total_executed`` is 总额's 预算执行数."""
    return {
        f"{block.key}_{line.key}_{column.key}"
        for block in form.blocks
        if block.kind is BlockKind.BUDGET
        for line in block.lines
        for column in block.columns
    }


def _names_of(form: FormDefinition, source: InputSource) -> set[str]:
    """The names that a source may ask of a project of the form."""
    if source.gathers is InputKind.INDICATORS:
        return set(_INDICATOR_NAMES)
    return amount_names(form) | set(_LEVEL_NAMES if source.level else ())


def _rows_block(table: Table, key: str, blocks: Mapping[str, Block], columns: Iterable[str]) -> Block | None:
    name = table.text(key)
    block = blocks.get(name)
    if block is None or block.kind is not BlockKind.ROWS:
        available = (
            "、".join(item.key for item in blocks.values() if item.kind is BlockKind.ROWS) or "（没有）"
        )
        table.problem(key, f"没有名为“{name}”的 rows 表，可用的有：{available}")
        return None
    for column in columns:
        if column not in {item.key for item in block.columns}:
            table.problem(key, f"{name} 缺少需要的“{column}”列")
    return block


def _complete(table: Table, key: str, named: Iterable[str], wanted: Iterable[str]) -> None:
    counts = Counter(named)
    for name, count in counts.items():
        if count > 1:
            table.problem(key, f"“{name}”写了{count}次，请只留一个")
    for name in sorted(set(wanted) - counts.keys()):
        table.problem(key, f"缺少“{name}”，请补上")


def _rounding(table: Table) -> Rounding:
    decimals = table.whole("decimals", most=MOST_DECIMALS)
    return Rounding(decimals, table.choice("mode", RoundingMode, RoundingMode.HALF_UP))


def _line(table: Table, lines: Iterable[str]) -> str:
    key = table.text("line")
    if key and key not in lines:
        table.problem("line", f"没有“{key}”这一行，可用的有：{'、'.join(sorted(lines)) or '（没有）'}")
    return key


def _project_form(table: Table) -> tuple[str, Mapping[str, str]]:
    """A form that the inputs read, and the keys of what it calls otherwise."""
    read = table.text("form"), table.named_texts("names")
    table.close()
    return read


def _input(table: Table, lines: Iterable[str], projects: ProjectForms) -> InputRule:
    source = None
    if table.has("source"):
        source = table.table("source").whole_table(lambda item: _source(item, projects))
    rule = InputRule(
        line=_line(table, lines),
        unit=table.text("unit", ""),
        source=source,
        default=table.optional_number("default"),
        optional=table.flag("optional"),
        clause=table.text("clause", ""),
    )
    table.close()
    return rule


def _source(table: Table, projects: ProjectForms) -> InputSource:
    gathers = table.choice("gathers", InputKind)
    level = table.text("level", "")
    field = table.text("field", "")
    value = None
    if table.has("value") or gathers is InputKind.AMOUNT:
        # The amounts of the projects' forms are known only once all forms are: see source_problems.
        value = _expression(table, "value", None)
    among = table.texts("among")
    if bool(field) != bool(among):
        table.problem("among", "field 与 among 要同时写：哪一项，以及可以是哪些内容")
    wanted = table.texts("forms")
    for form in wanted:
        if form not in projects:
            table.problem("forms", f"“{form}”没有列在 [[scoring.formulas.projects]] 里，请补上")
    if not projects:
        table.problem(
            "forms",
            '请先写明取哪些格式的项目，如 [[scoring.formulas.projects]] form = "sichuan-project-2024"',
        )
    forms = {form: own for form, own in projects.items() if form in wanted or not wanted}
    return InputSource(gathers, forms, field, among, level, value)


def _formula(table: Table, lines: Iterable[str], names: Iterable[str]) -> Formula:
    formula = Formula(
        line=_line(table, lines),
        value=_expression(table, "formula", names),
        weight=table.optional_number("weight", least=Decimal(0)),
        reading=table.text("reading", ""),
    )
    table.close()
    return formula


def _expression(table: Table, key: str, names: Iterable[str] | None) -> Expression:
    """A formula over ``names``, or over any where they are checked later."""
    try:
        return Expression(table.text(key), names)
    except WrongExpression as problem:
        table.problem(key, str(problem))
        return Expression(_NOTHING, ())
