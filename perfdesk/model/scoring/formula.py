"""Lines that score by the formulas of their form (部门整体), and their total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from perfdesk.model.form.definition import Block, Formula, FormulaRule, Line, TotalRule
from perfdesk.model.form.expression import MissingValue
from perfdesk.model.form.known_keys import MANUAL_SCORE
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.score import Explanation, InputValue, Outcome, Score, Total
from perfdesk.model.value.value import display_number, display_score, is_blank, parse_points, rounded

NOTHING_CACHED: Mapping[Row, Score] = {}
_ZERO = Decimal(0)
_EMPTY = Score(None, None, None, None, Outcome.BLANK, Explanation("本行不单独计分"))


def formula_scores(
    rule: FormulaRule,
    block: Block,
    rows: Sequence[Row],
    inputs: Sequence[InputValue],
    cached: Mapping[Row, Score] = NOTHING_CACHED,
    earlier: Sequence[InputValue] = (),
) -> tuple[Score, ...]:
    """The score of each row; a line without a formula of its own is ``BLANK``.

    A line waits while an input it needs is missing, or where it divides by zero. A deduction has a
    score of zero or less, and is ``BLANK`` while its inputs are. A manual score wins. ``cached`` are the
    scores of rows by the ``earlier`` inputs: where those that a line needs say the same, its score stays.
    """
    by_line = {formula.line: formula for formula in rule.formulas}
    by_name = {input_value.key: input_value for input_value in inputs}
    before = {input_value.key: input_value for input_value in earlier}
    changed = {input_value.key for input_value in inputs if before.get(input_value.key) != input_value}
    scores = []
    for line, row in zip(block.lines, rows, strict=True):
        formula = by_line.get(line.key)
        if formula is None:
            scores.append(_EMPTY)
        elif row in cached and changed.isdisjoint(formula.value.names):
            scores.append(cached[row])
        else:
            scores.append(_score(rule, formula, line, row, by_name))
    return tuple(scores)


def formula_total(rule: TotalRule, block: Block, scores: Sequence[Score]) -> Total:
    """Add the scores of all lines, never below zero; the value is ``None`` while one is missing."""
    missing = [
        line.name for line, score in zip(block.lines, scores, strict=True) if score.outcome is Outcome.WAITING
    ]
    earned = sum((score.value for score in scores if score.value is not None and score.weight), _ZERO)
    taken = -sum((score.value for score in scores if score.value is not None and not score.weight), _ZERO)
    so_far = rounded(max(earned - taken, _ZERO), rule.rounding)
    added = f"各项得分 {display_score(earned)}"
    if taken:
        added += f" － 扣分 {display_score(taken)}"
    step = f"{added} ＝ {display_score(so_far)}"
    if missing:
        steps = (step, f"缺 {len(missing)} 项得分：", *missing)
        return Total(None, so_far, len(missing), None, Explanation("合计暂不能计算", steps, rule.clause))
    grade = next((grade.label for grade in rule.grades if so_far >= grade.least), None)
    return Total(so_far, so_far, 0, grade, Explanation("合计＝各项得分之和－扣分", (step,), rule.clause))


def _score(
    rule: FormulaRule, formula: Formula, line: Line, row: Row, inputs: Mapping[str, InputValue]
) -> Score:
    needed = [inputs[name] for name in sorted(formula.value.names)]
    deducts = formula.weight is None
    clause = "\n".join(filter(None, (line.texts.get(rule.clause, ""), formula.reading)))
    typed = row.values.get(MANUAL_SCORE, "")
    manual = parse_points(typed)
    points, explanation = _points(rule, formula, needed, clause)
    if (
        deducts
        and points is None
        and manual is None
        and all(input_value.value is None for input_value in needed)
    ):
        return Score(None, None, None, None, Outcome.BLANK, Explanation("没有扣分", (), clause))
    if manual is not None:
        return _manual(formula, manual, points, explanation)
    if not is_blank(typed):
        ignored = f"得分栏填的“{typed}”不是分数，没有采用；请填分数，或清空。"
        explanation = Explanation(explanation.rule, (ignored, *explanation.steps), clause)
    outcome = Outcome.WAITING if points is None else Outcome.COMPUTED
    return Score(formula.weight, points, None, points, outcome, explanation)


def _points(
    rule: FormulaRule, formula: Formula, needed: Sequence[InputValue], clause: str
) -> tuple[Decimal | None, Explanation]:
    steps = [f"{input_value.label}：{_shown(input_value)}" for input_value in needed]
    try:
        result = formula.value.value({input_value.key: input_value.value for input_value in needed})
    except MissingValue:
        asked = [input_value.problem for input_value in needed if input_value.value is None]
        return None, Explanation("暂不能计分：还缺取数", (*steps, *asked), clause)
    except ArithmeticError:
        ask = "公式里除数为 0，或者结果太大，不能计算，请核对取数，或直接填写得分。"
        return None, Explanation("暂不能计分", (*steps, ask), clause)
    if formula.weight is None:
        points = -max(rounded(result, rule.rounding), _ZERO)
        return points, Explanation("按公式扣分", (*steps, f"扣 {display_score(-points)} 分"), clause)
    points = min(max(rounded(result, rule.rounding), _ZERO), formula.weight)
    shown = display_number(points, rule.rounding.decimals)
    if formula.value.conditional:
        steps.append(f"按评分说明计算，得 {shown} 分")
    else:
        numbers = {input_value.key: _number(input_value) for input_value in needed}
        steps.append(f"{formula.value.written(numbers)} ＝ {shown}")
    if result > formula.weight:
        steps.append(f"以分值 {display_score(formula.weight)} 分为限")
    return points, Explanation("按公式计分", tuple(steps), clause)


def _manual(formula: Formula, manual: Decimal, computed: Decimal | None, beside: Explanation) -> Score:
    if formula.weight is None:
        value = -abs(manual)
        first = f"填写扣分 {display_score(-value)} 分"
    else:
        value = min(max(manual, _ZERO), formula.weight)
        first = f"填写 {display_score(manual)} 分，分值 {display_score(formula.weight)}"
        if value != manual:
            first += f"，按 {display_score(value)} 分计"
    steps = [first, *beside.steps]
    if computed is not None:
        gap = value - computed
        apart = "，与手工评分相同"
        if gap:
            apart = f"，手工评分{'高' if gap > 0 else '低'} {display_score(abs(gap))} 分"
        steps.append(f"自动计分 {display_score(computed)} 分{apart}")
    explanation = Explanation("手工评分（优先于自动计分）", tuple(steps), beside.clause)
    return Score(formula.weight, computed, manual, value, Outcome.MANUAL, explanation)


def _shown(input_value: InputValue) -> str:
    if input_value.value is None:
        return "未取得"
    shown = f"{display_score(input_value.value)}{input_value.unit}"
    if input_value.typed is not None and input_value.from_projects:
        if input_value.summed is None:
            return f"{shown}（改填）"
        return f"{shown}（改填，项目取数为 {display_score(input_value.summed)}{input_value.unit}）"
    if input_value.summed is not None and input_value.typed is None:
        return f"{shown}（取自本单位 {input_value.projects} 个项目）"
    return shown


def _number(input_value: InputValue) -> str:
    if input_value.value is None:
        return input_value.label
    shown = display_score(input_value.value)
    return f"({shown})" if input_value.value < 0 else shown
