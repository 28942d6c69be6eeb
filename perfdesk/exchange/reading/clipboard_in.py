"""What other programs put on the clipboard → a table of texts."""

from __future__ import annotations

import re

from perfdesk.bounds import (
    MOST_PASTED_CELLS,
    MOST_PASTED_CHARACTERS,
    MOST_PASTED_COLUMNS,
    MOST_PASTED_ROWS,
    MOST_PASTED_TAGS,
    MOST_TEXT,
)
from perfdesk.exchange.files.tabular import read_table
from perfdesk.exchange.reading.html_tokens import Tag, html_tokens

_BREAK = "\x00"  # a line break that is meant, among the white space of the source
_NO_TEXT = ("style", "script", "head", "title")
_BLOCKS = ("p", "div", "li")
_SPAN_DIGITS = 5
# Word breaks its source between Chinese characters, where a browser shows no gap either.
_SOURCE_BREAK = re.compile(r"(?<=[\u2e80-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u2e80-\uffef])")
_SPACE = re.compile(r"[ \t\r\n]+")


def read_block(text: str, html: str = "", problems: list[str] | None = None) -> list[list[str]]:
    """The rows and cells of a copied block.

    Excel and WPS write the texts of cells exactly into the plain text; Word and browsers do not, since a
    line break in a cell looks there like one between rows. So the plain text counts where it has the
    rows and columns of the HTML, or came from a spreadsheet, and else the HTML. Of more than the bounds of
    :mod:`perfdesk.bounds`, the beginning is read, and a sentence about it added to ``problems``.
    """
    plain = read_table(text[:MOST_PASTED_CHARACTERS], MOST_PASTED_CELLS) if text else []
    cut = len(text) > MOST_PASTED_CHARACTERS or sum(map(len, plain)) == MOST_PASTED_CELLS
    cells: list[list[str]] = []
    if "<table" in html.lower():
        reader = _TableReader(html)
        cells = reader.rows
        cut = cut or reader.cut
    if cells and not (plain and ("Excel.Sheet" in html or _shape(plain) == _shape(cells))):
        block = cells
    else:
        block = plain or read_table("")
    bounded = [[cell[:MOST_TEXT] for cell in row[:MOST_PASTED_COLUMNS]] for row in block[:MOST_PASTED_ROWS]]
    if problems is not None and (cut or bounded != block):
        problems.append(
            f"剪贴板里的内容太多，只取了开头的部分（最多 {MOST_PASTED_ROWS} 行、{MOST_PASTED_COLUMNS} 列，"
            f"每格 {MOST_TEXT} 字），其余的没有粘贴"
        )
    return bounded


def read_html_table(html: str) -> list[list[str]]:
    """The tables of an HTML text as rows of texts; the places that a merge covers are blank."""
    return _TableReader(html).rows


def _shape(table: list[list[str]]) -> tuple[int, int]:
    return len(table), max(map(len, table), default=0)


class _TableReader:
    """Reads ``rows`` from HTML; ``cut`` where it held more than the bounds."""

    def __init__(self, html: str) -> None:
        self.cut = len(html) > MOST_PASTED_CHARACTERS
        self._rows: list[dict[int, str]] = []
        self._covered = [0] * MOST_PASTED_COLUMNS  # the row from which each column is free again
        self._next = 0  # the first column of the row that may be free
        self._width = 0
        self._parts: list[str] | None = None  # of the cell being read
        self._begun = False  # whether it has any text
        self._span = (1, 1)
        self._depth = 0
        self._silent = 0
        self._hidden = False
        for count, token in enumerate(html_tokens(html[:MOST_PASTED_CHARACTERS])):
            if count > MOST_PASTED_TAGS or len(self._rows) > MOST_PASTED_ROWS:
                self.cut = True
                break
            if isinstance(token, str):
                self._take(token)
            elif token.closes:
                self._close(token.name)
            else:
                self._open(token)
        self._end_cell()
        del self._rows[MOST_PASTED_ROWS:]
        self.rows = [[row.get(column, "") for column in range(self._width)] for row in self._rows]

    def _open(self, tag: Tag) -> None:
        if tag.name in _NO_TEXT:
            self._silent += 1
        elif tag.name == "table":
            self._depth += 1
        elif self._depth == 1 and tag.name == "tr":
            self._end_cell()
            # Excel ends its tables with a row of no height that only holds widths.
            self._hidden = "display:none" in tag.attributes.get("style", "").replace(" ", "")
            if not self._hidden:
                self._rows.append({})
                self._next = 0
        elif self._depth == 1 and tag.name in ("td", "th") and self._rows and not self._hidden:
            self._end_cell()
            self._parts, self._begun = [], False
            self._span = (
                _number(tag.attributes.get("rowspan", "")),
                _number(tag.attributes.get("colspan", "")),
            )
        elif self._parts is not None and (tag.name == "br" or (tag.name in _BLOCKS and self._begun)):
            self._parts.append(_BREAK)
            self._begun = True

    def _close(self, name: str) -> None:
        if name in _NO_TEXT:
            self._silent = max(0, self._silent - 1)
        elif name == "table":
            if self._depth == 1:
                self._end_cell()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and name in ("td", "th", "tr"):
            self._end_cell()

    def _take(self, text: str) -> None:
        if self._parts is not None and not self._silent:
            self._parts.append(text)
            self._begun = self._begun or bool(text.strip())

    def _end_cell(self) -> None:
        if self._parts is None:
            return
        text, self._parts = _text("".join(self._parts)), None
        row, column = len(self._rows) - 1, self._next
        while column < MOST_PASTED_COLUMNS and self._covered[column] > row:
            column += 1
        down, right = self._span
        end = min(column + right, MOST_PASTED_COLUMNS)
        self._next = end
        if column == end:
            self.cut = True
            return
        self._rows[row][column] = text
        self._width = max(self._width, end)
        for beside in range(column, end):
            self._covered[beside] = max(self._covered[beside], row + down)


def _number(written: str) -> int:
    """A span: 1 where none is written; what is beyond the bounds of a block counts as that much."""
    if not written.isdecimal():
        return 1
    return max(1, min(int(written[:_SPAN_DIGITS]), MOST_PASTED_ROWS))


def _text(source: str) -> str:
    joined = _SPACE.sub(" ", _SOURCE_BREAK.sub("", source)).replace("\xa0", " ")
    return "\n".join(line.strip() for line in joined.split(_BREAK)).strip("\n")
