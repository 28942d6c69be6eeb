"""The year in a text moved on to the next (2024年→2025年), where it is the form's own year."""

from __future__ import annotations

import re
from calendar import isleap
from functools import lru_cache

from perfdesk.model.form.check_rule import NO_WORDS, Lexicon

_ASCII = {ord(wide): plain for plain, wide in zip("0123456789", "０１２３４５６７８９", strict=True)}
_WIDE = {ord(plain): chr(wide) for wide, plain in _ASCII.items()}
_CHINESE = {ord(digit): zero for digit, zero in zip("0123456789", "〇一二三四五六七八九", strict=True)}

_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_SPAN = re.compile(
    rf"(?<![0-9.])(?P<first>(?:19|20)[0-9]{{2}})(?:年度?(?:(?P<first_month>{_MONTH})月(?:{_DAY}日?)?)?)?"
    r"\s*(?:—+|－|–|-|~|～|至|到)\s*"
    rf"(?P<last>(?:19|20)[0-9]{{2}})(?:年度?(?:(?P<last_month>{_MONTH})月(?:{_DAY}日?)?)?|(?=学年))"
    r"(?P<season>学年|[采供]暖季)?"
)
_LEAP_DAY = re.compile(r"(?P<before>0?2(?:月|[-./]))29")
_TITLES = re.compile("《[^》]*》")


def moved_on(text: str, year: int, new_year: int, words: Lexicon = NO_WORDS) -> str:
    """The text of a form of ``year`` as it reads in the form of ``new_year``; nothing is guessed.

    - ``year`` before 年 or 年度 moves on, also with a month, a day, 底 or 前 behind it (截至2024年12月31日);
      so does the date 2024-12-31, also with . or /. Full-width and Chinese digits (二〇二四年) stay such.
      The 29th of February becomes the 28th where the new year has none.
    - A span of years (2024—2026年, 2024年1月至2026年12月) that takes in ``year`` stays: a plan of several
      years goes on, or its end is a fact. Both ends move on where it is one year or ends, after two, with it
      (2023—2024年度), where it lasts no more than twelve months, and before 学年, 采暖季 and 供暖季, which
      begin anew each year.
    - A year that names something of the past stays: after one of ``words.kept_before`` (自2024年), before one
      of ``words.kept_after`` (2024年起, 2024年3月印发), and in the title of a document (《…》).
    - Everything else stays: other years, 上年, 本年 and 24年, and digits that are no year, such as
      〔2024〕12号, 2024人, 2024.12万元 and codes.
    """
    if not any(map(text.__contains__, _first_digits(year))):
        return text
    folded = text.translate(_ASCII)
    if str(year) not in folded and _chinese(year) not in _zeros(folded):
        return text
    untouched = [match.span() for match in _TITLES.finditer(folded)]
    moves: list[tuple[int, int, str]] = []
    for match in _SPAN.finditer(folded):
        if _within(match.start(), untouched):
            continue
        first, last = int(match["first"]), int(match["last"])
        if first <= year <= last:
            untouched.append(match.span())
            if _starts_anew(match) or (last == year and last - first <= 1):
                moves += [
                    (*match.span("first"), str(first + new_year - year)),
                    (*match.span("last"), str(last + new_year - year)),
                ]
    own_year, numeric = _patterns(year, words)
    for match in (*own_year.finditer(folded), *numeric.finditer(folded)):
        if not _within(match.start(), untouched):
            moves.append((match.start(), match.start() + 4, str(new_year)))
            leap_day = _LEAP_DAY.search(folded, match.start() + 4, match.end())
            if leap_day is not None and not isleap(new_year):
                moves.append((leap_day.end() - 1, leap_day.end(), "8"))
    for start, end, digits in sorted(moves, reverse=True):
        text = text[:start] + _as_written(digits, text[start:end]) + text[end:]
    return _in_chinese(text, year, new_year)


@lru_cache(maxsize=64)
def _first_digits(year: int) -> tuple[str, str, str]:
    """What the year may begin with; few texts hold any of it."""
    first = str(year)[0]
    return first, first.translate(_WIDE), _chinese(year)[0]


@lru_cache(maxsize=64)
def _patterns(year: int, words: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds the form's own year, and dates in digits of it."""
    before = "".join(f"(?<!{re.escape(word)})" for word in words.kept_before)
    after = "|".join(map(re.escape, words.kept_after)) or "(?!)"
    # Possessive: what may not follow stands behind the month and day, not instead of them.
    day = rf"(?:{_MONTH}月份?+(?:{_DAY}[日号]?+)?+)?+"
    return (
        re.compile(rf"(?<![0-9.]){before}{year}年度?+{day}(?!\s*(?:{after}))"),
        re.compile(rf"(?<![0-9.]){before}{year}(?P<mark>[-./]){_MONTH}(?P=mark){_DAY}(?!\.?[0-9])"),
    )


def _starts_anew(span: re.Match[str]) -> bool:
    """Whether a span of time is one that each year has again."""
    if span["season"]:
        return True
    if span["first_month"] is None or span["last_month"] is None:
        return False
    years = int(span["last"]) - int(span["first"])
    return years * 12 + int(span["last_month"]) - int(span["first_month"]) < 12


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _as_written(digits: str, before: str) -> str:
    return digits.translate(_WIDE) if ord(before[0]) in _ASCII else digits


def _chinese(year: int) -> str:
    return str(year).translate(_CHINESE)


def _zeros(text: str) -> str:
    """The text with one way to write 〇; of the same length."""
    return text.replace("零", "〇").replace("○", "〇")


def _in_chinese(text: str, year: int, new_year: int) -> str:
    """The text with 二〇二四年 moved on; outside titles, and each zero as it was written."""
    old, tidy = _chinese(year), _zeros(text)
    if f"{old}年" not in tidy:
        return text
    titles = [match.span() for match in _TITLES.finditer(text)]
    for match in reversed(list(re.finditer(f"{old}(?=年)", tidy))):
        if not _within(match.start(), titles):
            written = text[match.start() : match.end()]
            zero = next((mark for mark in "零○" if mark in written), "〇")
            text = text[: match.start()] + _chinese(new_year).replace("〇", zero) + text[match.end() :]
    return text
