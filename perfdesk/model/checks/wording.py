"""文字: texts that are too long, end in a comma, hold a known misspelling, or speak of another project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from perfdesk.model.checks.finding import Finding, RowFinding, Severity
from perfdesk.model.checks.subject import IndicatorRow, Subject
from perfdesk.model.form.check_rule import Lexicon, Typo
from perfdesk.model.form.definition import Field, ValueKind
from perfdesk.model.form.known_keys import ACTUAL, LEVEL3, LEVELS, NAME_FIELD, TARGET
from perfdesk.model.form.path import Path

_TRAILING = "，,、；;："
_NO_DAY = re.compile(r"((?:20[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2})(?=$|之?前|以前|完成)")
_NO_YEAR = re.compile(r"[0-9]{1,2}月[0-9]{1,2}[日号]?(?:$|之?前|以前)")


def fields(subject: Subject) -> Iterator[Finding]:
    """The texts of fields and of fixed lines: of the budget, of 资金管理情况."""
    record, lexicon = subject.record, subject.checks.lexicon
    for field in subject.definition.fields:
        text = record.fields.get(field.key, "")
        if text and field.kind is ValueKind.TEXT:
            for found in _text(field, text, lexicon):
                yield found.in_field(record.id)
    for block in subject.definition.blocks:
        if block.key in subject.indicators:
            continue
        columns = [column for column in block.columns if column.kind is ValueKind.TEXT]
        for index, row in enumerate(record.rows(block.key)):
            for column in columns:
                for found in _text(column, row[column.key], lexicon):
                    yield found.at(record.id, block.key, index)


def indicator_texts(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """The texts of an indicator."""
    for column in indicator.form.block.columns:
        text = indicator.row.values.get(column.key)
        if text and column.kind is ValueKind.TEXT:
            yield from _text(column, text, indicator.form.checks.lexicon)


def _text(field: Field, text: str, lexicon: Lexicon) -> tuple[RowFinding, ...]:
    if field.limit is None:
        return _plain(field.key, field.label, text, lexicon)
    return _limited(field, len(text)) + _plain(field.key, field.label, text, lexicon)


def _limited(field: Field, length: int) -> tuple[RowFinding, ...]:
    if field.limit is None or length <= field.limit:
        return ()
    message = (
        f"{field.label}写了 {length} 字，超过 {field.limit} 字的限制，请精简 {length - field.limit} 字。"
    )
    return (RowFinding("wording.too-long", Severity.ERROR, field.key, message),)


@lru_cache(maxsize=16384)
def _plain(key: str, label: str, text: str, lexicon: Lexicon) -> tuple[RowFinding, ...]:
    """What is wrong with a text wherever it stands; most texts are looked at again and again."""
    found: list[RowFinding] = []
    shown = text.strip()
    if len(shown) > 1 and shown[-1] in _TRAILING:
        message = f"{label}以“{shown[-1]}”结尾，像是没有写完。请补完，或改为句号。"
        fixed = f"{shown[:-1]}。"
        found.append(RowFinding("wording.ending", Severity.NOTICE, key, message, "改为句号", {key: fixed}))
    fixed, seen = text, []
    for typo in lexicon.typos:
        if typo.wrong in fixed and (corrected := _corrected(fixed, typo)) != fixed:
            fixed = corrected
            seen.append(f"“{typo.wrong}”似应为“{typo.right}”")
    if seen:
        message = f"{label}“{_clipped(shown)}”中，{'，'.join(seen)}。请改正。"
        found.append(RowFinding("wording.typo", Severity.NOTICE, key, message, "改正错字", {key: fixed}))
    return tuple(found)


def _corrected(text: str, typo: Typo) -> str:
    parts: list[str] = []
    done = 0
    while (at := text.find(typo.wrong, done)) >= 0:
        end = at + len(typo.wrong)
        rightly = any(
            text.startswith(word, start)
            for word in typo.unless
            if (start := at - word.index(typo.wrong)) >= 0
        )
        preceded = not typo.before or (at > 0 and text[at - 1] in typo.before)
        parts += [text[done:at], text[at:end] if rightly or not preceded else typo.right]
        done = end
    return "".join((*parts, text[done:]))


def _clipped(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


def date(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """A date without its 日, or without its year."""
    for key in (TARGET, ACTUAL):
        text = indicator.row[key].strip()
        if "月" not in text:
            continue
        label = indicator.form.labels.get(key, "")
        if (day := _NO_DAY.match(text)) is not None:
            fixed = f"{day[1]}日{text[day.end() :]}"
            message = f"{indicator.name}的{label}“{text}”少了“日”，应是“{fixed}”。"
            yield RowFinding("wording.date-day", Severity.NOTICE, key, message, "补“日”", {key: fixed})
        elif _NO_YEAR.match(text) is not None:
            fixed = f"{indicator.form.year}年{text}"
            message = f"{indicator.name}的{label}“{text}”没有写年份，应是“{fixed}”。"
            yield RowFinding("wording.date-year", Severity.NOTICE, key, message, "补年份", {key: fixed})


def level(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """A level that is written other than the form has it: 质量 for 质量指标."""
    for column in indicator.form.block.columns:
        if column.key not in LEVELS or not column.choices:
            continue
        text = indicator.row[column.key].strip()
        if not text or text in column.choices:
            continue
        meant = [choice for choice in column.choices if choice.startswith(text) or text.startswith(choice)]
        if len(meant) == 1:
            yield RowFinding(
                "wording.level",
                Severity.NOTICE,
                column.key,
                f"{column.label}“{text}”应写作“{meant[0]}”。",
                f"改为“{meant[0]}”",
                {column.key: meant[0]},
            )


def other_group(subject: Subject) -> Iterator[Finding]:
    """An indicator about people whom the project is not for, as it is left when a form is copied."""
    groups = subject.checks.lexicon.groups
    name = subject.record.fields.get(NAME_FIELD, "")
    own = [words for words in groups if any(word in name for word in words)]
    if not own:
        return
    own_texts = "".join(subject.record.fields.get(key, "") for key in subject.checks.narrative) + name
    for key, used in subject.indicators.items():
        for index, indicator in used.items():
            text = indicator.row[LEVEL3]
            for words in groups:
                word = next((word for word in words if word in text), None)
                if word is None or any(other in own_texts for other in words):
                    continue
                if any(other in text for mine in own for other in mine):
                    continue
                yield Finding(
                    "wording.other-project",
                    Severity.WARNING,
                    subject.record.id,
                    Path(key, index, LEVEL3),
                    f"{indicator.name}说的是“{word}”，而项目“{name}”和各项内容都没有提到。"
                    "是不是从别的项目复制来的？请改正。",
                )
                break
