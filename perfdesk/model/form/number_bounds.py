"""Whether a number of a form or a formula is one that the program can reckon with."""

from __future__ import annotations

from decimal import Decimal

from perfdesk.bounds import MOST_DIGITS, MOST_NUMBER


def is_sensible(number: Decimal) -> bool:
    """Whether it is finite, no larger than :data:`MOST_NUMBER` and written with few digits."""
    if not number.is_finite():
        return False
    _, digits, exponent = number.as_tuple()
    return number.copy_abs() <= MOST_NUMBER and len(digits) <= MOST_DIGITS and int(exponent) >= -MOST_DIGITS
