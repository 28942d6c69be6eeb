"""单位: units typed into values, units that do not fit what is counted, and texts where numbers belong."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfdesk.model.checks.finding import Finding, Fix, RowFinding, Severity
from perfdesk.model.checks.subject import Budget, IndicatorRow, Subject
from perfdesk.model.form.definition import Field, ValueKind
from perfdesk.model.form.known_keys import ACTUAL, LEVEL3, TARGET, UNIT
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.scoring.score import Outcome
from perfdesk.model.value.measure import PERCENT, measure_of
from perfdesk.model.value.value import (
    display_number,
    display_score,
    is_blank,
    is_spreadsheet_error,
    parse_money,
    parse_number,
    parse_points,
)

_TEN_THOUSAND = Decimal(10000)  # 元 in 万元
_FAR = 100  # times the adjusted budget, beyond which another amount was typed in another unit
_WIDE_SHARE = 4  # decimals from which 0.965857143 is a share as a spreadsheet computed it
_SPREADSHEET = "是表格软件的出错值，请改为实际内容。"
_MARKS = "*＊★☆※ "


def value(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """A unit that is typed again behind a value though the unit has a cell of its own."""
    if not indicator.form.unit_apart or not indicator.row[UNIT].strip():
        return
    for key, quantity in ((TARGET, indicator.target), (ACTUAL, indicator.actual)):
        if quantity is None or not quantity.unit or quantity.operator is not None or not indicator.has(key):
            continue
        if measure_of(quantity.unit) != measure_of(indicator.unit):
            continue
        number = format(quantity.number, "f")
        typed = indicator.row[key].strip()
        yield RowFinding(
            "units.in-value",
            Severity.NOTICE,
            key,
            f"{indicator.name}的{indicator.form.labels[key]}“{typed}”带着单位，而度量单位栏已写"
            f"“{indicator.row[UNIT].strip()}”。请只留数字。",
            f"改为“{number}”",
            {key: number},
        )


def count(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """A percent as the unit of what is counted (参保人数), or where there is no number (据实)."""
    if measure_of(indicator.unit) != measure_of(PERCENT) or not indicator.has(UNIT):
        return
    label, unit = indicator.form.labels[UNIT], indicator.row[UNIT].strip() or indicator.unit
    name = indicator.row[LEVEL3].strip().rstrip(_MARKS)
    if name.endswith(indicator.form.checks.lexicon.counts):
        yield RowFinding(
            "units.percent-of-count",
            Severity.WARNING,
            UNIT,
            f"{indicator.name}数的是数量，{label}却是“{unit}”。请改为人、户、次等，并核对完成值。",
        )
    elif indicator.target is None and not is_blank(indicator.row[TARGET]):
        yield RowFinding(
            "units.percent-without-number",
            Severity.WARNING,
            UNIT,
            f"{indicator.name}的{indicator.form.labels[TARGET]}“{indicator.row[TARGET].strip()}”不是百分数，"
            f"{label}却是“{unit}”。请改正{label}，或填写数值。",
        )


def comparable(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """An actual that cannot be held against a numeric target: another unit, or no number."""
    typed = indicator.row[ACTUAL].strip()
    if indicator.target is None or is_blank(typed) or is_spreadsheet_error(typed):
        return
    # A score that waits is an error already, with the same reason.
    if indicator.score is not None and indicator.score.outcome is Outcome.WAITING:
        return
    if indicator.numbers is not None:
        return
    labels = indicator.form.labels
    target = indicator.target
    asked = f"{indicator.comparison or ''}{display_score(target.number)}{target.unit or indicator.unit}"
    if indicator.actual is None:
        yield RowFinding(
            "units.not-a-number",
            Severity.WARNING,
            ACTUAL,
            f"{indicator.name}的{labels[ACTUAL]}“{typed}”不是数值，不能与{labels[TARGET]} {asked} 比较。"
            f"请填实际数。",
        )
    else:
        yield RowFinding(
            "units.mismatch",
            Severity.ERROR,
            ACTUAL,
            f"{indicator.name}的{labels[ACTUAL]}“{typed}”与{labels[TARGET]} {asked} 的单位不同。请统一单位。",
        )


def share(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """A share as a spreadsheet computes it (0.965857143) where a percent is asked for."""
    number = parse_number(indicator.row[ACTUAL])
    if number is None or indicator.target is None or measure_of(indicator.unit) != measure_of(PERCENT):
        return
    wide = -int(number.as_tuple().exponent) >= _WIDE_SHARE
    if not 0 < number <= 1 or not (indicator.target.number > 1 or wide):
        return
    percent = display_score(Decimal(display_number(number * 100, 2)))
    shown = percent if indicator.form.unit_apart else f"{percent}%"
    yield RowFinding(
        "units.share-for-percent",
        Severity.WARNING,
        ACTUAL,
        f"{indicator.name}的{indicator.form.labels[ACTUAL]}“{indicator.row[ACTUAL].strip()}”应按百分数填写，"
        f"是不是 {percent}%？",
        f"改为“{shown}”",
        {ACTUAL: shown},
    )


def cells(subject: Subject) -> Iterator[Finding]:
    """Error values of spreadsheets, amounts and points that are no numbers."""
    record = subject.record
    for field in subject.definition.fields:
        text = record.fields.get(field.key, "")
        if text and (problem := _problem(field, text, subject.definition.money_unit)):
            yield Finding(*problem[:2], record.id, field_path(field.key), problem[2])
    for block in subject.definition.blocks:
        watched = [column for column in block.columns if column.kind is not ValueKind.TEXT]
        for index, row in enumerate(record.rows(block.key)):
            for column in watched:
                text = row.values.get(column.key, "")
                if text and (problem := _problem(column, text, subject.definition.money_unit)):
                    yield Finding(*problem[:2], record.id, Path(block.key, index, column.key), problem[2])


def _problem(field: Field, text: str, money_unit: str) -> tuple[str, Severity, str] | None:
    if ("#" in text or "＃" in text) and is_spreadsheet_error(text):
        return "units.spreadsheet-error", Severity.ERROR, f"{field.label}“{text.strip()}”{_SPREADSHEET}"
    if field.kind is ValueKind.MONEY and not is_blank(text) and parse_money(text, money_unit) is None:
        message = f"{field.label}“{text.strip()}”不是金额，请填数字（{money_unit}）。"
        return "units.amount-unreadable", Severity.ERROR, message
    if field.kind is ValueKind.SCORE and not is_blank(text) and parse_points(text) is None:
        message = f"{field.label}“{text.strip()}”不是分数，请填数字。"
        return "units.points-unreadable", Severity.ERROR, message
    return None


def amounts(subject: Subject) -> Iterator[Finding]:
    """Whether the total is of a size that a project can have in the form's money unit."""
    block = subject.budget
    unit = subject.definition.money_unit
    plausible = subject.checks.lexicon.amounts.get(unit)
    if block is None or plausible is None:
        return
    column = block.rule.denominator
    amount = parse_money(block.total.row[column], unit)
    if not amount:
        return
    if plausible.least is not None and amount < plausible.least:
        message, other, factor = f"不足 {display_score(plausible.least)} {unit}", "万元", _TEN_THOUSAND
    elif plausible.most is not None and amount > plausible.most:
        message, other, factor = f"超过 {display_score(plausible.most)} {unit}", "元", 1 / _TEN_THOUSAND
    else:
        return
    yield Finding(
        "units.money-unit",
        Severity.WARNING,
        subject.record.id,
        block.path(block.total, column),
        f"{block.total.name}的{block.label(column)} {display_score(amount)} {message}，"
        f"是不是按{other}填的？本表金额单位是{unit}，请核对。",
        Fix(f"改为 {display_score(amount * factor)}", tuple(_converted(block, unit, factor))),
    )


def _converted(block: Budget, unit: str, factor: Decimal) -> Iterator[tuple[Path, str]]:
    """The amounts of a budget in the other unit, column by column, where the total is of the same size.

    Beside a total that is too large, an amount below what the total becomes was typed in the right unit.
    """
    columns = (column.key for column in block.block.columns if column.kind is ValueKind.MONEY)
    adjusted = parse_money(block.total.row[block.rule.denominator], unit)
    for column in columns:
        total = parse_money(block.total.row[column], unit)
        if not total or not adjusted or not 1 / _FAR < total / adjusted < _FAR:
            continue
        for line in block.lines:
            amount = parse_money(line.row[column], unit)
            if amount and (factor > 1 or amount > total * factor):
                yield block.path(line, column), display_score(amount * factor)
