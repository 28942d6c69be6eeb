"""What one cell shows: its text, the number behind it, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdesk.model.form.definition import Field, Group, ValueKind
from perfdesk.model.language.codec_kind import Codec
from perfdesk.model.language.computed_kind import Shown
from perfdesk.model.record.levels import same_level
from perfdesk.model.scoring.score import Outcome, Score
from perfdesk.model.value.value import (
    display_typed,
    is_blank,
)
from perfdesk.sheet.layout.sheet import Origin

_NUMERIC_KINDS = (ValueKind.MONEY, ValueKind.NUMBER, ValueKind.SCORE)
# A number that Excel shows again as it stands here; more than 15 digits it could not hold.
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.(?P<decimals>\d{1,6}))?(?P<percent>%)?")


class CellContent(NamedTuple):
    """The variable part of a cell; see :class:`perfdesk.sheet.layout.sheet.Cell`."""

    text: str
    edit_text: str
    origin: Origin
    number: Decimal | None = None
    number_format: str = ""


def printed(text: str) -> CellContent:
    """A text of the form itself."""
    return CellContent(text, text, Origin.PRINTED)


@lru_cache(maxsize=65536)
def typed_value(text: str, field: Field, money_unit: str) -> CellContent:
    """A value as typed, shown by the rules of its field."""
    shown, number = display_typed(text, field, money_unit)
    if number is None and field.kind in _NUMERIC_KINDS and not is_blank(text):
        return CellContent(shown, text, Origin.UNREADABLE)
    if field.kind is ValueKind.TEXT:
        return CellContent(shown, text, Origin.TYPED)
    return CellContent(shown, text, Origin.TYPED, *_number(shown))


def group_label(shown: CellContent, groups: Sequence[Group]) -> CellContent:
    """A first level (一级指标) as the form prints it, with its points; the value behind it stays."""
    return next(
        (shown._replace(text=group.label) for group in groups if same_level(group.level1, shown.text)), shown
    )


def joined_values(texts: Sequence[str], codec: Codec, choices: Sequence[str]) -> CellContent:
    """Values as a codec writes them in one cell; ``choices`` are those of the first."""
    return CellContent(codec.join(texts, choices), codec.edit_text(texts), Origin.TYPED)


def computed_value(shown: Shown) -> CellContent:
    """What a computed kind shows."""
    edit_text = shown.text if shown.edit_text is None else shown.edit_text
    if shown.printed:
        return CellContent(shown.text, edit_text, Origin.PRINTED)
    return CellContent(shown.text, edit_text, _origin(shown.score), *_number(shown.text))


def _origin(score: Score | None) -> Origin:
    if score is None:
        return Origin.COMPUTED
    if score.value is None:
        return Origin.WAITING if score.outcome is Outcome.WAITING else Origin.COMPUTED
    return Origin.TYPED if score.outcome is Outcome.MANUAL else Origin.COMPUTED


def _number(shown: str) -> tuple[Decimal | None, str]:
    match = _NUMBER.fullmatch(shown)
    if match is None:
        return None, ""
    decimals = f".{'0' * len(match['decimals'])}" if match["decimals"] else ""
    if match["percent"]:
        return Decimal(shown[:-1]) / 100, f"0{decimals}%"
    return Decimal(shown), f"0{decimals}" if decimals else "General"
