"""Dates as people type them (时效): a day, a month, a year's end, with 前 or 后 behind it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from perfdesk.model.value.folding import folded_value, without_blanks


class Bound(StrEnum):
    """How a time stands to the period that is written."""

    WITHIN = "within"  # 2025年12月31日, 8月
    BEFORE = "before"  # 2025年12月31日前: on that day at the latest
    AFTER = "after"


class Period(NamedTuple):
    """A span of days, both ends included: one day, or all of a month, quarter, half or year.

    年底, 季度末 and 月底 with 前 are the one day they end on; 12月底 alone is the last ten days.
    """

    first: date
    last: date
    bound: Bound = Bound.WITHIN

    @property
    def earliest(self) -> date:
        """The first day it can mean; ``date.min`` where it says 前."""
        match self.bound:
            case Bound.BEFORE:
                return date.min
            case Bound.AFTER:
                return self.last
            case Bound.WITHIN:
                return self.first

    @property
    def latest(self) -> date:
        """The last day it can mean; ``date.max`` where it says 后."""
        return date.max if self.bound is Bound.AFTER else self.last


_YEAR = r"(?:(?P<year>(?:19|20)[0-9]{2})年度?|(?P<short>[0-9]{2})年(?=[0-9]))"
_MONTH = (
    r"(?P<month>[0-9]{1,2})月份?"
    r"(?:(?P<day>[0-9]{1,2})[日号]?|(?P<third>[上中下])旬|(?P<month_end>月?[底末]))?"
)
_PART = (
    r"(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度(?P<quarter_end>[底末])?"
    r"|(?P<year_end>(?:年|(?<=年))[底末])|年内|全年"
)
_SIGNED = (
    r"(?P<y>(?:19|20)[0-9]{2})(?P<sign>[-/.])(?P<m>[0-9]{1,2})(?:(?P=sign)(?P<d>[0-9]{1,2}))?"
    r"(?:[T ]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
_LEAD = r"(?:截至|截止|不晚于|不迟于|最迟)?已?[于在到至]?"
_BEFORE = r"(?P<before>(?:之|以)?前)"
_AFTER = r"(?P<after>(?:之|以)?后|起)"
# What was done by then. A word that is not here (未完成, 预计) leaves the whole to a person.
_DONE = (
    r"(?:已|均|全部|全额|按时|及时|资金|经费|任务|工作|完成|完毕|到位|使用|支付|支出|拨付|发放|下达|下拨|缴纳|代缴|缴费"
    r"|参保|办结|办理|验收|竣工|交付|投入|实施|结束|报送|上报|公开|公示)*"
)
_WRITTEN = re.compile(
    rf"{_LEAD}(?:{_SIGNED}|{_YEAR}?(?:{_MONTH}|{_PART})|(?P<whole>(?:19|20)[0-9]{{2}})年度?)"
    rf"(?:{_BEFORE}|{_AFTER}|内)?{_DONE}"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@lru_cache(maxsize=4096)
def parse_period(text: str, year: int) -> Period | None:
    """The day or span of days that a text names; ``None`` for any other text.

    ``year`` is the form's, for a text that names none (12月底, 8月完成). A date that no calendar has
    (11月31日) is none.
    """
    match = _WRITTEN.fullmatch(without_blanks(folded_value(text).rstrip(",;。、")))
    if match is None:
        return None
    found = match.groupdict()
    try:
        first, last = _span(found, _year(found, year))
    except ValueError:
        return None
    bound = Bound.BEFORE if found["before"] else Bound.AFTER if found["after"] else Bound.WITHIN
    if found["month_end"] or found["quarter_end"] or found["year_end"]:
        first = last if bound is Bound.BEFORE else last.replace(day=21)
    return Period(first, last, bound)


def _year(found: dict[str, str | None], year: int) -> int:
    if short := found["short"]:
        return 2000 + int(short)
    return int(found["year"] or found["y"] or found["whole"] or year)


def _span(found: dict[str, str | None], year: int) -> tuple[date, date]:
    """The days of a match; raises ``ValueError`` where there is no such day."""
    month = found["month"] or found["m"]
    if month is None:
        return _part_of_year(found, year)
    day = found["day"] or found["d"]
    if day is not None:
        only = date(year, int(month), int(day))
        return only, only
    first = date(year, int(month), 1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    match found["third"]:
        case "上":
            return first, first.replace(day=10)
        case "中":
            return first.replace(day=11), first.replace(day=20)
        case "下":
            return first.replace(day=21), last
    return first, last


def _part_of_year(found: dict[str, str | None], year: int) -> tuple[date, date]:
    if quarter := found["quarter"]:
        end = 3 * _QUARTERS[quarter]
        return date(year, end - 2, 1), date(year, end, monthrange(year, end)[1])
    match found["half"]:
        case "上":
            return date(year, 1, 1), date(year, 6, 30)
        case "下":
            return date(year, 7, 1), date(year, 12, 31)
    return date(year, 1, 1), date(year, 12, 31)
