"""What one cell shows: its text, the number behind it, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdesk.model.form.definition import Field, Group, Rounding, ValueKind
from perfdesk.model.form.known_keys import UNIT
from perfdesk.model.record.levels import same_level
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Outcome, Rate, Score
from perfdesk.model.value.value import (
    display_percent,
    display_score,
    display_typed,
    is_blank,
    parse_points,
    parse_quantity,
    rounded,
    unit_text,
)
from perfdesk.sheet.layout.codec import join
from perfdesk.sheet.layout.sheet import Origin

_RATIO_DECIMALS = 2
_SHARE = Rounding(decimals=2)
_NUMERIC_KINDS = (ValueKind.MONEY, ValueKind.NUMBER, ValueKind.SCORE)
# A number that Excel shows again as it stands here; more than 15 digits it could not hold.
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.(?P<decimals>\d{1,6}))?(?P<percent>%)?")


class Content(NamedTuple):
    """The variable part of a cell; see :class:`perfdesk.sheet.layout.sheet.Cell`."""

    text: str
    edit_text: str
    origin: Origin
    number: Decimal | None = None
    number_format: str = ""


def printed(text: str) -> Content:
    """A text of the form itself."""
    return Content(text, text, Origin.PRINTED)


@lru_cache(maxsize=65536)
def typed_value(text: str, field: Field, money_unit: str) -> Content:
    """A value as typed, shown by the rules of its field."""
    shown, number = display_typed(text, field, money_unit)
    if number is None and field.kind in _NUMERIC_KINDS and not is_blank(text):
        return Content(shown, text, Origin.UNREADABLE)
    if field.kind is ValueKind.TEXT:
        return Content(shown, text, Origin.TYPED)
    return Content(shown, text, Origin.TYPED, *_number(shown))


def group_label(shown: Content, groups: Sequence[Group]) -> Content:
    """A first level (一级指标) as the form prints it, with its points; the value behind it stays."""
    return next(
        (shown._replace(text=group.label) for group in groups if same_level(group.level1, shown.text)), shown
    )


def joined_values(texts: Sequence[str], codec: str, choices: Sequence[str]) -> Content:
    """Values as a codec writes them in one cell; ``choices`` are those of the first."""
    text = join(codec, texts, choices)
    return Content(text, texts[0] if codec == "boxes" else text, Origin.TYPED)


def score_value(score: Score, typed: str = "") -> Content:
    """A score that counts; ``typed`` is the manual score behind it, as typed."""
    if score.value is None:
        origin = Origin.WAITING if score.outcome is Outcome.WAITING else Origin.COMPUTED
        return Content("", typed, origin)
    shown = display_score(score.value)
    origin = Origin.TYPED if score.outcome is Outcome.MANUAL else Origin.COMPUTED
    return Content(shown, typed, origin, *_number(shown))


def share_value(score: Score) -> Content:
    """The part of its weight that a score is (得分系数), from 0 to 1; blank where either lacks."""
    if score.value is None or not score.weight:
        return Content("", "", Origin.COMPUTED)
    return points(rounded(score.value / score.weight, _SHARE))


def column_sum(record: Record, of: str) -> Content:
    """The sum of the points typed into a column, ``block.column``; blank where there are none."""
    block, key = of.split(".")
    typed = (parse_points(row[key]) for row in record.rows(block))
    known = [number for number in typed if number is not None]
    return points(sum(known, Decimal(0)) if known else None)


def ratio(row: Row, of: str) -> Content:
    """One value of a row by another (到位率, 完成率), as a percent; blank where the two do not divide."""
    part, whole = (parse_quantity(row[key], row[UNIT]) for key in of.split("/"))
    if part is None or whole is None:
        return printed("")
    unit = whole.unit or unit_text(row[UNIT])
    share, base = part.counted_in(unit) if part.unit else part.number, whole.number
    shown = display_percent(share / base, _RATIO_DECIMALS) if share is not None and base > 0 else ""
    return Content(shown, shown, Origin.COMPUTED, *_number(shown))


def points(value: Decimal | None) -> Content:
    """Points that no explanation belongs to, such as a weight or a total."""
    if value is None:
        return Content("", "", Origin.COMPUTED)
    shown = display_score(value)
    return Content(shown, shown, Origin.COMPUTED, *_number(shown))


def rate_value(rate: Rate, decimals: int) -> Content:
    """An execution rate as a percent; blank where it cannot be computed."""
    if rate.value is None:
        return Content("", "", Origin.COMPUTED)
    shown = display_percent(rate.value, decimals)
    return Content(shown, shown, Origin.COMPUTED, *_number(shown))


def _number(shown: str) -> tuple[Decimal | None, str]:
    match = _NUMBER.fullmatch(shown)
    if match is None:
        return None, ""
    decimals = f".{'0' * len(match['decimals'])}" if match["decimals"] else ""
    if match["percent"]:
        return Decimal(shown[:-1]) / 100, f"0{decimals}%"
    return Decimal(shown), f"0{decimals}" if decimals else "General"
