"""What 审核 asks of one form, beside its scoring, limits and required values; and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


class Typo(NamedTuple):
    """A misspelling known in this domain: 3月分 for 3月份.

    ``before`` are characters of which one must stand before ``wrong`` (none: any may); ``unless`` are
    words that rightly hold it, as 开发完成 holds 发完成.
    """

    wrong: str
    right: str
    before: str = ""
    unless: tuple[str, ...] = ()


class PlausibleAmount(NamedTuple):
    """Between which amounts the total of a project lies, in one money unit; ``None``: no bound."""

    least: Decimal | None = None
    most: Decimal | None = None


# Compared by identity: texts are looked up by their lexicon, and hashing all its words would take longer.
@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Words of this domain that checks look for; ``lexicon.toml`` in the forms folder.

    ``groups`` are people a project is for, each with its synonyms; ``counts`` end the names of
    indicators that count something (人数); ``score_words`` come before the total in a conclusion and
    ``grade_words`` before the grade; a year of the past is rightly named after one of ``year_before``
    or before one of ``year_after``; a form's own year stays, when the next year begins, after one of
    ``kept_before`` or before one of ``kept_after``; ``unit_tails`` are surplus endings of a unit's name,
    longest first.
    """

    typos: tuple[Typo, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    counts: tuple[str, ...] = ()
    score_words: tuple[str, ...] = ()
    grade_words: tuple[str, ...] = ()
    year_before: tuple[str, ...] = ()
    year_after: tuple[str, ...] = ()
    kept_before: tuple[str, ...] = ()
    kept_after: tuple[str, ...] = ()
    unit_tails: tuple[tuple[str, str], ...] = ()
    amounts: Mapping[str, PlausibleAmount] = field(default_factory=dict)

    def joined(self, other: Lexicon) -> Lexicon:
        """The words of both; an amount of ``other`` replaces this one's."""
        return Lexicon(
            typos=self.typos + other.typos,
            groups=self.groups + other.groups,
            counts=self.counts + other.counts,
            score_words=self.score_words + other.score_words,
            grade_words=self.grade_words + other.grade_words,
            year_before=self.year_before + other.year_before,
            year_after=self.year_after + other.year_after,
            kept_before=self.kept_before + other.kept_before,
            kept_after=self.kept_after + other.kept_after,
            unit_tails=self.unit_tails + other.unit_tails,
            amounts={**self.amounts, **other.amounts},
        )


NO_WORDS = Lexicon()


@dataclass(frozen=True, slots=True)
class CheckRule:
    """The ``[checks]`` of a form; what it leaves out is not checked.

    ``initial`` and ``reason`` are columns of the budget block that execution scores by: the first budget,
    from which a change must be explained, and where it is. ``execution_reason`` is the field that explains
    points lost in execution, where that is no column. ``parts`` are the lines that add to the scored one.
    ``levels`` must each have an indicator; ``cost_levels`` hold 成本指标. ``conclusion`` is the field that
    repeats name, total and grade; ``narrative`` are the fields about this year and this project.
    ``signatures`` are fields that may be signed on paper instead. ``imbalance`` and ``unspent`` are the
    shares from which the finance platform flags red and yellow.
    """

    initial: str = ""
    reason: str = ""
    execution_reason: str = ""
    parts: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    cost_levels: tuple[str, ...] = ()
    conclusion: str = ""
    narrative: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    imbalance: Decimal | None = None
    unspent: Decimal | None = None
    lexicon: Lexicon = NO_WORDS


NO_CHECKS = CheckRule()
