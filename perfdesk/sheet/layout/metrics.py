"""How wide and how high texts are: the advance widths of the program's fonts, without a font library.

Screen, paper and Excel break lines and grow rows by these figures, so they agree. Lengths are in
millimetres, or in thousandths of an em (``_em``: of the font's size).
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from unicodedata import category

from perfdesk.model.form.definition import CellStyle
from perfdesk.paths import fonts_folder

MM_PER_PT = 25.4 / 72
EM = 1000
LINE_EM = 1300  # from one baseline to the next
_PADDING_SHARE = 0.5  # of a cell's padding, above and below the text: a line has air of its own
_VARIATION_SELECTORS = ("\ufe00", "\ufe0f")


class Face(dict[str, int]):
    """Character → advance width in thousandths of an em, of one face of the font.

    The font's list holds only what is not 1 em wide; a character that no face has is drawn as
    a box of 1 em.
    """

    def __missing__(self, character: str) -> int:
        width = 0 if is_invisible(character) else EM
        self[character] = width
        return width


def is_invisible(character: str) -> bool:
    """Whether a character takes no room and leaves no trace: controls, joiners, variation selectors."""
    first, last = _VARIATION_SELECTORS
    return category(character) in {"Cc", "Cf"} or first <= character <= last or character >= "\U000e0100"


@cache
def face(bold: bool) -> Face:
    """The widths of the regular or the bold face."""
    listed = _table()["bold" if bold else "regular"]
    widths = Face({character: int(width) for width, characters in listed.items() for character in characters})
    widths["\t"] = widths[" "]
    return widths


@cache
def ascent_em() -> int:
    """How far the em square of a 汉字 reaches above the baseline."""
    ascent: int = _table()["ascent"]
    return ascent


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads((fonts_folder() / "widths.json").read_text(encoding="utf-8"))
    return table


def em_mm(style: CellStyle) -> float:
    """The size of the style's font: the width of one 汉字."""
    return style.size_pt * MM_PER_PT


def advance_em(text: str, bold: bool) -> int:
    """The width of one line of text."""
    return sum(map(face(bold).__getitem__, text))


def advance_mm(text: str, style: CellStyle) -> float:
    """The width of one line of text in a style."""
    return advance_em(text, style.bold) * em_mm(style) / EM


def clipped(text: str, width_mm: float, style: CellStyle) -> str:
    """One line of text as far as a width has room for it, with … where it is cut."""
    widths, room = face(style.bold), width_mm * EM / em_mm(style)
    dots = widths["…"]
    end, taken = 0, 0
    for number, character in enumerate(text, start=1):
        taken += widths[character]
        if taken > room:
            return f"{text[:end]}…"
        if taken + dots <= room:
            end = number
    return text


def line_height_mm(style: CellStyle) -> float:
    """The distance from one baseline to the next."""
    return em_mm(style) * LINE_EM / EM


def baseline_mm(style: CellStyle) -> float:
    """How far below the top of its line a baseline lies: 汉字 stand in the middle of the line."""
    return em_mm(style) * ((LINE_EM - EM) / 2 + ascent_em()) / EM


def padding_above_mm(style: CellStyle) -> float:
    """The least room above the first and below the last line of a cell."""
    return style.padding_mm * _PADDING_SHARE


def text_height_mm(line_count: int, style: CellStyle) -> float:
    """The height that a cell needs for so many lines, its padding included; no lines count as one."""
    return max(line_count, 1) * line_height_mm(style) + 2 * padding_above_mm(style)


def lines_that_fit(height_mm: float, style: CellStyle) -> int:
    """How many lines a cell of a height takes, never below 0."""
    room = height_mm - 2 * padding_above_mm(style)
    return max(0, int(room / line_height_mm(style) + 1e-6))
