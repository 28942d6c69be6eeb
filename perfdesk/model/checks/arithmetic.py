"""算术: weights that do not add up, scores beyond their weight, amounts that contradict one another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfdesk.model.checks.finding import Finding, Fix, RowFinding, Severity
from perfdesk.model.checks.subject import Budget, IndicatorRow, Subject, same
from perfdesk.model.form.known_keys import MANUAL_SCORE, WEIGHT
from perfdesk.model.form.path import Path
from perfdesk.model.scoring.level_weight import level_weights
from perfdesk.model.value.folding import folded_level
from perfdesk.model.value.value import display_score, parse_money

_ZERO = Decimal(0)


def score(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """A manual score above the weight or below zero."""
    points = indicator.score
    if points is None or points.manual is None or points.weight is None:
        return
    typed, full = display_score(points.manual), display_score(points.weight)
    weight, label = indicator.form.labels[WEIGHT], indicator.form.labels[MANUAL_SCORE]
    if points.manual > points.weight:
        yield RowFinding(
            "arithmetic.score-above-weight",
            Severity.ERROR,
            MANUAL_SCORE,
            f"{indicator.name}的{label} {typed} 高于{weight} {full}，请改为不超过 {full} 的分数。",
            f"改为 {full}",
            {MANUAL_SCORE: full},
        )
    elif points.manual < 0:
        yield RowFinding(
            "arithmetic.score-below-zero",
            Severity.ERROR,
            MANUAL_SCORE,
            f"{indicator.name}的{label} {typed} 是负数，请改为 0～{full} 之间的分数。",
        )


def weights(subject: Subject) -> Iterator[Finding]:
    """Weights of an indicator block that do not add to what the form gives it."""
    for rule in subject.definition.scoring.indicators:
        used = subject.indicators[rule.block]
        weights = [
            indicator.score.weight
            for indicator in used.values()
            if indicator.score and indicator.score.weight is not None
        ]
        if not used or len(weights) < len(used):
            continue
        added = sum(weights, _ZERO)
        if added == rule.weight_total:
            continue
        block = subject.definition.block(rule.block)
        label = block.column(WEIGHT).label
        gap = display_score(abs(added - rule.weight_total))
        yield Finding(
            "arithmetic.weight-total",
            Severity.ERROR,
            subject.record.id,
            Path(rule.block, next(iter(used)), WEIGHT),
            f"{block.label}的{label}合计 {display_score(added)}，应为 {display_score(rule.weight_total)}，"
            f"{'多' if added > rule.weight_total else '少'} {gap}。请调整各指标的{label}。",
        )


def groups(subject: Subject) -> Iterator[Finding]:
    """Weights of a first level that do not add to the points that the form prints for it."""
    for rule in subject.definition.scoring.indicators:
        block = subject.definition.block(rule.block)
        used = subject.indicators[rule.block]
        if not block.groups or any(
            indicator.score is None or indicator.score.weight is None for indicator in used.values()
        ):
            continue
        label = block.column(WEIGHT).label
        added = level_weights(subject.record.rows(rule.block), subject.scores.indicators[rule.block])
        for group in block.groups:
            of_level = added.get(folded_level(group.level1))
            if group.points is None or of_level is None or of_level.weight == group.points:
                continue
            weight = of_level.weight
            more, gap = weight > group.points, display_score(abs(weight - group.points))
            yield Finding(
                "arithmetic.group-total",
                Severity.ERROR,
                subject.record.id,
                Path(rule.block, of_level.first, WEIGHT),
                f"{group.level1}的{label}合计 {display_score(weight)}，表上印 {display_score(group.points)}，"
                f"{'多' if more else '少'} {gap}。请调整{group.level1}的{label}。",
            )


def budget(subject: Subject) -> Iterator[Finding]:
    """Amounts below zero, spending beyond the budget, and parts that do not add to the total."""
    block = subject.budget
    if block is None:
        return
    yield from _negative(subject, block)
    for line in block.lines:
        spent, limit = line.executed, line.adjusted
        if spent is not None and limit is not None and spent > limit and not same(spent, limit):
            yield Finding(
                "arithmetic.overspent",
                Severity.ERROR,
                subject.record.id,
                block.path(line, block.rule.numerator),
                f"{line.name}的{block.label(block.rule.numerator)} {display_score(spent)} 大于"
                f"{block.label(block.rule.denominator)} {display_score(limit)}，请核对两个数。",
            )
    for column in _amount_columns(subject, block):
        yield from _parts(subject, block, column)


def _amount_columns(subject: Subject, block: Budget) -> tuple[str, ...]:
    columns = (subject.checks.initial, block.rule.denominator, block.rule.numerator)
    return tuple(dict.fromkeys(column for column in columns if column))


def _negative(subject: Subject, block: Budget) -> Iterator[Finding]:
    for line in block.lines:
        for column in _amount_columns(subject, block):
            amount = parse_money(line.row[column], subject.definition.money_unit)
            if amount is not None and amount < 0:
                yield Finding(
                    "arithmetic.negative-amount",
                    Severity.ERROR,
                    subject.record.id,
                    block.path(line, column),
                    f"{line.name}的{block.label(column)} {display_score(amount)} 是负数，请核对后改正。",
                )


def _parts(subject: Subject, block: Budget, column: str) -> Iterator[Finding]:
    unit = subject.definition.money_unit
    parts = [
        amount
        for line in block.lines
        if line.row.line in subject.checks.parts
        and (amount := parse_money(line.row[column], unit)) is not None
    ]
    total = parse_money(block.total.row[column], unit)
    if not parts or total is None:
        return
    added = sum(parts, _ZERO)
    if not same(added, total):
        path = block.path(block.total, column)
        shown = display_score(added)
        yield Finding(
            "arithmetic.parts",
            Severity.ERROR,
            subject.record.id,
            path,
            f"{block.label(column)}：{block.total.name} {display_score(total)}，各项资金合计 {shown}，"
            f"相差 {display_score(abs(total - added))}。请核对各项资金和{block.total.name}。",
            Fix(f"{block.total.name}改为 {shown}", ((path, shown),)),
        )
