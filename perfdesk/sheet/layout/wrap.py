"""Where a text breaks into lines: anywhere between 汉字, subject to 禁则 (kinsoku), never inside a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from perfdesk.model.form.definition import CellStyle
from perfdesk.sheet.layout.metrics import EM, MM_PER_PT, face

# GB/T 15834—2011 §5.1: these do not begin a line …
_NOT_FIRST = frozenset(
    "，。；：、！？,.;:!?）】》〉」』〕〗］｝)]}>”’·•-–‑－～〜/／％%‰℃℉°′″々﹐﹑﹒﹔﹕﹖﹗"
    "\u00a0\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f"
)
# … and these do not end one. An operator stays with its number, a currency sign with its amount.
_NOT_LAST = frozenset("（【《〈「『〔〖［｛([{<“‘≥≤＞＜＝≧≦±￥¥＄$№#＃\u00a0\u2060")
# 破折号 and 省略号 are two characters that stay together.
_PAIRS = frozenset("—…⋯")
_SPACES = " \t\u3000"
_NEW_LINE = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_TOLERANCE_EM = 1  # what rounding millimetres to thousandths of an em may lose


def wrap(text: str, width_mm: float, style: CellStyle) -> tuple[str, ...]:
    """The lines of a text in a cell of a width (its padding included); at least one line.

    A line break in the text stays one. Spaces where a line breaks are dropped. A word or a
    number is broken only where it is wider than the cell by itself.
    """
    if not text:
        return ("",)
    em_mm = style.size_pt * MM_PER_PT
    return _lines(text, int((width_mm - 2 * style.padding_mm) / em_mm * EM) + _TOLERANCE_EM, style.bold)


@lru_cache(maxsize=1 << 16)
def _lines(text: str, limit_em: int, bold: bool) -> tuple[str, ...]:
    widths = face(bold)
    lines: list[str] = []
    for paragraph in _NEW_LINE.split(text):
        ends = list(accumulate(map(widths.__getitem__, paragraph)))
        if not ends or ends[-1] <= limit_em:
            lines.append(paragraph)
        else:
            lines += _broken(paragraph, ends, limit_em)
    return tuple(lines)


def _broken(text: str, ends: list[int], limit_em: int) -> list[str]:
    """The lines of a paragraph; ``ends[i]`` is where character ``i`` ends."""
    lines: list[str] = []
    start, length = 0, len(text)
    while start < length:
        before = ends[start - 1] if start else 0
        stop = max(bisect_right(ends, before + limit_em, lo=start), start + 1)
        if stop >= length:
            lines.append(text[start:])
            break
        hanging = stop
        while hanging < length and text[hanging] in _SPACES:
            hanging += 1
        if hanging == stop:
            stop = hanging = _break(text, start, stop)
        lines.append(text[start:stop].rstrip(_SPACES))
        start = hanging
    return lines


def _break(text: str, start: int, furthest: int) -> int:
    """Where the line that begins at ``start`` and has room up to ``furthest`` best ends."""
    for stop in range(furthest, start, -1):
        if _may_break(text, stop):
            return stop
    # One word fills the whole line: break it, if it can be not just before a closing sign.
    return next((stop for stop in range(furthest, start, -1) if text[stop] not in _NOT_FIRST), furthest)


def _may_break(text: str, stop: int) -> bool:
    """Whether a line may end before ``text[stop]``."""
    last, first = text[stop - 1], text[stop]
    if last in _SPACES:
        return True
    if first in _NOT_FIRST or last in _NOT_LAST:
        return False
    if last in _PAIRS and first == last:
        return False
    return not (_is_word(last) and _is_word(first))


def _is_word(character: str) -> bool:
    """Whether a character belongs to a word or number: Latin, Greek and Cyrillic, half or full width."""
    return "!" <= character < "\u2000" or "０" <= character <= "９" or "Ａ" <= character <= "ｚ"
