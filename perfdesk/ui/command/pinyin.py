"""The first letters of a Chinese text's pinyin, so that 填报说明 is found by tbsm."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

# GB/T 2312-1980 orders its first-level characters by pinyin: these are the first ones of each letter.
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "abcdefghjklmnopqrstwxyz"
_STARTS = [character.encode("gb2312") for character in _FIRST]
_END = b"\xd7\xfa"  # behind 座, the last of the first level
_ALSO = {"行": "h", "重": "c", "粘": "n", "长": "c", "调": "t", "单": "s"}


@lru_cache(maxsize=4096)
def letters(character: str) -> str:
    """The letters that a character's pinyin may begin with; of a letter or digit, itself in lower case.

    ``""`` for a character of the second level, which the standard orders by strokes.
    """
    if character.isascii():
        return character.lower()
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    if not _STARTS[0] <= code < _END:
        return ""
    return _LETTERS[bisect_right(_STARTS, code) - 1] + _ALSO.get(character, "")


def initials_at(text: str, typed: str) -> int:
    """Where the letters ``typed`` stand for a run of the text's characters; -1 where nowhere."""
    typed = typed.lower()
    for start in range(len(text) - len(typed) + 1):
        if all(letter in letters(text[start + at]) for at, letter in enumerate(typed)):
            return start
    return -1
