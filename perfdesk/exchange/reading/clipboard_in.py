"""What other programs put on the clipboard → a table of texts."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from perfdesk.exchange.files.tabular import read_table

_BREAK = "\x00"  # a line break that is meant, among the white space of the source
_NO_TEXT = ("style", "script", "head", "title")
_BLOCKS = ("p", "div", "li")
_MOST_SPAN = 1000
# Word breaks its source between Chinese characters, where a browser shows no gap either.
_SOURCE_BREAK = re.compile(r"(?<=[\u2e80-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u2e80-\uffef])")
_SPACE = re.compile(r"[ \t\r\n]+")


def read_block(text: str, html: str = "") -> list[list[str]]:
    """The rows and cells of a copied block.

    Excel and WPS write the texts of cells exactly into the plain text; Word and browsers do not, since a
    line break in a cell looks there like one between rows. So the plain text counts where it has the
    rows and columns of the HTML, or came from a spreadsheet, and else the HTML.
    """
    if not html or "<table" not in html.lower():
        return read_table(text)
    cells = read_html_table(html)
    plain = read_table(text) if text else []
    if not cells or (plain and ("Excel.Sheet" in html or _shape(plain) == _shape(cells))):
        return plain
    return cells


def read_html_table(html: str) -> list[list[str]]:
    """The tables of an HTML text as rows of texts; the places that a merge covers are blank."""
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    return reader.rows()


def _shape(table: list[list[str]]) -> tuple[int, int]:
    return len(table), max(map(len, table), default=0)


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[dict[int, str]] = []
        self._covered: dict[tuple[int, int], bool] = {}
        self._parts: list[str] | None = None  # of the cell being read
        self._span = (1, 1)
        self._depth = 0
        self._silent = 0
        self._hidden = False

    def rows(self) -> list[list[str]]:
        self._end_cell()
        width = max((max(row, default=-1) + 1 for row in self._rows), default=0)
        width = max([width, *(column + 1 for _, column in self._covered)])
        return [[row.get(column, "") for column in range(width)] for row in self._rows]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _NO_TEXT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            # Excel ends its tables with a row of no height that only holds widths.
            self._hidden = "display:none" in values.get("style", "").replace(" ", "")
            if not self._hidden:
                self._rows.append({})
        elif self._depth == 1 and tag in ("td", "th") and self._rows and not self._hidden:
            self._end_cell()
            self._parts = []
            self._span = _number(values.get("rowspan", "")), _number(values.get("colspan", ""))
        elif self._parts is not None:
            begun = tag in _BLOCKS and bool("".join(self._parts).strip())
            if tag == "br" or begun:
                self._parts.append(_BREAK)

    def handle_endtag(self, tag: str) -> None:
        if tag in _NO_TEXT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table":
            if self._depth == 1:
                self._end_cell()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._parts is not None and not self._silent:
            self._parts.append(data)

    def _end_cell(self) -> None:
        if self._parts is None:
            return
        text, self._parts = _text("".join(self._parts)), None
        row, column = len(self._rows) - 1, 0
        while column in self._rows[row] or (row, column) in self._covered:
            column += 1
        down, right = self._span
        self._rows[row][column] = text
        for below in range(row, row + down):
            for beside in range(column, column + right):
                self._covered[below, beside] = True


def _number(written: str) -> int:
    return min(int(written), _MOST_SPAN) if written.isdecimal() and int(written) > 0 else 1


def _text(source: str) -> str:
    joined = _SPACE.sub(" ", _SOURCE_BREAK.sub("", source)).replace("\xa0", " ")
    return "\n".join(line.strip() for line in joined.split(_BREAK)).strip("\n")
