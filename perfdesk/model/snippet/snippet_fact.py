"""The numbers of a filled form that a text can name (常用语), as they are written in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.form.definition import ExecutionRule, FormDefinition, Rounding
from perfdesk.model.form.known_keys import (
    ACTUAL,
    CODE_FIELD,
    DEPARTMENT_FIELD,
    NAME_FIELD,
    NATURE,
    TARGET,
    UNIT,
    UNIT_FIELD,
)
from perfdesk.model.record.levels import row_name
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Outcome, Score, Scores
from perfdesk.model.snippet.fact import Fact
from perfdesk.model.value.value import (
    display_number,
    display_percent,
    display_score,
    parse_money,
    parse_number,
    rounded,
)
from perfdesk.model.value.written_target import WrittenTarget

_ZERO = Decimal(0)
_NONE = "无"
_RATE = Rounding(decimals=2)  # 91.67%

HEADING = {
    "year": "年度",
    "name": "项目名称",
    "code": "项目编码",
    "unit": "实施单位",
    "department": "主管部门",
}
EXECUTION = {
    "budget": "预算数，带金额单位",
    "spent": "执行数，带金额单位",
    "unspent": "预算数减执行数，带金额单位",
    "execution_rate": "预算执行率",
}
EXECUTION_SCORE = {"execution_score": "预算执行得分", "execution_lost": "预算执行扣了几分"}
INDICATORS = {
    "indicator_count": "绩效指标几项（没有填的行、不单独计分的行不算）",
    "met_count": "其中得满分的几项",
    "missed_count": "其中没有得满分的几项",
    "met_rate": "得满分的占百分之几",
    "indicator_score": "绩效指标得分之和",
    "lost_score": "一共扣了几分（预算执行和绩效指标）",
    "lost_list": "哪些扣了分，各扣几分：“培训人次”扣2分、…；没有的写“无”",
    "missed_list": "没有得满分的指标，带指标值和完成值；没有的写“无”",
}
TOTAL = {"total": "自评总分", "grade": "等级"}
FACTS = {**HEADING, **EXECUTION, **EXECUTION_SCORE, **INDICATORS, **TOTAL}
"""Every fact, and what it is in Chinese."""

_FIELDS = {"name": NAME_FIELD, "code": CODE_FIELD, "unit": UNIT_FIELD, "department": DEPARTMENT_FIELD}


def available_facts(definition: FormDefinition) -> frozenset[str]:
    """The facts that a form has: one without scores has no total."""
    rule = definition.scoring
    keys = {field.key for field in definition.fields}
    names = {"year", *(name for name, key in _FIELDS.items() if key in keys)}
    if rule.execution is not None:
        names |= EXECUTION.keys() | (EXECUTION_SCORE.keys() if rule.execution.weight else set())
    if rule.indicators:
        names |= INDICATORS.keys()
    if rule.total is not None:
        names |= TOTAL.keys() if rule.total.grades else {"total"}
    return frozenset(names)


def facts_of(definition: FormDefinition, record: Record, scores: Scores) -> Mapping[str, Fact]:
    """The facts of a record. What is not known yet says what is missing, in 【】, and never a number."""
    found = {"year": Fact(str(record.year))}
    for name, key in _FIELDS.items():
        if any(field.key == key for field in definition.fields):
            text = record.fields.get(key, "").strip()
            found[name] = Fact(text or f"【{definition.field(key).label}待填】")
    rule = definition.scoring
    if rule.execution is not None:
        found |= _execution(definition, rule.execution, record, scores)
    if rule.indicators:
        found |= _indicators(definition, record, scores)
    if scores.total is not None:
        missing = _missing(scores.total.waiting)
        value = scores.total.value
        found["total"] = Fact(missing if value is None else display_score(value))
        if rule.total is not None and rule.total.grades:
            found["grade"] = Fact(missing if value is None else scores.total.grade or "")
    return found


def _execution(
    definition: FormDefinition, rule: ExecutionRule, record: Record, scores: Scores
) -> Iterator[tuple[str, Fact]]:
    block, unit = definition.block(rule.block), definition.money_unit
    index = next((at for at, row in enumerate(record.rows(rule.block)) if row.line == rule.line), None)
    row = Row() if index is None else record.rows(rule.block)[index]
    rate = None if index is None else scores.rates[rule.block][index].value
    amounts = {}
    for name, key in (("budget", rule.denominator), ("spent", rule.numerator)):
        field = block.column(key)
        amount = amounts[name] = parse_money(row[key], unit)
        missing = f"【{field.label}待填】"
        yield name, Fact(missing if amount is None else f"{display_number(amount, field.decimals)}{unit}")
    budget, spent = amounts["budget"], amounts["spent"]
    unspent = None if budget is None or spent is None else budget - spent
    decimals = block.column(rule.numerator).decimals
    missing = "【预算执行率待填】"
    yield "unspent", Fact(missing if unspent is None else f"{display_number(unspent, decimals)}{unit}")
    shown = missing if rate is None else display_percent(rate, rule.rate_display_decimals)
    yield "execution_rate", Fact(shown)
    score = scores.execution
    if score is not None:
        yield "execution_score", Fact(display_score(score.value) if score.value is not None else missing)
        yield "execution_lost", Fact(missing if score.lost is None else display_score(score.lost))


class _Scored(NamedTuple):
    """An indicator that counts, with its score."""

    row: Row
    score: Score

    @property
    def name(self) -> str:
        return row_name(self.row)


def _indicators(definition: FormDefinition, record: Record, scores: Scores) -> Iterator[tuple[str, Fact]]:
    scored = [
        _Scored(row, score)
        for rule in definition.scoring.indicators
        for row, score in zip(record.rows(rule.block), scores.indicators[rule.block], strict=True)
        if score.outcome is not Outcome.BLANK
    ]
    yield "indicator_count", Fact(str(len(scored)))
    waiting = sum(indicator.score.value is None for indicator in scored)
    if waiting or not scored:
        missing = Fact(_missing(waiting))
        yield from ((name, missing) for name in INDICATORS if name != "indicator_count")
        return
    missed = [indicator for indicator in scored if indicator.score.lost]
    met = len(scored) - len(missed)
    yield "met_count", Fact(str(met))
    yield "missed_count", Fact(str(len(missed)))
    yield "met_rate", Fact(_share(met, len(scored)))
    yield (
        "indicator_score",
        Fact(display_score(sum((indicator.score.value or _ZERO for indicator in scored), _ZERO))),
    )
    yield "missed_list", Fact(_NONE, tuple(map(_missed, missed)))
    execution = scores.execution
    if execution is not None and execution.value is None:
        missing = Fact("【预算执行率待填】")
        yield "lost_score", missing
        yield "lost_list", missing
        return
    lost = [(f"“{indicator.name}”", indicator.score.lost or _ZERO) for indicator in missed]
    if execution is not None and execution.lost:
        lost.insert(0, ("预算执行率", execution.lost))
    yield "lost_score", Fact(display_score(sum((points for _, points in lost), _ZERO)))
    yield "lost_list", Fact(_NONE, tuple(f"{name}扣{display_score(points)}分" for name, points in lost))


def _missed(indicator: _Scored) -> str:
    """“培训人次”（指标值≥100人次，完成值80人次）."""
    row = indicator.row
    target = str(WrittenTarget(row[NATURE].strip(), row[TARGET].strip(), row[UNIT].strip()))
    actual = row[ACTUAL].strip()
    if parse_number(actual) is not None:
        actual += row[UNIT].strip()
    return f"“{indicator.name}”（指标值{target}，完成值{actual}）"


def _share(part: int, whole: int) -> str:
    return f"{display_score(rounded(Decimal(100 * part) / whole, _RATE))}%"


def _missing(waiting: int) -> str:
    """What is said instead of a number that scores are missing for."""
    return f"【缺{waiting}项得分】" if waiting else "【绩效指标待填】"
