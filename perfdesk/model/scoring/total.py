"""The total (合计) of a form and its grade (等级)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.definition import IndicatorRule, TotalRule
from perfdesk.model.record import Row
from perfdesk.model.scoring.score import Explanation, Outcome, Score, Total
from perfdesk.model.value import display_score, rounded

_ZERO = Decimal(0)


class ScoredBlock(NamedTuple):
    """The rows of one indicator block with their scores, in the same order."""

    rule: IndicatorRule
    label: str
    rows: Sequence[Row]
    scores: Sequence[Score]


class _Group(NamedTuple):
    """The sum of neighbouring rows of one first level (一级指标)."""

    label: str
    points: Decimal


def total(
    rule: TotalRule, execution: Score | None, execution_label: str, blocks: Sequence[ScoredBlock]
) -> Total:
    """Add the execution score and every indicator's score; rows that are ``BLANK`` do not count.

    The value is ``None`` while a score is missing, and where a form that asks for indicators has none.
    """
    groups: list[_Group] = []
    missing: list[str] = []
    notes: list[str] = []
    if execution is not None:
        if execution.value is None:
            missing.append(execution_label)
        else:
            groups.append(_Group(execution_label, execution.value))
    used = 0
    for block in blocks:
        groups += _groups(block)
        missing += _missing(block)
        used += sum(1 for score in block.scores if score.outcome is not Outcome.BLANK)
        notes += _weight_notes(block)
    so_far = rounded(sum((group.points for group in groups), _ZERO), rule.rounding)
    parts = "＋".join(f"{group.label} {display_score(group.points)}" for group in groups) or "0"
    complete = not missing and (used > 0 or not blocks)
    if complete:
        grade = next((grade.label for grade in rule.grades if so_far >= grade.least), None)
        steps = [f"{parts} ＝ {display_score(so_far)}"]
        if grade is not None:
            steps.append(f"等级：{grade}")
        if so_far > rule.full:
            steps.append(f"合计超过满分 {display_score(rule.full)}，请核对权重")
        title = "合计＝各项得分之和"
    else:
        grade = None
        steps = [f"已有得分：{parts} ＝ {display_score(so_far)}"]
        if missing:
            steps += [f"缺 {len(missing)} 项得分：", *missing]
        if not used and blocks:
            steps.append("还没有填写绩效指标")
        title = "合计暂不能计算"
    return Total(
        value=so_far if complete else None,
        so_far=so_far,
        waiting=len(missing),
        grade=grade,
        explanation=Explanation(title, (*steps, *notes), rule.clause),
    )


def _groups(block: ScoredBlock) -> Iterator[_Group]:
    """The known points by first level; a row that names none belongs to the level above it."""
    label, points, known = block.label, _ZERO, False
    for row, score in zip(block.rows, block.scores, strict=True):
        level = row["level1"].strip() or label
        if level != label:
            if known:
                yield _Group(label, points)
            label, points, known = level, _ZERO, False
        if score.value is not None:
            points += score.value
            known = True
    if known:
        yield _Group(label, points)


def _missing(block: ScoredBlock) -> Iterator[str]:
    for number, (row, score) in enumerate(zip(block.rows, block.scores, strict=True), start=1):
        if score.outcome is Outcome.WAITING:
            name = row["level3"].strip() or row["level2"].strip() or row["level1"].strip()
            yield f"{block.label}第 {number} 行“{name}”" if name else f"{block.label}第 {number} 行"


def _weight_notes(block: ScoredBlock) -> Iterator[str]:
    weights = [score.weight for score in block.scores if score.outcome is not Outcome.BLANK]
    if not weights or None in weights:
        return
    whole = sum((weight for weight in weights if weight is not None), _ZERO)
    if whole != block.rule.weight_total:
        yield f"{block.label}权重合计 {display_score(whole)}，应为 {display_score(block.rule.weight_total)}"
