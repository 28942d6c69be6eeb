"""身份: names, totals, grades and years in the texts that differ from those of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from perfdesk.model.checks.finding import Finding, Fix, RowFinding, Severity
from perfdesk.model.checks.subject import IndicatorRow, Subject
from perfdesk.model.form.check_rule import Lexicon
from perfdesk.model.form.known_keys import ACTUAL, DEPARTMENT_FIELD, NAME_FIELD, TARGET, UNIT_FIELD
from perfdesk.model.form.path import field_path
from perfdesk.model.value.value import display_score, parse_points

_SIMILAR = 0.6  # names more alike than this are meant to be the same
_CODE = re.compile(r"[\s（(\[【]*[0-9０-９]{3,}[0-9A-Za-z０-９]*[\s）)\]】]*[-—－_:： ]*")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?=年)")
_WRITTEN_NAME = re.compile(
    r"(?:(?:19|20)[0-9]{2}年(?:度)?)?[“《]?(?P<name>[^，。；：、,;:\s“”《》]{4,60}?)[”》]?(?=(?:项目)?(?:绩效)?自评)"
)
_NAMES = (DEPARTMENT_FIELD, UNIT_FIELD)
# Behind points stands 分, 等级 or no word at all: 自评98分, but not 自评2024年, 自评100% or 自评3个项目.
_POINTS_END = r"(?![0-9０-９%％]|[.．][0-9０-９])(?=\s*[分等]|\W|$)"


def conclusion(subject: Subject) -> Iterator[Finding]:
    """Project name, total and grade that the conclusion repeats."""
    key = subject.checks.conclusion
    text = subject.record.fields.get(key, "")
    if not key or not text:
        return
    path, record = field_path(key), subject.record
    label = subject.definition.field(key).label
    name = record.fields.get(NAME_FIELD, "").strip()
    if (written := _other_name(text, name)) is not None:
        yield Finding(
            "identity.name-in-conclusion",
            Severity.WARNING,
            record.id,
            path,
            f"{label}里的项目名称“{written}”与项目名称“{name}”不一致。请改正。",
            Fix(f"改为“{name}”", ((path, text.replace(written, name)),)),
        )
    total = subject.scores.total
    if total is None or total.value is None:
        return
    shown = display_score(total.value)
    scores, grades = _patterns(subject.checks.lexicon)
    for match in scores.finditer(text):
        points = parse_points(match["points"])
        if points is not None and points != total.value:
            fixed = text[: match.start("points")] + shown + text[match.end("points") :]
            yield Finding(
                "identity.score-in-conclusion",
                Severity.ERROR,
                record.id,
                path,
                f"{label}写的自评得分 {display_score(points)} 与合计 {shown} 不一致。请改正。",
                Fix(f"改为 {shown}", ((path, fixed),)),
            )
            break
    match_grade = grades.search(text)
    if match_grade is not None and total.grade is not None and match_grade["grade"] != total.grade:
        fixed = text[: match_grade.start("grade")] + total.grade + text[match_grade.end("grade") :]
        yield Finding(
            "identity.grade-in-conclusion",
            Severity.ERROR,
            record.id,
            path,
            f"{label}写的等级“{match_grade['grade']}”与按合计 {shown} 得出的“{total.grade}”不一致。请改正。",
            Fix(f"改为“{total.grade}”", ((path, fixed),)),
        )


def _other_name(text: str, name: str) -> str | None:
    """The project's name as the text has it, where it is like the form's but not the same."""
    if not name or name in text:
        return None
    from difflib import SequenceMatcher  # seldom needed, and slow to load

    for match in _WRITTEN_NAME.finditer(text):
        written = match["name"]
        if SequenceMatcher(None, written, name).ratio() >= _SIMILAR:
            return written
    return None


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds the total and the grade in a text; nothing where the lexicon names no words for them."""

    def any_of(words: tuple[str, ...]) -> str:
        return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)"

    says = r"(?:为|是|：|:|达|达到)?"
    return (
        re.compile(
            rf"(?:{any_of(lexicon.score_words)}){says}\s*(?P<points>[0-9０-９]+(?:[.．][0-9０-９]+)?)"
            rf"{_POINTS_END}"
        ),
        re.compile(
            rf"(?:{any_of(lexicon.grade_words)})(?:评定|确定)?{says}[“\"]?"
            rf"(?P<grade>[优良中差])(?![好秀质等])"
        ),
    )


def names(subject: Subject) -> Iterator[Finding]:
    """A code before, or a surplus ending behind, the name of the department or unit."""
    for field in subject.definition.fields:
        text = subject.record.fields.get(field.key, "").strip()
        if field.key not in _NAMES or not text:
            continue
        path = field_path(field.key)
        code = _CODE.match(text)
        if code is not None:
            name = text[code.end() :]
            yield Finding(
                "identity.code-in-name",
                Severity.WARNING,
                subject.record.id,
                path,
                f"{field.label}“{text}”带着编码。请只写全称。",
                Fix(f"改为“{name}”", ((path, name),)) if name else None,
            )
            continue
        for wrong, right in subject.checks.lexicon.unit_tails:
            if text.endswith(wrong):
                name = text.removesuffix(wrong) + right
                yield Finding(
                    "identity.name-ending",
                    Severity.NOTICE,
                    subject.record.id,
                    path,
                    f"{field.label}“{text}”末尾多了字，应是“{name}”。",
                    Fix(f"改为“{name}”", ((path, name),)),
                )
                break


def year(subject: Subject) -> Iterator[Finding]:
    """A text that speaks of another year as of its own."""
    for key in subject.checks.narrative:
        text = subject.record.fields.get(key, "")
        if "20" not in text:
            continue
        other = _other_year(text, subject.record.year, subject.checks.lexicon)
        if other is None:
            continue
        path = field_path(key)
        wanted = str(subject.record.year)
        yield Finding(
            "identity.other-year",
            Severity.WARNING,
            subject.record.id,
            path,
            f"{subject.definition.field(key).label}写的是{other}年，本表是{wanted}年度。请核对年度。",
            Fix(f"改为{wanted}年", ((path, text.replace(f"{other}年", f"{wanted}年")),)),
        )


def _other_year(text: str, year: int, lexicon: Lexicon) -> str | None:
    """The one past year that a text is about, where it never names the form's own."""
    matches = list(_YEAR.finditer(text))
    found = {match[1] for match in matches}
    if len(found) != 1 or int(matches[0][1]) >= year:
        return None
    for match in matches:
        after = text[match.end() + 1 :].removeprefix("度")
        if text[: match.start()].endswith(lexicon.year_before) or after.startswith(lexicon.year_after):
            return None
        # A day or month of an earlier year dates a document or an event, not the form.
        if after[:1].isdigit():
            return None
    return matches[0][1]


def indicator_year(indicator: IndicatorRow) -> Iterator[RowFinding]:
    """A date of an indicator that lies in another year: a target in any, an actual in an earlier one."""
    for key in (TARGET, ACTUAL):
        text = indicator.row[key]
        match = _YEAR.search(text) if "20" in text else None
        if match is None or not indicator.has(key):
            continue
        written = int(match[1])
        if written == indicator.form.year or (key == ACTUAL and written > indicator.form.year):
            continue
        fixed = text.replace(f"{match[1]}年", f"{indicator.form.year}年")
        yield RowFinding(
            "identity.other-year",
            Severity.WARNING,
            key,
            f"{indicator.name}的{indicator.form.labels[key]}写的是{match[1]}年，本表是{indicator.form.year}年度。请核对年度。",
            f"改为{indicator.form.year}年",
            {key: fixed},
        )
