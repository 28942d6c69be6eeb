"""What people type and what it means: numbers, quantities, rounding, display."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from perfdesk.model.form.definition import Field, Rounding, RoundingMode, ValueKind
from perfdesk.model.value.folding import folded_value, without_blanks
from perfdesk.model.value.measure import MONEY, PERCENT, converted, is_listed, measure_of

MOST_DECIMALS = 6  # of an amount of money, as the finance platforms take it

_CACHED = 16384
_WIDE = Context(prec=80)  # no typed number, however long, overflows a rounding
_MODES = {RoundingMode.HALF_UP: ROUND_HALF_UP, RoundingMode.DOWN: ROUND_DOWN}
# Also the number that a form prints before an indicator's name, where no name follows.
_NOT_APPLICABLE = re.compile(r"(?:指标\s*[0-9]{1,2}\s*:)?\s*[-—―–/\\.…·。_~]*|n/?a", re.IGNORECASE)
_SPREADSHEET_ERROR = re.compile(
    r"#(?:DIV/0!|REF!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|FIELD!)|#{3,}", re.IGNORECASE
)
_NUMBER = r"[+-]?(?:(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{0,20})?|\.[0-9]{1,20})"
_PLAIN = re.compile(_NUMBER)
_OPERATOR = r">\s*=|=\s*>|<\s*=|=\s*<|==|[≥≤<>=]"
_QUANTITY = re.compile(
    rf"(?P<operator>{_OPERATOR})?\s*(?P<number>{_NUMBER})\s*(?P<unit>m[23]|[^0-9\s,;。、][^0-9,;。、]*)?[,;。、]?"
)


class Comparison(StrEnum):
    """How an actual value (完成值) stands to its target (指标值), as the forms print it (指标性质)."""

    AT_LEAST = "≥"
    MORE = "＞"
    EQUAL = "＝"
    AT_MOST = "≤"
    LESS = "＜"


_COMPARISONS = {
    "≥": Comparison.AT_LEAST,
    ">=": Comparison.AT_LEAST,
    "=>": Comparison.AT_LEAST,
    ">": Comparison.MORE,
    "=": Comparison.EQUAL,
    "==": Comparison.EQUAL,
    "≤": Comparison.AT_MOST,
    "<=": Comparison.AT_MOST,
    "=<": Comparison.AT_MOST,
    "<": Comparison.LESS,
}


class Quantity(NamedTuple):
    """A number with its unit, such as 48.01万人, 100% or ≥95%.

    ``unit`` is half-width and without spaces, ``""`` where none is written; ``number`` counts that
    unit (100 for 100%). ``operator`` is set where a range is written.
    """

    number: Decimal
    unit: str = ""
    operator: Comparison | None = None

    def counted_in(self, unit: str) -> Decimal | None:
        """The number in another unit; ``None`` where the units do not compare."""
        return converted(self.number, measure_of(self.unit), measure_of(unit))

    def __str__(self) -> str:
        return f"{self.operator or ''}{self.number:f}{self.unit}"


@lru_cache(maxsize=_CACHED)
def is_blank(text: str) -> bool:
    """Whether nothing is said: no text, or a mark for 不适用 such as “/”, “—”, “--”, “……”."""
    return _NOT_APPLICABLE.fullmatch(folded_value(text)) is not None


def is_spreadsheet_error(text: str) -> bool:
    """Whether the text is what a spreadsheet shows instead of a value: #DIV/0!, #REF!, ####."""
    return _SPREADSHEET_ERROR.fullmatch(folded_value(text)) is not None


@lru_cache(maxsize=_CACHED)
def parse_number(text: str) -> Decimal | None:
    """A plain number, with or without thousands separators; ``None`` for anything else.

    More than 15 digits before the point are no number but a code.
    """
    match = _PLAIN.fullmatch(folded_value(text))
    return None if match is None else Decimal(match[0].replace(",", ""))


@lru_cache(maxsize=_CACHED)
def parse_quantity(text: str, unit: str = "") -> Quantity | None:
    """A number with a unit and an operator, each of which may lack; ``None`` for any other text.

    A unit is one that people use, or ``unit``, the one that the row names. Several numbers, or
    words around the number, are text: 5个示范点2个标杆点, 95%以上, 约100人.
    """
    match = _QUANTITY.fullmatch(folded_value(text))
    if match is None:
        return None
    written = without_blanks(match["unit"] or "")
    if written and written != unit_text(unit) and not is_listed(written):
        return None
    operator = match["operator"]
    return Quantity(
        number=Decimal(match["number"].replace(",", "")),
        unit=written,
        operator=_COMPARISONS[without_blanks(operator)] if operator else None,
    )


def unit_text(text: str) -> str:
    """The unit (度量单位) that a cell names, half-width and without spaces; ``""`` for none."""
    return "" if is_blank(text) else without_blanks(folded_value(text))


def parse_comparison(text: str) -> Comparison | None:
    """The comparison that an indicator's nature (指标性质) names, in whichever width."""
    return _COMPARISONS.get(without_blanks(folded_value(text)))


def parse_points(text: str) -> Decimal | None:
    """Points (分值, 得分): a plain number, also with 分 behind it."""
    return parse_number(folded_value(text).removesuffix("分"))


def parse_money(text: str, money_unit: str) -> Decimal | None:
    """An amount in ``money_unit`` (万元, 元); one typed with a unit of its own is converted."""
    quantity = parse_quantity(text)
    if quantity is None or quantity.operator is not None:
        return None
    measure = measure_of(quantity.unit)
    if quantity.unit and measure.kind not in ("", MONEY):
        return None
    return quantity.counted_in(money_unit)


def rounded(value: Decimal, rounding: Rounding) -> Decimal:
    """``value`` at the rounding's decimals."""
    return value.quantize(_quantum(rounding.decimals), _MODES[rounding.mode], _WIDE)


def display_number(value: Decimal, decimals: int | None = None) -> str:
    """A number as people read it, half up to ``decimals``; ``None``: all digits it has."""
    if decimals is not None:
        value = value.quantize(_quantum(decimals), ROUND_HALF_UP, _WIDE)
    return format(value if value else value.copy_abs(), "f")


@lru_cache(maxsize=_CACHED)
def display_score(value: Decimal) -> str:
    """Points without zeros at the end: 96.6, 100, 16.67."""
    return display_number(value.normalize(_WIDE))


def display_percent(rate: Decimal, decimals: int) -> str:
    """A rate (1 is 100%) as a percent: 35.11%."""
    return f"{display_number(rate * 100, decimals)}{PERCENT}"


def display_typed(text: str, field: Field, money_unit: str = "") -> tuple[str, Decimal | None]:
    """What a cell shows for a value as typed, and the number behind it.

    Text, and whatever is no number, is shown as typed, with ``None``. An amount of money typed
    with a unit of its own is shown in ``money_unit``.
    """
    return _typed(text, field.kind, field.decimals, money_unit)


@lru_cache(maxsize=_CACHED)
def _typed(text: str, kind: ValueKind, decimals: int | None, unit: str) -> tuple[str, Decimal | None]:
    match kind:
        case ValueKind.TEXT | ValueKind.DATE:
            return text, None
        case ValueKind.MONEY:
            number = parse_money(text, unit) if unit else parse_number(text)
        case ValueKind.SCORE:
            number = parse_points(text)
        case ValueKind.NUMBER | ValueKind.QUANTITY:
            number = parse_number(text)
    if number is None:
        return text, None
    if decimals is None:
        if kind is ValueKind.MONEY and parse_number(text) is None:
            return display_score(number), number
        return text, number
    written = -int(number.normalize(_WIDE).as_tuple().exponent)
    return display_number(number, max(decimals, min(written, MOST_DECIMALS))), number


@lru_cache(maxsize=64)
def _quantum(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)
