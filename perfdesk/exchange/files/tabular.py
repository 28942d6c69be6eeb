"""Tab-separated text as Excel and WPS put it on the clipboard and take it from there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_END = re.compile("[\t\n]")


def read_table(text: str, most_cells: int | None = None) -> list[list[str]]:
    """The rows and cells of a copied block, as far as its first ``most_cells``.

    A cell that begins with a quote ends at its closing quote, holds line breaks and tabs, and
    writes a quote as two; a quote further inside a cell is itself. The line break at the very
    end closes the last row.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = [[]]
    at = count = 0
    while at <= len(text):
        cell, at = _quoted(text, at) if text.startswith('"', at) else _plain(text, at)
        rows[-1].append(cell)
        count += 1
        if at >= len(text) or count == most_cells:
            break
        if text[at] == "\n":
            if at == len(text) - 1:
                break
            rows.append([])
        at += 1
    return rows


def _plain(text: str, at: int) -> tuple[str, int]:
    found = _END.search(text, at)
    end = len(text) if found is None else found.start()
    return text[at:end], end


def _quoted(text: str, at: int) -> tuple[str, int]:
    parts: list[str] = []
    start = at + 1
    while True:
        end = text.find('"', start)
        if end < 0:
            return _plain(text, at)  # never closed: the quote was only a character
        if text.startswith('""', end):
            parts.append(text[start : end + 1])
            start = end + 2
            continue
        parts.append(text[start:end])
        after = end + 1
        if after < len(text) and text[after] not in "\t\n":
            return _plain(text, at)  # 'he said "so"' begins with a quote but is not quoted
        return "".join(parts), after


def write_table(rows: Iterable[Sequence[str]]) -> str:
    """A block as Excel and WPS read it: cells with tabs, line breaks or quotes are quoted."""
    return "".join("\t".join(_written(cell) for cell in row) + "\r\n" for row in rows)


def _written(cell: str) -> str:
    if any(special in cell for special in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
