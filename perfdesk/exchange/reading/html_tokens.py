"""Splits HTML into tags and texts, in time that grows with its length and whatever it holds.

The parser of the standard library takes the square of the length for tags and comments that are never
closed, and raises for ``<![foo[`` and for character references of 5,000 digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from perfdesk.bounds import MOST_PASTED_ATTRIBUTES

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_TAG_END = re.compile(r"[\s/=]*>")
_LONG_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9A-Fa-f]{8,});?")
_RAW = ("script", "style", "title", "textarea")  # what stands in them is text, whatever it looks like


class Tag(NamedTuple):
    """A tag: its name in small letters, whether it closes, and the attributes of one that opens."""

    name: str
    closes: bool
    attributes: Mapping[str, str] = {}


def html_tokens(html: str) -> Iterator[Tag | str]:
    """The tags and the texts of HTML in order; comments and declarations are left out.

    What is never closed ends with the HTML, as in browsers.
    """
    lower = html.lower()
    at = 0
    while at < len(html):
        start = html.find("<", at)
        if start < 0:
            yield _text(html[at:])
            return
        if start > at:
            yield _text(html[at:start])
        match = _TAG.match(html, start)
        if match is not None:
            attributes, end = _attributes(html, match.end())
            if end < 0:
                return
            name, closes = match[2].lower(), bool(match[1])
            yield Tag(name, closes, {} if closes else attributes)
            if not closes and html[end - 2] == "/":
                yield Tag(name, True)
            elif not closes and name in _RAW:
                close = lower.find(f"</{name}", end)
                if close < 0:
                    return
                yield html[end:close]
                end = close
        elif html.startswith("<!--", start):
            end = html.find("-->", start + 4) + 3
            if end < 3:
                return
        elif html.startswith(("<!", "<?", "</"), start):
            end = html.find(">", start) + 1
            if not end:
                return
        else:
            yield "<"
            end = start + 1
        at = end


def _attributes(html: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes of the tag whose name ends at ``at``, and where it ends; -1 where it does not."""
    found: dict[str, str] = {}
    for _ in range(MOST_PASTED_ATTRIBUTES):
        end = _TAG_END.match(html, at)
        if end is not None:
            return found, end.end()
        match = _ATTRIBUTE.match(html, at)
        if match is None:
            return found, -1
        value = next((part for part in match.groups()[1:] if part is not None), "")
        found[match[1].lower()] = _text(value)
        at = match.end()
    return found, html.find(">", at) + 1 or -1


def _text(source: str) -> str:
    """A text with its character references read."""
    return unescape(_LONG_REFERENCE.sub("\ufffd", source)) if "&" in source else source
