"""One cell, several values: how they are written in it and read back from it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfdesk.model.path import Path
from perfdesk.model.record import Record
from perfdesk.model.written_target import WrittenTarget, read_target
from perfdesk.sheet.sheet import Cell

# 编码-名称 as the budget platforms write it: 51090422T000000389802-建国初期老干部医保个人账户补助
_CODE_AND_NAME = re.compile(r"\s*(?P<code>[0-9A-Za-z]{12,})\s*[-－—–]\s*(?P<name>.*)", re.DOTALL)
# The number that forms print before an indicator's name, and people type or paste with it.
_NUMBERED = re.compile(r"\s*指标\s*[0-9０-９]{1,2}\s*[:：]\s*")


def join(codec: str, texts: Sequence[str]) -> str:
    """The values of one cell as the one text it shows; no codec: the first."""
    if codec == "code_name":
        return "-".join(text for text in texts if text)
    if codec == "target":
        return str(WrittenTarget(*texts))
    return texts[0]


def split(codec: str, text: str, before: Sequence[str]) -> tuple[str, ...]:
    """A typed text as the values of its cell; ``before`` are the values it replaces.

    ``code_name``: a code is taken where it is long enough to be one, or is the code that stood
    there before, so that a short code survives an edit of the name behind it. ``target``: ≥99% is
    nature, target and unit. ``numbered``: without the 指标1： that the form prints.
    """
    if codec == "code_name":
        code = before[0]
        if code and text.startswith(f"{code}-"):
            return code, text[len(code) + 1 :]
        match = _CODE_AND_NAME.fullmatch(text)
        return (match["code"], match["name"]) if match else ("", text)
    if codec == "target":
        return read_target(text, before[2])
    if codec == "numbered" and (match := _NUMBERED.match(text)):
        text = text[match.end() :]
    return tuple(text for _ in before)


def typed(cell: Cell, record: Record, text: str) -> dict[Path, str]:
    """The values that change when ``text`` is typed into ``cell``, by path.

    A cell merged over several rows sets the value of each of them.
    """
    before = [record.get(path) for path in cell.paths]
    after = split(cell.codec, text, before)
    return {path: new for path, old, new in zip(cell.paths, before, after, strict=True) if new != old}
