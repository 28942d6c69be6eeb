"""完整: values, reasons and indicators that the form requires and that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfdesk.model.checks.finding import Finding, Fix, RowFinding, Severity
from perfdesk.model.checks.subject import Budget, IndicatorForm, IndicatorRow, Subject, same
from perfdesk.model.form.known_keys import (
    ACTUAL,
    DEPARTMENT_FIELD,
    LEVEL1,
    LEVEL3,
    MANUAL_SCORE,
    NATURE,
    REASON,
    TARGET,
    UNIT,
    UNIT_FIELD,
    WEIGHT,
)
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.record.levels import levels_of
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.met import UPWARD, falls_short
from perfdesk.model.scoring.score import Outcome
from perfdesk.model.scoring.shared import sharing_rows
from perfdesk.model.value.value import display_percent, display_score, is_blank
from perfdesk.model.value.written_target import QUALITATIVE

SCORE_REASON = "completeness.score-reason"
"""A score below its weight that nothing explains."""

_ASKED = {
    LEVEL3: "name",
    TARGET: "target",
    ACTUAL: "actual",
    WEIGHT: "weight",
}  # and its name among the checks
_SAME_BUREAU = {DEPARTMENT_FIELD: UNIT_FIELD, UNIT_FIELD: DEPARTMENT_FIELD}


def indicator_values(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """What a used indicator lacks: name, target, actual, weight, unit, or a score that waits for a person."""
    labels = indicator.form.labels
    missing = [key for key in _ASKED if key in labels and is_blank(indicator.row[key])]
    if WEIGHT in missing and indicator.score is not None and indicator.score.weight is not None:
        missing.remove(WEIGHT)  # another row holds the weight that they share
    for key in missing:
        message = f"{indicator.name}没有填{labels[key]}，请补上。"
        if key == TARGET and not indicator.form.unit_apart and indicator.row[NATURE].strip() == QUALITATIVE:
            # The one cell of nature, target and unit shows this word, and so does not look blank.
            message = (
                f"{indicator.name}的{labels[key]}只写了“{QUALITATIVE}”，没有写要达到什么，"
                "如“显著提高”，请补上。"
            )
        yield RowFinding(f"completeness.{_ASKED[key]}", Severity.ERROR, key, message)
    if indicator.target is not None and not indicator.unit and indicator.form.unit_apart:
        actual = indicator.actual
        done = actual.unit if actual is not None and actual.operator is None else ""
        yield RowFinding(
            "completeness.unit",
            Severity.WARNING,
            UNIT,
            f"{indicator.name}的{labels[TARGET]}“{indicator.row[TARGET].strip()}”没有{labels[UNIT]}，请补上。",
            f"把{labels[ACTUAL]}的“{done}”移到{labels[UNIT]}" if done else "",
            {UNIT: done, ACTUAL: display_score(actual.number)} if actual is not None and done else {},
        )
    score = indicator.score
    if score is not None and score.outcome is Outcome.WAITING and not missing:
        yield RowFinding(
            "completeness.score",
            Severity.ERROR,
            MANUAL_SCORE if MANUAL_SCORE in labels else ACTUAL,
            f"{indicator.name}还没有得分。{score.explanation.steps[0]}请填写得分，或改正后由程序计分。",
        )


def explained_together(form: IndicatorForm, rows: Sequence[Row]) -> frozenset[Row]:
    """Of rows that share a score, the one that has it, where another of them holds the reason."""
    if form.rule is None or not form.rule.shared:
        return frozenset()
    runs = sharing_rows(rows, form.rule.shared)
    return frozenset(run[0] for run in runs if any(row[REASON].strip() for row in run))


def reason(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """A score below its weight, or a target far exceeded, without a reason."""
    score, rule = indicator.score, indicator.form.rule
    if not indicator.has(REASON) or not is_blank(indicator.row[REASON]):
        return
    labels = indicator.form.labels
    if score is None or rule is None:
        if _missed(indicator):
            yield RowFinding(
                "completeness.missed-reason",
                Severity.WARNING,
                REASON,
                f"{indicator.name}的{labels[ACTUAL]}“{indicator.row[ACTUAL].strip()}”没有达到{labels[TARGET]}"
                f"“{indicator.row[TARGET].strip()}”，没有说明原因。请在“{labels[REASON]}”写明。",
            )
        return
    if score.value is not None and score.weight is not None and score.value < score.weight:
        yield RowFinding(
            SCORE_REASON,
            Severity.ERROR,
            REASON,
            f"{indicator.name}得 {display_score(score.value)} 分，低于{labels[WEIGHT]} "
            f"{display_score(score.weight)}，没有说明原因。请在“{labels[REASON]}”写明。",
        )
        return
    numbers = indicator.numbers
    if rule.over_completion is None or numbers is None or indicator.comparison not in UPWARD:
        return
    target, actual = numbers
    if target > 0 and actual >= target * (1 + rule.over_completion):
        yield RowFinding(
            "completeness.over-completion",
            Severity.WARNING,
            REASON,
            f"{indicator.name}的{labels[ACTUAL]}超过{labels[TARGET]} "
            f"{display_percent((actual - target) / target, 2)}，达到 "
            f"{display_percent(rule.over_completion, 0)} 以上。请在“{labels[REASON]}”说明原因，"
            f"并核对{labels[TARGET]}是否定得过低。",
        )


def _missed(indicator: IndicatorRow) -> bool:
    """Whether the numbers of a row that nothing scores say that its target was missed."""
    if indicator.numbers is None or indicator.actual is None or indicator.actual.operator is not None:
        return False
    # Without a sign, 20 of 19.78万元 of a cost is none that was missed: what it wants is not said.
    return indicator.comparison is not None and falls_short(indicator.comparison, *indicator.numbers)


def fields(subject: Subject) -> Iterator[Finding]:
    """Required fields that are blank; a signature may also be written by hand on paper."""
    for field in subject.definition.fields:
        if subject.record.fields.get(field.key, "").strip():
            continue
        path = field_path(field.key)
        if field.key in subject.checks.signatures:
            message = f"没有录入{field.label}。不录入的，打印后请由本人签字。"
            yield Finding("completeness.signature", Severity.NOTICE, subject.record.id, path, message)
        elif field.required:
            name = subject.record.fields.get(_SAME_BUREAU.get(field.key, ""), "").strip()
            fix = Fix(f"填“{name}”", ((path, name),)) if name else None
            message = f"没有填{field.label}，请补上。"
            yield Finding("completeness.field", Severity.ERROR, subject.record.id, path, message, fix)


def budget(subject: Subject) -> Iterator[Finding]:
    """Amounts of the scored line, and the reasons that a low rate and a changed budget ask for."""
    block = subject.budget
    if block is None:
        return
    columns = (subject.checks.initial, block.rule.denominator, block.rule.numerator)
    for column in dict.fromkeys(column for column in columns if column):
        if is_blank(block.total.row[column]):
            yield Finding(
                "completeness.amount",
                Severity.ERROR,
                subject.record.id,
                block.path(block.total, column),
                f"{block.total.name}没有填{block.label(column)}，请补上；没有的填 0。",
            )
    yield from _lost_points(subject)
    column = subject.checks.reason
    if column and all(is_blank(line.row[column]) for line in block.lines):
        yield from _reasons(subject, block, column)


def _lost_points(subject: Subject) -> Iterator[Finding]:
    key, score = subject.checks.execution_reason, subject.scores.execution
    if not key or score is None or score.value is None or score.weight is None:
        return
    if score.value < score.weight and is_blank(subject.record.fields.get(key, "")):
        yield Finding(
            "completeness.execution-score-reason",
            Severity.ERROR,
            subject.record.id,
            field_path(key),
            f"预算执行得 {display_score(score.value)} 分，低于 {display_score(score.weight)} 分，"
            f"没有说明原因。请在“{subject.definition.field(key).label}”写明。",
        )


def _reasons(subject: Subject, block: Budget, column: str) -> Iterator[Finding]:
    path = Path(block.block.key, 0, column)
    label, total = block.label(column), block.total
    least = block.rule.reason_below
    rate = subject.scores.rates[block.block.key][total.number].value
    if least is not None and rate is not None and rate < least:
        shown = display_percent(rate, block.rule.rate_display_decimals)
        yield Finding(
            "completeness.execution-reason",
            Severity.ERROR,
            subject.record.id,
            path,
            f"预算执行率 {shown}，低于 {display_percent(least, 0)}，没有说明原因。请在“{label}”写明。",
        )
    if total.initial is None or total.adjusted is None or same(total.initial, total.adjusted):
        return
    change = "追加" if total.adjusted > total.initial else "调减"
    yield Finding(
        "completeness.adjustment-reason",
        Severity.ERROR,
        subject.record.id,
        path,
        f"{block.label(block.rule.denominator)}比{block.label(subject.checks.initial)}{change} "
        f"{display_score(abs(total.adjusted - total.initial))} {subject.definition.money_unit}，"
        f"没有说明原因。请在“{label}”写明。",
    )


def indicators(subject: Subject) -> Iterator[Finding]:
    """A project that has money and not one indicator."""
    block = subject.budget
    if block is None or any(subject.indicators.values()):
        return
    amounts = (block.total.initial, block.total.adjusted, block.total.executed)
    for key in subject.indicators if any(amounts) else ():
        label = subject.definition.block(key).label
        yield Finding(
            "completeness.indicators",
            Severity.ERROR,
            subject.record.id,
            Path(key, 0, LEVEL3),
            f"有预算，却一个{label}也没有。请按绩效目标填写{label}。",
        )
        return


def levels(subject: Subject) -> Iterator[Finding]:
    """Levels (满意度指标, 成本指标) that the form expects and that no indicator has."""
    for key, used in subject.indicators.items():
        levels = levels_of(subject.record.rows(key))
        names = {name for index in used for name in levels[index]}
        for wanted in subject.checks.levels if used else ():
            if not any(wanted.removesuffix("指标") in name for name in names):
                yield Finding(
                    "completeness.level",
                    Severity.WARNING,
                    subject.record.id,
                    Path(key, 0, LEVEL1),
                    f"没有{wanted}。请补上；确实不需要的请说明理由。",
                )
