"""Several indicators with one weight and one score (合并计分): the rows of one level, judged together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from perfdesk.model.form.definition import IndicatorRule
from perfdesk.model.form.known_keys import LEVEL3, LEVELS, MANUAL_SCORE, REASON, WEIGHT
from perfdesk.model.record.levels import is_unused, joins_above
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.indicator import indicator_score, scored
from perfdesk.model.scoring.judgement import Judgement, Wording, granted
from perfdesk.model.scoring.score import Explanation, Outcome, Score
from perfdesk.model.scoring.target import judge
from perfdesk.model.value.value import display_score, parse_points

_ONE_FOR_ALL = (WEIGHT, MANUAL_SCORE, REASON)


def sharing_rows(rows: Iterable[Row], level: str) -> Iterator[tuple[Row, ...]]:
    """The rows in runs that share a score: neighbours of the same level, as the form merges them."""
    keys = LEVELS[: LEVELS.index(level) + 1]
    run: list[Row] = []
    for row in rows:
        if run and not all(joins_above(row[key], run[-1][key]) for key in keys):
            yield tuple(run)
            run = []
        run.append(row)
    if run:
        yield tuple(run)


def holding_row(rows: Sequence[Row], key: str) -> int:
    """Which of the rows that share a cell holds its value: the first that has one, else the first."""
    return next((at for at, row in enumerate(rows) if row[key].strip()), 0)


def shared_scores(rule: IndicatorRule, wording: Wording, rows: Sequence[Row], year: int) -> tuple[Score, ...]:
    """The scores of rows that share one: the first has it, and the others are ``BLANK``.

    Each indicator is judged as if it bore the whole weight, and the shared score is the mean of what they
    earn. It waits where one of them does; a manual score wins.
    """
    score = _together(rule, wording, rows, year)
    beside = Score(None, None, None, None, Outcome.BLANK, score.explanation)
    return (score, *(beside for _ in rows[1:]))


def _together(rule: IndicatorRule, wording: Wording, rows: Sequence[Row], year: int) -> Score:
    used = [row for row in rows if not is_unused(row)] or [rows[0]]
    values = {key: rows[holding_row(rows, key)][key] for key in _ONE_FOR_ALL}
    whole = Row({**used[0].values, **values})
    weight = parse_points(values[WEIGHT])
    if len(used) == 1 or weight is None or weight < 0 or values[WEIGHT].strip() == rule.unscored:
        return indicator_score(rule, wording, whole, year)
    judged = [(row, judge(rule, wording, row, year, weight)) for row in used]
    return scored(rule, wording, whole, _mean(rule, judged, weight), weight)


def _mean(rule: IndicatorRule, judged: Sequence[tuple[Row, Judgement]], weight: Decimal) -> Judgement:
    points_given = [one.points for _, one in judged if one.points is not None]
    steps = []
    for row, one in judged:
        name = row[LEVEL3].strip() or "（未填名称）"
        earned = "等待填写" if one.points is None else f"{display_score(one.points)} 分"
        steps += [f"“{name}”按 {display_score(weight)} 分计：{earned}", *one.explanation.steps]
    clause = judged[0][1].explanation.clause
    if len(points_given) < len(judged):
        steps.append(
            f"还有 {len(judged) - len(points_given)} 项不能计分；改正后自动计分，也可以直接填写合并的得分。"
        )
        return Judgement(None, Explanation("暂不能合并计分：等待填写", tuple(steps), clause))
    points = granted(rule, sum(points_given, Decimal(0)) / len(points_given), weight)
    added = "＋".join(map(display_score, points_given))
    steps.append(f"（{added}）÷{len(points_given)} ＝ {display_score(points)}")
    return Judgement(points, Explanation("合并计分：各指标得分的平均数", tuple(steps), clause))
