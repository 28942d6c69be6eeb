"""指标库: indicators to choose from, those that come with the program and those used before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from perfdesk.model.form.known_keys import LEVEL3, NATURE, TARGET, UNIT
from perfdesk.model.record.year_text import moved_on
from perfdesk.model.value.folding import folded_level, folded_name, folded_words


class IndicatorSource(StrEnum):
    """Where an indicator is known from, nearest first."""

    UNIT = "本单位"  # used by the unit whose form is open, in any year
    LIBRARY = "本库"  # used by other units of the library
    OWN = "自备"  # from the user's own files
    GENERAL = "通用"  # comes with the program


class StockIndicator(NamedTuple):
    """An indicator (三级指标) as it can be put into a form.

    ``weight`` is the points it had where it was used last. ``theme`` groups what files hold, such as
    培训会议. ``times`` says in how many forms it was used, ``record_id`` and ``year`` where last; 0 where
    it was not.
    """

    name: str
    level1: str
    level2: str
    nature: str = ""
    target: str = ""
    unit: str = ""
    weight: str = ""
    theme: str = ""
    source: IndicatorSource = IndicatorSource.GENERAL
    times: int = 0
    record_id: int = 0
    year: int = 0

    @property
    def values(self) -> dict[str, str]:
        """What it writes into a row beside its levels and weight, by column key."""
        values = {LEVEL3: self.name, NATURE: self.nature, TARGET: self.target, UNIT: self.unit}
        return {key: text for key, text in values.items() if text}

    def in_year(self, year: int) -> StockIndicator:
        """The indicator as the form of a year has it: the year in its name and date moves on (2026年底前)."""
        if not self.year or self.year == year:
            return self
        name, target = (moved_on(text, self.year, year) for text in (self.name, self.target))
        return self._replace(name=name, target=target)


class Wanted(NamedTuple):
    """What of the stock is asked for; a blank part asks for anything.

    ``words`` is typed text: each word must stand in the name, the theme or a level. ``level2`` is a
    second level (二级指标), ``level1`` a first.
    """

    words: str = ""
    level1: str = ""
    level2: str = ""
    source: IndicatorSource | None = None
    theme: str = ""


def unique(indicators: Iterable[StockIndicator]) -> tuple[StockIndicator, ...]:
    """The indicators, each name of a level once: as it comes first."""
    first: dict[tuple[str, str], StockIndicator] = {}
    for indicator in indicators:
        first.setdefault(
            (folded_level(indicator.level2 or indicator.level1), folded_name(indicator.name)), indicator
        )
    return tuple(first.values())


def matching(indicators: Sequence[StockIndicator], wanted: Wanted) -> tuple[StockIndicator, ...]:
    """The indicators that are asked for, in their order."""
    words = folded_words(wanted.words)
    level1, level2 = folded_level(wanted.level1), folded_level(wanted.level2)
    return tuple(
        indicator
        for indicator in indicators
        if (wanted.source is None or indicator.source is wanted.source)
        and (not wanted.theme or indicator.theme == wanted.theme)
        and (not level1 or folded_level(indicator.level1) == level1)
        and (not level2 or folded_level(indicator.level2) == level2)
        and all(
            word in _text(indicator.name, indicator.theme, indicator.level1, indicator.level2)
            for word in words
        )
    )


def second_levels(indicators: Iterable[StockIndicator]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each first level with its second levels, in the order they first come."""
    found: dict[str, dict[str, None]] = {}
    for indicator in indicators:
        if indicator.level1:
            below = found.setdefault(indicator.level1, {})
            if indicator.level2:
                below[indicator.level2] = None
    for level1, level2 in found.items():
        yield level1, tuple(level2)


@lru_cache(maxsize=16384)
def _text(*parts: str) -> str:
    return "\n".join(map(folded_name, parts))
