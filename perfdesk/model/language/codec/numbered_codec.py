"""``numbered``: a name without the number that the form prints before it (指标1：)."""

from __future__ import annotations

import re

from perfdesk.model.language.codec_kind import Codec

# The number that forms print before an indicator's name, and people type or paste with it.
_NUMBERED = r"\s*指标\s*[0-9０-９]{1,2}\s*[:：]\s*"  # compiled by re when first needed


class _Numbered(Codec):
    key = "numbered"
    remark = "读的时候去掉前面的“指标1：”"

    def stored(self, text: str) -> str:
        match = re.match(_NUMBERED, text)
        return text[match.end() :] if match else text


CODEC = _Numbered()
