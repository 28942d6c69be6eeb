"""逻辑: scores that what was done does not bear out, and cost targets set after the fact."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfdesk.model.checks.finding import Finding, RowFinding, Severity
from perfdesk.model.checks.subject import BudgetLine, IndicatorRow, Subject, money, same
from perfdesk.model.path import Path
from perfdesk.model.period import parse_period
from perfdesk.model.value import Comparison, display_score

_CEILINGS = (Comparison.AT_MOST, Comparison.LESS, Comparison.EQUAL)


def manual(item: IndicatorRow) -> Iterator[RowFinding]:
    """A person's score above what the rule gives: for a missed target, at worst the full weight."""
    score = item.score
    if score is None or score.manual is None or score.weight is None or score.manual > score.weight:
        return
    full = score.manual == score.weight
    labels = item.form.labels
    did = f"{labels['actual']}“{item.row['actual'].strip()}”"
    asked = f"{labels['target']}“{item.row['nature'].strip()}{item.row['target'].strip()}”"
    given = display_score(score.manual)
    if score.computed is not None and score.manual > score.computed:
        computed = display_score(score.computed)
        if full:
            yield RowFinding(
                "logic.full-score-missed",
                Severity.WARNING,
                "manual_score",
                f"{item.name}的{did}没有达到{asked}，却得满分 {given}，按规则应得 {computed}。"
                f"请改正，或说明理由。",
                f"改为 {computed}",
                {"manual_score": computed},
            )
        else:
            yield RowFinding(
                "logic.above-computed",
                Severity.NOTICE,
                "manual_score",
                f"{item.name}手工评 {given} 分，高于按规则计算的 {computed} 分，请核对。",
            )
    elif full and score.computed is None and _late(item):
        yield RowFinding(
            "logic.full-score-late",
            Severity.WARNING,
            "manual_score",
            f"{item.name}的{did}晚于{asked}，却得满分 {given}。请扣减得分，或说明理由。",
        )


def _late(item: IndicatorRow) -> bool:
    due = parse_period(item.row["target"], item.form.year)
    done = parse_period(item.row["actual"], item.form.year)
    return due is not None and done is not None and done.earliest > due.latest


def nothing_done(subject: Subject) -> Iterator[Finding]:
    """Nothing was spent, and every indicator has full marks."""
    block = subject.budget
    if block is None or block.total.executed != 0:
        return
    items = [item for used in subject.indicators.values() for item in used.values()]
    scores = [item.score for item in items if item.score is not None]
    if not scores or any(score.weight is None or score.value != score.weight for score in scores):
        return
    yield Finding(
        "logic.nothing-done",
        Severity.WARNING,
        subject.record.id,
        block.path(block.total, block.rule.numerator),
        f"{block.label(block.rule.numerator)}为 0，而全部 {len(scores)} 个指标都得满分。"
        "请核对没有支出的项目完成了什么，据实评分或说明理由。",
    )


def cost(subject: Subject) -> Iterator[Finding]:
    """Cost targets that equal what was spent, or were left at a budget that has since been changed."""
    block = subject.budget
    if block is None:
        return
    for key, used in subject.indicators.items():
        for index, item in used.items():
            if _is_cost(subject, item):
                target = money(item.target, item.unit, subject.definition.money_unit)
                actual = money(item.actual, item.unit, subject.definition.money_unit)
                path = Path(key, index, "target")
                if target:
                    yield from _cost_target(subject, block.total, item, target, actual, path)


def _is_cost(subject: Subject, item: IndicatorRow) -> bool:
    levels = (item.row["level1"].strip(), item.row["level2"].strip())
    named = any(level and level in subject.checks.cost_levels for level in levels)
    return named and item.comparison in _CEILINGS


def _cost_target(
    subject: Subject,
    total: BudgetLine,
    item: IndicatorRow,
    target: Decimal,
    actual: Decimal | None,
    path: Path,
) -> Iterator[Finding]:
    initial, adjusted, label = total.initial, total.adjusted, item.form.labels["target"]
    unit = subject.definition.money_unit
    if initial is None or adjusted is None or same(initial, adjusted):
        return
    if target == initial:
        yield Finding(
            "logic.cost-target-initial",
            Severity.WARNING,
            subject.record.id,
            path,
            f"{item.name}的{label}仍是年初预算 {display_score(initial)} {unit}，预算已调整为 "
            f"{display_score(adjusted)} {unit}。请随预算调整{label}，或说明理由。",
        )
    elif initial and actual == target and total.executed is not None and same(target, total.executed):
        yield Finding(
            "logic.cost-target-spent",
            Severity.WARNING,
            subject.record.id,
            path,
            f"{item.name}的{label}与实际支出 {display_score(target)} {unit}分毫不差，像是事后填写的。"
            f"请填年初设定的{label}，或说明理由。",
        )
