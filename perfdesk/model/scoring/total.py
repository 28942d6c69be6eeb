"""The total (合计) of a form and its grade (等级)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.form.definition import Group, IndicatorRule, TotalRule
from perfdesk.model.record.levels import levels_of, row_name
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.level_weight import LevelWeight, level_weights
from perfdesk.model.scoring.score import Explanation, Outcome, Score, Total
from perfdesk.model.value.folding import folded_level
from perfdesk.model.value.value import display_score, rounded

_ZERO = Decimal(0)
_BLANK = Outcome.BLANK  # looked up once: members of an enum are slow to reach, and rows are many


class ScoredBlock(NamedTuple):
    """The rows of one indicator block with their scores, in the same order."""

    rule: IndicatorRule
    label: str
    rows: Sequence[Row]
    scores: Sequence[Score]
    groups: Sequence[Group] = ()


class _Sum(NamedTuple):
    """What one block adds up to."""

    points: Mapping[str, Decimal]  # by first level (一级指标), in the order of the rows
    missing: Sequence[str]
    weights: Mapping[str, LevelWeight]  # by the folded name of the first level
    used: int


def total(
    rule: TotalRule,
    execution: Score | None,
    execution_label: str,
    blocks: Sequence[ScoredBlock],
    rate: Decimal | None = None,
) -> Total:
    """Add the execution score and every indicator's score; rows that are ``BLANK`` do not count.

    The value is ``None`` while a score is missing, or the execution ``rate`` that caps it, and where
    a form that asks for indicators has none.
    """
    parts: list[tuple[str, Decimal]] = []
    missing: list[str] = []
    if execution is not None and execution.value is not None:
        parts.append((execution_label, execution.value))
    elif execution is not None:
        missing.append(execution_label)
    if rule.caps and rate is None and not missing:
        missing.append(f"{execution_label}：执行率决定合计的上限")
    sums = [_sum(block) for block in blocks]
    for block_sum in sums:
        parts += block_sum.points.items()
        missing += block_sum.missing
    unused = bool(blocks) and not any(block_sum.used for block_sum in sums)
    so_far = rounded(sum((points for _, points in parts), _ZERO), rule.rounding)
    added = "＋".join(f"{label} {display_score(points)}" for label, points in parts) or "0"
    notes = [note for block, block_sum in zip(blocks, sums, strict=True) for note in _notes(block, block_sum)]
    if missing or unused:
        steps = [f"已有得分：{added} ＝ {display_score(so_far)}"]
        if missing:
            steps += [f"缺 {len(missing)} 项得分：", *missing]
        if unused:
            steps.append("还没有填写绩效指标")
        explanation = Explanation("合计暂不能计算", (*steps, *notes), rule.clause)
        return Total(None, so_far, len(missing), None, explanation)
    steps = [f"{added} ＝ {display_score(so_far)}"]
    cap = next((cap for cap in rule.caps if rate is not None and rate < cap.below), None)
    if cap is not None and so_far > cap.most:
        so_far = cap.most
        steps.append(f"执行率低于 {display_score(cap.below * 100)}%，合计不超过 {display_score(cap.most)} 分")
    grade = next((grade.label for grade in rule.grades if so_far >= grade.least), None)
    if grade is not None:
        steps.append(f"等级：{grade}")
    if so_far > rule.full:
        notes.append(f"合计超过满分 {display_score(rule.full)}，请核对权重")
    return Total(so_far, so_far, 0, grade, Explanation("合计＝各项得分之和", (*steps, *notes), rule.clause))


def _sum(block: ScoredBlock) -> _Sum:
    points: dict[str, Decimal] = {}
    missing: list[str] = []
    used = 0
    of_rows = zip(block.rows, levels_of(block.rows), block.scores, strict=True)
    for position, (row, levels, score) in enumerate(of_rows, start=1):
        if score.outcome is _BLANK:
            continue
        used += 1
        if score.value is None:
            missing.append(_place(block, row, position))
        else:
            level = levels.level1 or block.label
            points[level] = points.get(level, _ZERO) + score.value
    return _Sum(points, missing, level_weights(block.rows, block.scores), used)


def _place(block: ScoredBlock, row: Row, position: int) -> str:
    name = row_name(row)
    return f"{block.label}第 {position} 行“{name}”" if name else f"{block.label}第 {position} 行"


def _notes(block: ScoredBlock, block_sum: _Sum) -> Iterator[str]:
    if not block_sum.used:
        return
    weight, wanted = (
        sum((level.weight for level in block_sum.weights.values()), _ZERO),
        block.rule.weight_total,
    )
    if weight != wanted:
        yield f"{block.label}权重合计 {display_score(weight)}，应为 {display_score(wanted)}"
    for group in block.groups:
        of_level = block_sum.weights.get(folded_level(group.level1))
        weight = _ZERO if of_level is None else of_level.weight
        if group.points is not None and weight != group.points:
            yield f"{group.level1}权重合计 {display_score(weight)}，应为 {display_score(group.points)}"
