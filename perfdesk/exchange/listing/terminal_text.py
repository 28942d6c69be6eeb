"""Lists and tables for a terminal, in which a 汉字 is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence

_INDENT = "  "
_GAP = "  "  # between the columns of a table


def section(heading: str, lines: Iterable[str]) -> str:
    """A heading, and each line indented below it."""
    return "\n".join((heading, *indented(lines)))


def indented(lines: Iterable[str]) -> Iterable[str]:
    """The lines moved to the right, as they stand below a heading."""
    return (f"{_INDENT}{line}" for line in lines)


def table(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> str:
    """Rows of equally many cells, a line each; the columns ``right``, counted from 0, are right-aligned."""
    widths = [max(map(text_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        _GAP.join(
            _padded(cell, width, column in right)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def one_line(text: str) -> str:
    """A text without its line breaks, and with single spaces only."""
    return " ".join(text.split())


def clipped(text: str, widest: int) -> str:
    """A text on one line, cut off with … where it is wider than so many columns."""
    text = one_line(text)
    if text_width(text) <= widest:
        return text
    while text_width(text) >= widest:
        text = text[:-1]
    return f"{text}…"


def text_width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(cell: str, width: int, right: bool) -> str:
    room = " " * (width - text_width(cell))
    return room + cell if right else cell + room
