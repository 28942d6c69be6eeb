"""叙述: amounts, rates and states of payment in texts held against the figures; slots left unfilled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdesk.model.checks.finding import Finding, RowFinding, Severity
from perfdesk.model.checks.subject import Budget, IndicatorRow, Subject, same
from perfdesk.model.form.definition import ValueKind
from perfdesk.model.form.known_keys import LEVEL3, NAME_FIELD, NATURE, TARGET
from perfdesk.model.form.path import field_path
from perfdesk.model.value.folding import folded_value
from perfdesk.model.value.measure import PERCENT, measure_of
from perfdesk.model.value.value import Comparison, display_percent, display_score, parse_money

_GOAL, _DONE = "goal", "goal_done"
_MOST_READ = 20_000  # characters of a text; what is longer is no text that somebody wrote

_SENTENCE_END = re.compile(r"[。；;\n]")
_AMOUNT = r"[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?\s{0,3}(?:亿元|万元|元)"
_MONEY = re.compile(_AMOUNT)
_TOTAL = re.compile(rf"(?:合计|共计|总计)[^0-9，。,]{{0,6}}(?P<amount>{_AMOUNT})")
_LEAST_LISTED = 2

_RATE = re.compile(
    r"(?:执行率|支付率|支出率|支出进度)(?:为|达到|达|是|约)?[:：]?\s{0,3}(?P<rate>[0-9]{1,3}(?:\.[0-9]{1,6})?)\s?[%％]"
    r"(?![^，。；,;\n]{0,2}(?:以上|以下|左右))"
)
_PAID = re.compile(r"(?:资金|款项|经费)[^，。；,;\n]{0,4}(?:全部|全额)(?:拨付|支付|支出|付清)(?!率|进度)")
_UNPAID = re.compile(r"(?:资金|款项|经费)[^，。；,;\n]{0,4}(?:均未|都没有|尚未|暂未)(?:拨付|支付|支出)")
_PLANNED = re.compile(r"(?:确保|力争|争取|计划|不低于|目标|预计)[^，。；,;\n]{0,12}$")

_BLANK = r"[-－—–_＿\s]"
_SLOTS = (
    re.compile(rf"[（(]?{_BLANK}{{0,4}}{_BLANK}年{_BLANK}{{1,4}}月(?:{_BLANK}{{1,4}}日)?[）)]?"),
    re.compile(r"请在?(?:此处?)?(?:填写|输入|填入|选择)[^，。；,;\n]{0,12}"),
    re.compile(r"(?<![A-Za-z0-9])(?:[XxＸ]{2,6}|×{2,6})(?![A-Za-z0-9])"),
    re.compile(r"[_＿]{3,}"),
    re.compile(r"[^\s，。；：:]{1,12}[:：][ \t]{0,3}(?:…{1,4}|\.{3,9})(?=\s|$)"),
    re.compile(r"(?m)^[0-9]{1,2}[.、．][ \t]{0,3}(?:…{1,4}|\.{3,9})[ \t]{0,3}$"),
)
_LEAST_WORDS = 8  # shorter texts may well be the same

_RATE_NAME = re.compile(r"率[*＊★☆※\s]*$")
_MAY_EXCEED = re.compile(r"增|长|超|利用|使用|负债|周转|收益|回报|涨|比率|倍|完成率|执行率")
_UPWARD = (Comparison.AT_LEAST, Comparison.MORE, Comparison.EQUAL)
_LOST_SIGN = re.compile(r"[23]([0-9]{2}|100)(?:\.[0-9]+)?")


class _Listed(NamedTuple):
    """Amounts that a text lists before their total; ``written`` is the total as written."""

    amounts: tuple[Decimal, ...]
    total: Decimal
    written: str


def listed_amounts(subject: Subject) -> Iterator[Finding]:
    """Amounts listed in a text that do not add to the total it names, or whose total is no budget's."""
    unit, block = subject.definition.money_unit, subject.budget
    for key, label, text in _narrative(subject):
        for listed in _lists(text, unit):
            added = sum(listed.amounts, Decimal(0))
            if not _some_add_up(listed):
                yield Finding(
                    "logic.listed-amounts",
                    Severity.WARNING,
                    subject.record.id,
                    field_path(key),
                    f"{label}里列出的 {len(listed.amounts)} 笔金额相加是 {display_score(added)} {unit}，"
                    f"与“{listed.written}”相差 {display_score(abs(added - listed.total))} {unit}。请核对。",
                )
                break
            if block is not None and not _is_in(block, listed.total):
                adjusted = block.total.adjusted
                shown = "没有填" if adjusted is None else f"{display_score(adjusted)} {unit}"
                yield Finding(
                    "logic.listed-total",
                    Severity.NOTICE,
                    subject.record.id,
                    field_path(key),
                    f"{label}写“{listed.written}”，与{block.total.name}的"
                    f"{block.label(block.rule.denominator)}（{shown}）和其他各数都不同。请核对是不是同一笔钱。",
                )
                break


@lru_cache(maxsize=4096)
def _lists(text: str, unit: str) -> tuple[_Listed, ...]:
    found = []
    for sentence in _SENTENCE_END.split(text[:_MOST_READ]):
        total = _TOTAL.search(sentence)
        if total is None:
            continue
        amounts = tuple(_amount(match[0], unit) for match in _MONEY.finditer(sentence[: total.start()]))
        if len(amounts) >= _LEAST_LISTED and all(amounts):
            found.append(_Listed(amounts, _amount(total["amount"], unit), total[0]))
    return tuple(found)


def _amount(written: str, unit: str) -> Decimal:
    return parse_money(written, unit) or Decimal(0)


def _some_add_up(listed: _Listed) -> bool:
    """Whether the last of the amounts add to the total: those before them may be about something else."""
    added = Decimal(0)
    for count, amount in enumerate(reversed(listed.amounts), start=1):
        added += amount
        if count >= _LEAST_LISTED and same(added, listed.total):
            return True
    return False


def _is_in(block: Budget, amount: Decimal) -> bool:
    present = (
        number
        for line in block.lines
        for number in (line.initial, line.adjusted, line.executed)
        if number is not None
    )
    return any(same(number, amount) for number in present)


def execution(subject: Subject) -> Iterator[Finding]:
    """A rate of execution, or a state of payment, in a text against the rate that the amounts give."""
    block = subject.budget
    if block is None:
        return
    rates = [rate.value for rate in subject.scores.rates[block.block.key]]
    total = rates[block.total.number]
    if total is None:
        return
    shown = display_percent(total, block.rule.rate_display_decimals)
    path = block.path(block.total, block.rule.numerator)
    place = f"{block.total.name}的{block.label(path.key)}算出的执行率 {shown}"
    for key, label, text in _narrative(subject):
        if key == _GOAL:
            continue
        for match in _RATE.finditer(text):
            written = Decimal(match["rate"])
            agrees = any(rate is not None and same(rate * 100, written) for rate in rates)
            if not agrees and not _PLANNED.search(text[max(0, match.start() - 20) : match.start()]):
                yield Finding(
                    "logic.rate-in-text",
                    Severity.WARNING,
                    subject.record.id,
                    field_path(key),
                    f"{label}写“{match[0].strip()}”，与按{place}不一致。请改正不对的一处。",
                )
                break
        paid, unpaid = _PAID.search(text), _UNPAID.search(text)
        said = paid if paid is not None and total < 1 and not same(total, Decimal("1.00")) else None
        if unpaid is not None and total >= 1:
            said = unpaid
        if said is not None:
            yield Finding(
                "logic.payment-in-text",
                Severity.NOTICE,
                subject.record.id,
                field_path(key),
                f"{label}写“{said[0]}”，而按{place}。请核对两处。",
            )


def slots(subject: Subject) -> Iterator[Finding]:
    """Prompts and slots of a template that nobody filled in, in the fields."""
    for field in subject.definition.fields:
        if field.kind is ValueKind.TEXT and (slot := _slot(subject.record.fields.get(field.key, ""))):
            yield RowFinding(
                "completeness.slot",
                Severity.WARNING,
                field.key,
                f"{field.label}里的“{slot}”是没有填写的空位或提示。请填写，或删去。",
            ).in_field(subject.record.id)


def indicator_slots(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """Prompts and slots of a template that nobody filled in, in an indicator."""
    for column in indicator.form.block.columns:
        if column.kind is ValueKind.TEXT and (slot := _slot(indicator.row[column.key])):
            yield RowFinding(
                "completeness.slot",
                Severity.WARNING,
                column.key,
                f"{indicator.name}的{column.label}里的“{slot}”是没有填写的空位或提示。请填写，或删去。",
            )


@lru_cache(maxsize=16384)
def _slot(text: str) -> str:
    found = (match for pattern in _SLOTS if (match := pattern.search(text[:_MOST_READ])))
    return next((match[0].strip() for match in found), "")


def same_words(subject: Subject) -> Iterator[Finding]:
    """Goal, completion and project name in the same words: what was done is not said."""
    fields = {field.key: field.label for field in subject.definition.fields}
    texts = {
        key: "".join(folded_value(subject.record.fields.get(key, "")).split()).rstrip("。.")
        for key in (NAME_FIELD, _GOAL, _DONE)
        if key in fields
    }
    for first, second in ((_GOAL, _DONE), (NAME_FIELD, _GOAL), (NAME_FIELD, _DONE)):
        text = texts.get(second, "")
        if text and texts.get(first) == text and (first == NAME_FIELD or len(text) >= _LEAST_WORDS):
            yield Finding(
                "wording.same-words",
                Severity.NOTICE,
                subject.record.id,
                field_path(second),
                f"{fields[second]}与{fields[first]}一字不差。请写明"
                f"{'要做到什么' if second == _GOAL else '实际完成了什么、完成了多少'}。",
            )
            return


def beyond_whole(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """A target of a …率 beyond 100%, as when the ≥ before it was read as a 2: 292 for ≥92."""
    target = indicator.target
    if target is None or target.number <= 100 or indicator.comparison not in (None, *_UPWARD):
        return
    name = indicator.row[LEVEL3].strip()
    unit = indicator.unit or PERCENT
    if measure_of(unit) != measure_of(PERCENT) or not _RATE_NAME.search(name) or _MAY_EXCEED.search(name):
        return
    label, typed = indicator.form.labels[TARGET], indicator.row[TARGET].strip()
    lost = _LOST_SIGN.fullmatch(format(target.number, "f"))
    meant = f"，是不是“≥{lost[1]}%”" if lost else ""
    fix = (
        {NATURE: "≥", TARGET: lost[1]} if lost and indicator.has(NATURE) and not indicator.comparison else {}
    )
    yield RowFinding(
        "units.beyond-whole",
        Severity.NOTICE,
        TARGET,
        f"{indicator.name}的{label}“{typed}”超过 100%{meant}？请核对。",
        f"改为 ≥{lost[1]}" if lost and fix else "",
        fix,
    )


def _narrative(subject: Subject) -> Iterator[tuple[str, str, str]]:
    """Key, label and text of the fields about this year and this project."""
    for field in subject.definition.fields:
        text = subject.record.fields.get(field.key, "")
        if text and field.key in subject.checks.narrative:
            yield field.key, field.label, text[:_MOST_READ]
