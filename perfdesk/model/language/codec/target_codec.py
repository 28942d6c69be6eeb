"""``target``: nature, value and unit of an indicator's target in one cell (指标值 ≥99%)."""

from __future__ import annotations

from collections.abc import Sequence

from perfdesk.model.language.codec_kind import Codec
from perfdesk.model.value.written_target import WrittenTarget, read_target


class _Target(Codec):
    key = "target"
    remark = '把 `["nature", "target", "unit"]` 三项合写成“≥99%”“15万元”“据实”'
    count = 3
    asked = slice(1, 2)  # in one cell, nature, value and unit are what people call the 指标值

    def join(self, texts: Sequence[str], choices: Sequence[str] = ()) -> str:
        return str(WrittenTarget(*texts))

    def split(self, text: str, before: Sequence[str]) -> tuple[str, ...]:
        return read_target(text, before[2])


CODEC = _Target()
