"""Units of measure (度量单位): what one counts, and how units convert into one another."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdesk.model.value.folding import without_blanks

PERCENT = "%"
MONEY = "元"

_ONE = Decimal(1)
_PREFIXES = {
    "万亿": Decimal(10) ** 12,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "亿": Decimal(10) ** 8,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
    "百": Decimal(10) ** 2,
}
# Units of one kind that convert by a factor: kind → unit → size in the kind.
_SCALED: dict[str, dict[str, int | str]] = {
    PERCENT: {"%": 1, "百分比": 1, "百分率": 1, "‰": "0.1", "千分比": "0.1", "千分率": "0.1"},
    MONEY: {"元": 1, "人民币元": 1, "元人民币": 1, "块": 1, "角": "0.1"},
    "人": {"人": 1, "名": 1, "位": 1},
    "天": {"天": 1, "日": 1, "周": 7, "星期": 7},
    "月": {"月": 1, "个月": 1, "季度": 3, "个季度": 3, "年": 12, "年度": 12},
    "分钟": {"分钟": 1, "小时": 60, "个小时": 60},
    "米": {"米": 1, "m": 1, "厘米": "0.01", "cm": "0.01", "千米": 1000, "公里": 1000, "km": 1000},
    "平方米": {
        "平方米": 1,
        "㎡": 1,
        "m²": 1,
        "m2": 1,
        "公顷": 10000,
        "平方公里": 1000000,
        "平方千米": 1000000,
    },
    "立方米": {"立方米": 1, "方": 1, "m³": 1, "m3": 1},
    "克": {"克": 1, "g": 1, "斤": 500, "千克": 1000, "公斤": 1000, "kg": 1000, "吨": 1000000, "t": 1000000},
    "毫升": {"毫升": 1, "ml": 1, "升": 1000, "l": 1000},
    "千瓦时": {"千瓦时": 1, "度": 1, "kwh": 1},
}
# Units that convert into nothing else.
_COUNTED = re.findall(
    r"\S+",
    """
    个 件 台 套 户 家 次 场 期 批 份 张 本 册 篇 部 辆 艘 架 只 头 匹 羽 口 尾 株 棵 条 项 座 栋 幢 间
    所 处 点 站 村 镇 乡 社区 街道 县 区 市 校 班 组 队 支 枚 幅 副 面 版 卷 段 节 例 宗 起 笔 单 盏 根
    袋 瓶 箱 盒 包 桶 桌 床 床位 张床位 股 票 页 字 首 集 门 科 类 种 级 档 步 层 格 孔 眼 井 亩 瓦 千瓦
    兆瓦 分 秒 倍 盘 顶 把 双 对 届 轮 遍 趟 路 线 片 块地 标段 颗 粒 剂 碗 餐 顿 窝 座次 人次 户次 家次
    车次 班次 批次 场次 频次 例次 剂次 台次 台班 人份 人天 人日 人月 人年 工日 工作日 个工作日 课时 学时
    百分点 个百分点
    """,
)
_WORDS = {word: (kind, Decimal(size)) for kind, sizes in _SCALED.items() for word, size in sizes.items()}
_WORDS |= {word: (word, _ONE) for word in _COUNTED}
_JOINED = re.compile(r"[·.*]|每")
_PART = re.compile(r"[㐀-鿿A-Za-z㎡²³]{1,4}")


class Measure(NamedTuple):
    """What a unit counts.

    ``kind`` is the same for units that convert (元 for 万元, 角; 人 for 人数, 名), ``""`` for a bare
    number; ``scale`` is the size of the unit without its 万 or 亿, ``prefix`` that of the 万 or 亿.
    """

    kind: str
    scale: Decimal = _ONE
    prefix: Decimal = _ONE

    @property
    def size(self) -> Decimal:
        """How much of the kind one unit is: 10000 for 万元."""
        return self.scale * self.prefix


_BARE = Measure("")


@lru_cache(maxsize=4096)
def measure_of(unit: str) -> Measure:
    """What ``unit`` (half-width, as :func:`perfdesk.model.value.folding.folded_value` leaves it) counts.

    A unit nobody has listed is a kind of its own, so it still equals itself.
    """
    first, *rest = _parts(unit)
    kind, scale, prefix = _simple(first)
    if rest:
        kind = f"{kind}/{''.join(rest)}"
    return Measure(kind, scale, prefix)


@lru_cache(maxsize=4096)
def is_listed(unit: str) -> bool:
    """Whether ``unit`` is a unit people use: 台, 万人, 元/人年; not 个示范点, not 天完成."""
    first, *rest = _parts(unit)
    if not all(_PART.fullmatch(part) for part in rest):
        return False
    kind, _, _ = _simple(first)
    return kind in _SCALED or kind in _WORDS or (kind == "" and first != "")


def converted(number: Decimal, given: Measure, wanted: Measure) -> Decimal | None:
    """``number`` counted in ``wanted`` instead of ``given``; ``None`` where they do not compare.

    A bare number takes the unit of what it is compared with (4万 is 4 where 万元 is asked for), and
    where no unit is asked for, the unit that was written is believed (5台 for 5). Not so with
    percents, nor with a 万 that only one side writes: 100% is not 1, and 4万张 may be meant for 4.
    """
    if given in (wanted, _BARE):
        return number
    if wanted == _BARE and given.prefix != 1:
        return None
    if given.kind == wanted.kind:
        return number * given.size / wanted.size
    if (given.kind and wanted.kind) or PERCENT in (given.kind, wanted.kind):
        return None
    return number * given.prefix / wanted.prefix


def _parts(unit: str) -> list[str]:
    first, *rest = without_blanks(unit).split("/")
    return [first, *(cleaned for part in rest if (cleaned := _JOINED.sub("", part)))]


def _simple(word: str) -> tuple[str, Decimal, Decimal]:
    word = word if word in _WORDS else word.removesuffix("数")
    found = _WORDS.get(word) or _WORDS.get(word.lower())
    if found is not None:
        return *found, _ONE
    for written, prefix in _PREFIXES.items():
        if word.startswith(written):
            rest = word.removeprefix(written)
            kind, scale = _WORDS.get(rest, (rest, _ONE))
            return kind, scale, prefix
    return word, _ONE, _ONE
