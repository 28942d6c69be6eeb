"""``boxes``: each choice of a value with a box before it, ticked where it is chosen (□整体　☑区域)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfdesk.model.form.definition import Field
from perfdesk.model.language.codec_kind import Codec

_BOX, _TICKED = "□", "☑"
# A box and what stands behind it, as other programs write it: □整体　☑区域　■项目.
_BOXED = r"(?P<box>[□☐○☑☒■√✓✔])\s*(?P<label>[^□☐○☑☒■√✓✔]*)"  # compiled by re when first needed
_EMPTY_BOXES = "□☐○"


class _Boxes(Codec):
    key = "boxes"
    remark = "把一项的 `choices` 逐个印出并在所选的前面打勾（“□整体　☑区域　□项目”），选几项的用“、”隔开"

    def problem(self, fields: Sequence[Field]) -> str:
        if not fields or fields[0].choices:
            return ""
        return f"boxes 逐项印出可选项并打勾，请给“{fields[0].key}”写上 choices"

    def join(self, texts: Sequence[str], choices: Sequence[str] = ()) -> str:
        ticked = _ticked(texts[0], choices)
        others = [text for text in ticked if text not in choices]
        boxes = [f"{_TICKED if choice in ticked else _BOX}{choice}" for choice in choices]
        return "　".join((*boxes, *(f"{_TICKED}{text}" for text in others)))

    def edit_text(self, texts: Sequence[str]) -> str:
        return texts[0]

    def split(self, text: str, before: Sequence[str]) -> tuple[str, ...]:
        """What is ticked, where the boxes come with the text."""
        if boxed := list(re.finditer(_BOXED, text)):
            text = "、".join(box["label"].strip() for box in boxed if box["box"] not in _EMPTY_BOXES)
        return tuple(text for _ in before)


def _ticked(text: str, choices: Sequence[str]) -> tuple[str, ...]:
    """The choices that a value names: one as it stands, or several with 、 between them."""
    text = text.strip()
    parts = (text,) if text in choices else (part.strip() for part in text.split("、"))
    return tuple(part for part in parts if part)


CODEC = _Boxes()
