"""One cell, several values: how they are written in it and read back from it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfdesk.model.form.path import Path
from perfdesk.model.record.record import Record
from perfdesk.model.value.written_target import WrittenTarget, read_target
from perfdesk.sheet.layout.sheet import Cell

# 编码-名称 as the budget platforms write it: 51090422T000000389802-建国初期老干部医保个人账户补助
_CODE_AND_NAME = re.compile(r"\s*(?P<code>[0-9A-Za-z]{12,})\s*[-－—–]\s*(?P<name>.*)", re.DOTALL)
# The number that forms print before an indicator's name, and people type or paste with it.
_NUMBERED = re.compile(r"\s*指标\s*[0-9０-９]{1,2}\s*[:：]\s*")
_BOX, _TICKED = "□", "☑"
# A box and what stands behind it, as other programs write it: □整体　☑区域　■项目.
_BOXED = re.compile(r"(?P<box>[□☐○☑☒■√✓✔])\s*(?P<label>[^□☐○☑☒■√✓✔]*)")
_EMPTY_BOXES = "□☐○"


def join(codec: str, texts: Sequence[str], choices: Sequence[str] = ()) -> str:
    """The values of one cell as the one text it shows; no codec: the first.

    ``choices`` are those of the first value, which ``boxes`` prints with a box each.
    """
    if codec == "code_name":
        return "-".join(text for text in texts if text)
    if codec == "target":
        return str(WrittenTarget(*texts))
    if codec == "boxes":
        ticked = _ticked(texts[0], choices)
        others = [text for text in ticked if text not in choices]
        boxes = [f"{_TICKED if choice in ticked else _BOX}{choice}" for choice in choices]
        return "　".join((*boxes, *(f"{_TICKED}{text}" for text in others)))
    return texts[0]


def _ticked(text: str, choices: Sequence[str]) -> tuple[str, ...]:
    """The choices that a value names: one as it stands, or several with 、 between them."""
    text = text.strip()
    parts = (text,) if text in choices else (part.strip() for part in text.split("、"))
    return tuple(part for part in parts if part)


def split(codec: str, text: str, before: Sequence[str]) -> tuple[str, ...]:
    """A typed text as the values of its cell; ``before`` are the values it replaces.

    ``code_name``: a code is taken where it is long enough to be one, or is the code that stood
    there before, so that a short code survives an edit of the name behind it. ``target``: ≥99% is
    nature, target and unit. ``numbered``: without the 指标1： that the form prints. ``boxes``: what is
    ticked, where the boxes come with it.
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
    if codec == "boxes" and (boxed := list(_BOXED.finditer(text))):
        text = "、".join(box["label"].strip() for box in boxed if box["box"] not in _EMPTY_BOXES)
    return tuple(text for _ in before)


def typed(cell: Cell, record: Record, text: str) -> dict[Path, str]:
    """The values that change when ``text`` is typed into ``cell``, by path.

    A cell merged over several rows sets the value of each of them.
    """
    before = [record.get(path) for path in cell.paths]
    after = split(cell.codec, text, before)
    return {path: new for path, old, new in zip(cell.paths, before, after, strict=True) if new != old}
