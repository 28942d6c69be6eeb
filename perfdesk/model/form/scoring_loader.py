"""The ``[scoring]`` part of a definition file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfdesk.bounds import MOST_DECIMALS
from perfdesk.model.form.definition import (
    Block,
    BlockKind,
    ExecutionRule,
    Grade,
    IndicatorRule,
    QualitativeBand,
    Rounding,
    RoundingMode,
    ScoringRule,
    ShortfallRule,
    TotalCap,
    TotalRule,
)
from perfdesk.model.form.definition_reader import Table
from perfdesk.model.form.formula_loader import read_formulas
from perfdesk.model.form.known_keys import (
    ACTUAL,
    INDICATOR_COLUMNS,
    LEVELS,
    MANUAL_SCORE,
    NATURE,
    TARGET,
    UNIT,
    WEIGHT,
)
from perfdesk.model.form.misspelling import misspellings

_ZERO = Decimal(0)
_ONE = Decimal(1)
_SCORED_COLUMNS = (NATURE, TARGET, UNIT, ACTUAL, WEIGHT, MANUAL_SCORE)


def read_scoring(table: Table, blocks: Sequence[Block]) -> ScoringRule:
    """Read the scoring of a form; a form without the table scores nothing."""
    by_key = {block.key: block for block in blocks}
    execution = None
    if table.has("execution"):
        execution = _execution(table.table("execution"), by_key)
    indicators = tuple(_indicators(entry, by_key) for entry in table.tables("indicators"))
    total = table.table("total").whole_table(_total) if table.has("total") else None
    formulas = read_formulas(table.table("formulas"), by_key) if table.has("formulas") else None
    if total is not None and total.caps and execution is None:
        table.problem("total.caps", "按执行率封顶需要先写 [scoring.execution]")
    table.close()
    return ScoringRule(execution=execution, indicators=indicators, total=total, formulas=formulas)


def _block(table: Table, blocks: dict[str, Block], kind: BlockKind) -> Block | None:
    key = table.text("block")
    block = blocks.get(key)
    if key and (block is None or block.kind is not kind):
        available = "、".join(entry.key for entry in blocks.values() if entry.kind is kind) or "（没有）"
        table.problem("block", f"没有名为“{key}”的 {kind} 表，可用的有：{available}")
        return None
    return block


def _column(table: Table, key: str, block: Block | None) -> str:
    name = table.text(key)
    if block is not None and name and name not in {column.key for column in block.columns}:
        table.problem(key, f"{block.key} 没有“{name}”这一列")
    return name


def _rounding(table: Table) -> Rounding:
    return Rounding(
        decimals=table.whole("decimals", most=MOST_DECIMALS),
        mode=table.choice("mode", RoundingMode, RoundingMode.HALF_UP),
    )


def _execution(table: Table, blocks: dict[str, Block]) -> ExecutionRule:
    block = _block(table, blocks, BlockKind.BUDGET)
    line = table.text("line")
    if block is not None and line and line not in {entry.key for entry in block.lines}:
        table.problem("line", f"{block.key} 没有“{line}”这一行")
    rule = ExecutionRule(
        block=block.key if block else "",
        line=line,
        numerator=_column(table, "numerator", block),
        denominator=_column(table, "denominator", block),
        weight=table.number("weight", least=_ZERO),
        rate_rounding=table.table("rate").whole_table(_rounding) if table.has("rate") else None,
        score_rounding=table.table("score").whole_table(_rounding),
        rate_display_decimals=table.whole("rate_display_decimals", 2, most=MOST_DECIMALS),
        bands=tuple(entry.whole_table(_points) for entry in table.tables("bands")),
        reason_below=table.optional_number("reason_below", least=_ZERO),
        clause=table.text("clause", ""),
    )
    if list(rule.bands) != sorted(rule.bands, reverse=True):
        table.problem("bands", "请按执行率从高到低排列")
    table.close()
    return rule


def _points(table: Table) -> tuple[Decimal, Decimal]:
    return table.number("least", least=_ZERO), table.number("points", least=_ZERO)


def _qualitative(table: Table) -> QualitativeBand:
    band = QualitativeBand(
        label=table.text("label"),
        least=table.number("least", least=_ZERO, most=_ONE),
        most=table.number("most", least=_ZERO, most=_ONE),
    )
    if band.least > band.most:
        table.problem("least", f"{band.least} 大于 most {band.most}，请改为不大于它的数")
    return band


def _indicators(table: Table, blocks: dict[str, Block]) -> IndicatorRule:
    block = _block(table, blocks, BlockKind.INDICATORS)
    if block is not None:
        columns = [column.key for column in block.columns]
        misspelt = {meant for _, _, meant in misspellings(columns, INDICATOR_COLUMNS)}
        for key in (TARGET, ACTUAL, WEIGHT):
            if key not in columns and key not in misspelt:
                used = "、".join(_SCORED_COLUMNS)
                table.problem("block", f"{block.key} 缺少计分需要的“{key}”列，请补上；计分用到的列有 {used}")
    rule = IndicatorRule(
        block=block.key if block else "",
        weight_total=table.number("weight_total", least=_ZERO),
        rounding=table.table("rounding").whole_table(_rounding),
        at_least=table.choice("at_least", ShortfallRule),
        at_most=table.choice("at_most", ShortfallRule),
        threshold=table.optional_number("threshold", least=_ZERO),
        over_completion=table.optional_number("over_completion", least=_ZERO),
        over_completion_deduction=table.optional_number("over_completion_deduction", least=_ZERO),
        unscored=table.text("unscored", ""),
        shared=_shared(table, block),
        bands=tuple(entry.whole_table(_qualitative) for entry in table.tables("bands")),
        clause=table.text("clause", ""),
        qualitative_clause=table.text("qualitative_clause", ""),
        date_clause=table.text("date_clause", ""),
    )
    if ShortfallRule.THRESHOLD in (rule.at_least, rule.at_most):
        if rule.threshold is None:
            table.problem("threshold", "按起点比例计分需要写明起点，如 0.6")
        elif rule.threshold >= 1:
            table.problem("threshold", f"应小于 1，现在是 {rule.threshold}")
    if rule.over_completion_deduction is not None and rule.over_completion is None:
        table.problem("over_completion_deduction", "还要用 over_completion 写明超过多少才扣分，如 0.3")
    table.close()
    return rule


def _shared(table: Table, block: Block | None) -> str:
    """The level whose rows share a weight and a score."""
    shared = table.text("shared", "")
    if shared and shared not in LEVELS:
        table.problem("shared", f"应是 level1 或 level2，不是“{shared}”")
    elif shared and block is not None and shared not in {column.key for column in block.columns}:
        table.problem("shared", f"{block.key} 没有“{shared}”列")
    return shared


def _grade(table: Table) -> Grade:
    return Grade(label=table.text("label"), least=table.number("least"))


def _cap(table: Table) -> TotalCap:
    return TotalCap(below=table.number("below", least=_ZERO), most=table.number("most", least=_ZERO))


def _total(table: Table) -> TotalRule:
    rule = TotalRule(
        full=table.number("full", least=_ZERO),
        rounding=table.table("rounding").whole_table(_rounding),
        grades=tuple(entry.whole_table(_grade) for entry in table.tables("grades")),
        clause=table.text("clause", ""),
        caps=tuple(entry.whole_table(_cap) for entry in table.tables("caps")),
    )
    limits = [cap.below for cap in rule.caps]
    if limits != sorted(limits):
        table.problem("caps", "请按执行率从低到高排列")
    floors = [grade.least for grade in rule.grades]
    if floors != sorted(floors, reverse=True):
        table.problem("grades", "请按分数从高到低排列")
    return rule
