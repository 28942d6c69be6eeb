"""Texts as a workbook can hold them: characters that XML forbids are shown, long texts are cut."""

from __future__ import annotations

import re

_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NO_XML = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# ECMA-376 part 1 §22.9.2.19 (ST_Xstring): _x000D_ in a text stands for a character.
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MOST_UNITS = 32767  # of UTF-16 in one cell
_CUT = "……（超出Excel单元格的字数上限，余下略）"


def excel_text(text: str) -> str:
    """A text as a cell can hold it; a character that it cannot hold is replaced by a sign that shows."""
    text = _ESCAPED.sub("_x005F_", _NO_XML.sub(_visible, _LINE_BREAK.sub("\n", text)))
    if len(text.encode("utf-16-le")) > 2 * _MOST_UNITS:
        shown = text.encode("utf-16-le")[: 2 * (_MOST_UNITS - len(_CUT))]
        text = shown.decode("utf-16-le", "ignore") + _CUT
    return text


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"
