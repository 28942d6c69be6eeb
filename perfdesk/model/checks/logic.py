"""逻辑: scores that what was done does not bear out, repeated indicators, cost targets set after the fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from perfdesk.model.checks.finding import Finding, RowFinding, Severity
from perfdesk.model.checks.subject import BudgetLine, IndicatorRow, Subject, money, same
from perfdesk.model.form.known_keys import ACTUAL, LEVEL3, MANUAL_SCORE, NATURE, TARGET
from perfdesk.model.form.path import Path
from perfdesk.model.record.levels import RowLevels, levels_of, same_level
from perfdesk.model.scoring.met import is_late
from perfdesk.model.value.folding import folded_name
from perfdesk.model.value.period import parse_period
from perfdesk.model.value.value import Comparison, display_percent, display_score, parse_comparison

_HARDLY_SPENT = Decimal("0.5")
_NEARLY_DONE = Decimal("0.95")
_CEILINGS = (Comparison.AT_MOST, Comparison.LESS, Comparison.EQUAL)
_OR_EQUAL: Mapping[Comparison | None, Comparison] = {
    Comparison.MORE: Comparison.AT_LEAST,
    Comparison.LESS: Comparison.AT_MOST,
}


def manual(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """A person's score above what the rule gives: for a missed target, at worst the full weight."""
    score = indicator.score
    if score is None or score.manual is None or score.weight is None or score.manual > score.weight:
        return
    full = score.manual == score.weight
    labels = indicator.form.labels
    did = f"{labels[ACTUAL]}“{indicator.row[ACTUAL].strip()}”"
    asked = f"{labels[TARGET]}“{indicator.row[NATURE].strip()}{indicator.row[TARGET].strip()}”"
    given = display_score(score.manual)
    if score.computed is not None and score.manual > score.computed:
        computed = display_score(score.computed)
        if full:
            yield RowFinding(
                "logic.full-score-missed",
                Severity.WARNING,
                MANUAL_SCORE,
                f"{indicator.name}的{did}没有达到{asked}，却得满分 {given}，按规则应得 {computed}。"
                f"请改正，或说明理由。",
                f"改为 {computed}",
                {MANUAL_SCORE: computed},
            )
        else:
            yield RowFinding(
                "logic.above-computed",
                Severity.NOTICE,
                MANUAL_SCORE,
                f"{indicator.name}手工评 {given} 分，高于按规则计算的 {computed} 分，请核对。",
            )
    elif full and score.computed is None and _late(indicator):
        yield RowFinding(
            "logic.full-score-late",
            Severity.WARNING,
            MANUAL_SCORE,
            f"{indicator.name}的{did}晚于{asked}，却得满分 {given}。请扣减得分，或说明理由。",
        )


def equalled(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """The target of ＞ or ＜ itself reached and not passed: no less than the full weight by proportion."""
    score, numbers, wanted = indicator.score, indicator.numbers, _OR_EQUAL.get(indicator.comparison)
    if score is None or numbers is None or wanted is None or score.value is None:
        return
    target, actual = numbers
    exact = indicator.actual is not None and indicator.actual.operator in (None, Comparison.EQUAL)
    if actual != target or not exact or score.value != score.weight:
        return
    labels = indicator.form.labels
    writable = NATURE in labels and parse_comparison(indicator.row[NATURE]) is indicator.comparison
    yield RowFinding(
        "logic.full-score-equal",
        Severity.WARNING,
        NATURE if NATURE in labels else TARGET,
        f"{indicator.name}的{labels[ACTUAL]}“{indicator.row[ACTUAL].strip()}”正好等于{labels[TARGET]}，"
        f"按“{indicator.comparison}”没有达到，却得满分 {display_score(score.value)}。"
        f"本来是“{wanted}”的请改正，不是的请扣减得分，或说明理由。",
        f"改为“{wanted}”" if writable else "",
        {NATURE: str(wanted)} if writable else {},
    )


def _late(indicator: IndicatorRow) -> bool:
    due = parse_period(indicator.row[TARGET], indicator.form.year)
    done = parse_period(indicator.row[ACTUAL], indicator.form.year)
    return due is not None and done is not None and is_late(due, done)


def nothing_done(subject: Subject) -> Iterator[Finding]:
    """Nothing was spent, and every indicator has full marks."""
    block = subject.budget
    if block is None or block.total.executed != 0:
        return
    indicators = [indicator for used in subject.indicators.values() for indicator in used.values()]
    scores = [indicator.score for indicator in indicators if indicator.score is not None]
    if not scores or any(score.lost != 0 for score in scores):
        return
    yield Finding(
        "logic.nothing-done",
        Severity.WARNING,
        subject.record.id,
        block.path(block.total, block.rule.numerator),
        f"{block.label(block.rule.numerator)}为 0，而全部 {len(scores)} 个指标都得满分。"
        "请核对没有支出的项目完成了什么，据实评分或说明理由。",
    )


def execution_behind(subject: Subject) -> Iterator[Finding]:
    """Hardly half of the money was spent, and nearly all that was wanted is said to be done.

    Where the finance platform draws the line by itself, ``platform.red`` tells of it.
    """
    block, execution = subject.budget, subject.scores.execution
    if block is None or execution is None or subject.checks.imbalance is not None:
        return
    rate = subject.scores.rates[block.block.key][block.total.number].value
    given = [score for scores in subject.scores.indicators.values() for score in scores]
    scored = [(score.value, score.weight) for score in given if score.weight is not None]
    if rate is None or not scored or any(value is None for value, _ in scored):
        return
    earned = sum((value for value, _ in scored if value is not None), Decimal(0))
    full = sum((weight for _, weight in scored if weight is not None), Decimal(0))
    if rate and rate < _HARDLY_SPENT and full and earned / full >= _NEARLY_DONE:
        yield Finding(
            "logic.execution-behind",
            Severity.WARNING,
            subject.record.id,
            block.path(block.total, block.rule.numerator),
            f"预算执行率 {display_percent(rate, 2)}，指标得分率却有 {display_percent(earned / full, 2)}。"
            "请核对钱没有花完的工作是否都已完成，据实评分或说明理由。",
        )


def cost(subject: Subject) -> Iterator[Finding]:
    """Cost targets that equal what was spent, or were left at a budget that has since been changed."""
    block = subject.budget
    if block is None:
        return
    for key, used in subject.indicators.items():
        levels = levels_of(subject.record.rows(key))
        for index, indicator in used.items():
            if _is_cost(subject, indicator, levels[index]):
                target = money(indicator.target, indicator.unit, subject.definition.money_unit)
                actual = money(indicator.actual, indicator.unit, subject.definition.money_unit)
                path = Path(key, index, TARGET)
                if target:
                    yield from _cost_target(subject, block.total, indicator, target, actual, path)


def repeated(subject: Subject) -> Iterator[Finding]:
    """The same indicator twice at one level: copied and not changed, or pasted twice."""
    for key, used in subject.indicators.items():
        label = subject.definition.block(key).label
        levels = levels_of(subject.record.rows(key))
        first: dict[tuple[RowLevels, str], int] = {}
        for index, indicator in used.items():
            name = folded_name(indicator.row[LEVEL3])
            if not name:
                continue
            earlier = first.setdefault((levels[index], name), index)
            if earlier != index:
                yield Finding(
                    "logic.repeated-indicator",
                    Severity.WARNING,
                    subject.record.id,
                    Path(key, index, LEVEL3),
                    f"{indicator.name}与{label}第 {earlier + 1} 行同名，两行在同一个指标下。"
                    "请删去重复的一行，或在名称里加以区别。",
                )


def _is_cost(subject: Subject, indicator: IndicatorRow, levels: RowLevels) -> bool:
    named = any(
        same_level(level, cost) for level in filter(None, levels) for cost in subject.checks.cost_levels
    )
    return named and indicator.comparison in _CEILINGS


def _cost_target(
    subject: Subject,
    total: BudgetLine,
    indicator: IndicatorRow,
    target: Decimal,
    actual: Decimal | None,
    path: Path,
) -> Iterator[Finding]:
    initial, adjusted, label = total.initial, total.adjusted, indicator.form.labels[TARGET]
    unit = subject.definition.money_unit
    changed = initial is not None and adjusted is not None and not same(initial, adjusted)
    if changed and target == initial and initial is not None and adjusted is not None:
        yield Finding(
            "logic.cost-target-initial",
            Severity.WARNING,
            subject.record.id,
            path,
            f"{indicator.name}的{label}仍是年初预算 {display_score(initial)} {unit}，预算已调整为 "
            f"{display_score(adjusted)} {unit}。请随预算调整{label}，或说明理由。",
        )
    elif _set_afterwards(subject, total, target, actual):
        yield Finding(
            "logic.cost-target-spent",
            Severity.WARNING,
            subject.record.id,
            path,
            f"{indicator.name}的{label}与实际支出 {display_score(target)} {unit}分毫不差，像是事后填写的。"
            f"请填年初设定的{label}，或说明理由。",
        )


def _set_afterwards(subject: Subject, total: BudgetLine, target: Decimal, actual: Decimal | None) -> bool:
    """Whether a cost target equals the spending, and no budget that it may have been taken from."""
    if actual != target or total.executed is None or not same(target, total.executed):
        return False
    if subject.checks.initial:
        # Nothing had been set before a project that was added in the year.
        return bool(total.initial) and total.initial != target
    return total.adjusted is not None and not same(total.adjusted, target)
