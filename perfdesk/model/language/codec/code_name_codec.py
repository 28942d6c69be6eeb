"""``code_name``: a project's code and name in one cell, as the budget platforms write them (编码-名称)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfdesk.model.language.codec_kind import Codec

# 编码-名称 as the budget platforms write it: 51090422T000000389802-建国初期老干部医保个人账户补助
_CODE_AND_NAME = r"\s*(?P<code>[0-9A-Za-z]{12,})\s*[-－—–]\s*(?P<name>(?s:.*))"  # compiled when first needed


class _CodeName(Codec):
    key = "code_name"
    remark = "两项合写成“编码-名称”"
    count = 2

    def join(self, texts: Sequence[str], choices: Sequence[str] = ()) -> str:
        return "-".join(text for text in texts if text)

    def split(self, text: str, before: Sequence[str]) -> tuple[str, ...]:
        """A code is taken where it is long enough to be one, or is the code that stood there before.

        So a short code survives an edit of the name behind it.
        """
        code = before[0]
        if code and text.startswith(f"{code}-"):
            return code, text[len(code) + 1 :]
        match = re.fullmatch(_CODE_AND_NAME, text)
        return (match["code"], match["name"]) if match else ("", text)


CODEC = _CodeName()
