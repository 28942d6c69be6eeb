"""Folds names and typed texts into what they are compared by: width, blanks, case, words people leave out.

Each function says what it is for; they differ because the texts do. What a person reads is never folded.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CACHED = 16384
_LOOK_ALIKES = (
    {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # ！ to ～, among them digits, ％ and ＝
    | dict.fromkeys([0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F], " ")
    | dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
    | str.maketrans("≧⩾≦⩽═﹦﹤﹥﹢﹪", "≥≥≤≤==<>+%")
    | dict.fromkeys(map(ord, "−–‐‑﹣"), "-")
)
_ENDING = re.compile(r"(\([^()]*\)|:)+$")
_POINTS = re.compile(r"\s*[（(]\s*[0-9０-９.]{1,6}\s*分\s*[)）]$")
_ASIDE = re.compile(r"\(.*?\)|[:,.·]")


@lru_cache(maxsize=_CACHED)
def folded_value(text: str) -> str:
    """A typed value (数值, 单位, 指标性质) with full-width and look-alike signs as ASCII, trimmed.

    Nothing that has a meaning in a value is lost: case (MW, mW), blanks within, ①, ² and ㎡ stay.
    """
    return text.translate(_LOOK_ALIKES).strip()


def half_width(text: str) -> str:
    """A text with every sign in its common width and shape (NFKC), blanks and case as they are.

    For a text in which something is looked for by a pattern, and words stay apart.
    """
    return unicodedata.normalize("NFKC", text)


def without_blanks(text: str) -> str:
    """A text without any blanks, otherwise as typed: also for showing, as forms stretch words (分 值)."""
    return "".join(text.split())


@lru_cache(maxsize=_CACHED)
def folded_name(name: str) -> str:
    """A name (指标, 项目, 命令) without blanks and the differences of width, shape and case."""
    return without_blanks(half_width(folded_value(name))).casefold()


def folded_words(typed: str) -> tuple[str, ...]:
    """The words of a typed search, each as :func:`folded_name` folds what it is sought in."""
    return tuple(filter(None, map(folded_name, typed.split())))


@lru_cache(maxsize=_CACHED)
def folded_level(name: str) -> str:
    """The name of a level (一级、二级指标), also without the 指标 at its end that people leave out."""
    return folded_name(name).removesuffix("指标")


def without_points(level: str) -> str:
    """The name of a level without the points that some forms print after it: 产出指标（50分）→ 产出指标."""
    return _POINTS.sub("", level.strip())


@lru_cache(maxsize=_CACHED)
def folded_line(name: str) -> str:
    """The name of a budget line (资金行), also without the 其中： that forms print before a part."""
    return folded_name(name).removeprefix("其中").removeprefix(":")


@lru_cache(maxsize=_CACHED)
def folded_label(label: str) -> str:
    """A label of a form, also without 其中：, and （万元）, （盖章） or a colon at its end."""
    return _ENDING.sub("", folded_name(label).removeprefix("其中:"))


@lru_cache(maxsize=_CACHED)
def folded_heading(heading: str) -> str:
    """The heading of a column, also without what differs from copy to copy: 分 值（百分制）：→ 分值."""
    return _ASIDE.sub("", folded_name(heading))


def folded_file_name(name: str) -> str:
    """A file's or worksheet's name without differences of width and case, which many systems ignore.

    Blanks stay: they tell files apart.
    """
    return half_width(name).casefold()
