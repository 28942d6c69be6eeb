"""A place in an interchange document: checks what stands there and says what is wrong with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfdesk.bounds import MOST_TEXT
from perfdesk.errors import InputProblem
from perfdesk.model.value.folding import folded_line

_MOST_QUOTED = 200
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class JsonPlace:
    """A place in a document: ``records[0].indicators[3].weight`` of the source ``where``.

    The checks give back what they were handed, typed, or raise ``InputProblem`` that names the
    place and what belongs there.
    """

    where: str
    path: str = ""

    def key(self, name: str) -> JsonPlace:
        """The place of one key of the object here."""
        return JsonPlace(self.where, f"{self.path}.{name}" if self.path else name)

    def item(self, number: int) -> JsonPlace:
        """The place of one item, counted from 0, of the list here."""
        return JsonPlace(self.where, f"{self.path}[{number}]")

    def problem(self, sentence: str) -> InputProblem:
        """The problem that ``sentence`` (without a full stop) tells of this place."""
        place = shortened(self.path) or "文件内容"
        return InputProblem(f"{self.where}：{place} {sentence}。请改正后重新导入。")

    def mapping(self, data: object) -> Mapping[str, object]:
        """An object ``{…}``."""
        if not isinstance(data, Mapping):
            raise self.problem("应是一个对象 {…}")
        return data

    def sequence(self, data: object, most: int) -> Sequence[object]:
        """A list ``[…]`` of at most so many items."""
        if isinstance(data, str) or not isinstance(data, Sequence):
            raise self.problem("应是一个列表 […]")
        if len(data) > most:
            raise self.problem(f"有 {len(data)} 项，超过 {most} 项的上限，请分成几个文件")
        return data

    def text(self, data: object) -> str:
        """A text, its lines ended by a line feed; null is blank, a number is its own text."""
        if data is None:
            return ""
        if isinstance(data, int | Decimal) and not isinstance(data, bool):
            return str(data)
        if not isinstance(data, str):
            raise self.problem("应是文本")
        if len(data) > MOST_TEXT:
            raise self.problem(f"有 {len(data)} 字，超过 {MOST_TEXT} 字的上限，请精简")
        if _HALF.search(data):
            raise self.problem("含有残缺的字符（半个代理对）")
        return data.replace("\r\n", "\n").replace("\r", "\n")

    def only(self, data: Mapping[str, object], allowed: Mapping[str, str]) -> None:
        """Refuse keys that are not in ``allowed``, which maps each allowed key to its label."""
        for key in data:
            if key not in allowed:
                raise self.key(key).problem(f"无法识别{nearest(key, allowed)}")


def shortened(text: str) -> str:
    """A text as a sentence can quote it."""
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"


def nearest(name: str, allowed: Mapping[str, str]) -> str:
    """The end of a sentence that says which of the ``allowed`` (name to label) may be meant."""
    same = [
        key
        for key, label in allowed.items()
        if folded_line(name) in {folded_line(key), folded_line(label)} - {""}
    ]
    near = same or difflib.get_close_matches(name[:_MOST_QUOTED], allowed, n=1, cutoff=0.5)
    return f"，是不是想写“{near[0]}”" if near else f"，应是 {'、'.join(allowed)} 之一"
