"""A target (指标值) that forms print in one cell, ≥99%, and keep in three: nature, value, unit."""

from __future__ import annotations

import re
from typing import NamedTuple

from perfdesk.model.value.folding import folded_value
from perfdesk.model.value.value import (
    Comparison,
    display_number,
    is_blank,
    parse_comparison,
    parse_number,
    parse_quantity,
)

QUALITATIVE = "定性"
"""The nature of an indicator that no number decides."""

_OPERATOR = re.compile(r"(>\s*=|=\s*>|<\s*=|=\s*<|==|[≥≤<>=])\s*(.+)", re.DOTALL)
_COUNTED = re.compile(r"([0-9][0-9.,]*)\s*([^0-9\s].*)", re.DOTALL)


class WrittenTarget(NamedTuple):
    """The three values of an indicator that its one cell stands for, as F1 has them."""

    nature: str = ""  # 指标性质: ≥ ≤ ＝ ＞ ＜ 定性
    target: str = ""
    unit: str = ""

    def __str__(self) -> str:
        """The text of the one cell: ≥99%, 1人, 据实, 定性."""
        target = self.target.strip()
        if not target:
            return f"{self.nature}{self.unit}" if self.nature != QUALITATIVE else QUALITATIVE
        quantity = parse_quantity(target, self.unit)
        if self.nature == QUALITATIVE:
            return f"{target}{self.unit}" if quantity and not quantity.unit else target
        said = parse_comparison(self.nature)
        nature = "" if quantity and said and quantity.operator == said else said or self.nature
        unit = "" if (quantity and quantity.unit) or target.endswith(self.unit) else self.unit
        return f"{nature}{target}{unit}"


def read_target(text: str, unit: str = "") -> WrittenTarget:
    """What a text typed into the one cell says; ``unit`` is the row's own, for one nobody has listed.

    A number is written with half-width digits and without thousands separators. What is no number
    and names no comparison is 定性, and stays as typed.
    """
    text = text.strip()
    if is_blank(text):
        return WrittenTarget(target=text)
    quantity = parse_quantity(text, unit)
    if quantity is not None:
        return WrittenTarget(quantity.operator or "", display_number(quantity.number), quantity.unit)
    match = _OPERATOR.fullmatch(folded_value(text))
    if match is None:
        return WrittenTarget(QUALITATIVE, "" if folded_value(text) == QUALITATIVE else text)
    nature: Comparison | None = parse_comparison(match[1])
    counted = _COUNTED.fullmatch(match[2])
    if counted and (number := parse_number(counted[1])) is not None:
        return WrittenTarget(nature or "", display_number(number), counted[2].strip())
    return WrittenTarget(nature or "", match[2])
