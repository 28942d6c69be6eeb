"""The shape of a computed kind: what ``computed`` of a cell in form.toml can name.

A kind is a module in :mod:`perfdesk.model.language.computed` (or an entry in one of related kinds) that
states everything about it: its name, where a form may write it, what it needs, what a cell shows, what that
is based on, and why. :mod:`perfdesk.model.language.registry` finds it there.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.form.definition import Block, BlockKind, CellLayout, FormDefinition, ScoringRule
from perfdesk.model.language.source import CellSource
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.score import Explanation, Rate, Score, Scores
from perfdesk.model.value.value import display_score


class Shown(NamedTuple):
    """What a cell shows of a computed value.

    ``printed``: a text of the form itself, not a value. ``score`` is set where the value is a score (得分).
    ``edit_text`` is what is copied and edited instead of ``text``: a manual score as typed, nothing for
    what only stands for a value (—).
    """

    text: str
    printed: bool = False
    score: Score | None = None
    edit_text: str | None = None


BLANK = Shown("")


def points(value: Decimal | None) -> Shown:
    """Points (分) as people read them, blank for none."""
    return BLANK if value is None else Shown(display_score(value))


def scored(score: Score, typed: str = "") -> Shown:
    """A score that counts; ``typed`` is the manual score behind it, as typed."""
    return Shown("" if score.value is None else display_score(score.value), score=score, edit_text=typed)


class Explained(NamedTuple):
    """Why a computed value is what it is.

    ``value`` replaces the text of the cell where the panel says more than the cell shows. ``score`` is set
    where the value is a score. ``whole``: what is missing anywhere in the form belongs to it.
    """

    title: str
    explanation: Explanation
    value: str = ""
    score: Score | None = None
    whole: bool = False


class FormContext(NamedTuple):
    """What a computed cell of a plain row may look at."""

    definition: FormDefinition
    layout: CellLayout
    record: Record
    scores: Scores


class RowContext(NamedTuple):
    """What a computed cell of a repeated row may look at.

    ``index`` is the row's place in ``block``; ``row`` holds the values of the cell, which where rows share a
    cell is not always the first of them.
    """

    definition: FormDefinition
    layout: CellLayout
    record: Record
    scores: Scores
    block: Block
    index: int  # type: ignore[assignment]  # the tuple's own method is not needed
    row: Row

    @property
    def rate(self) -> Rate | None:
        """The execution rate (预算执行率) of the row, where its block has one."""
        rates = self.scores.rates.get(self.block.key)
        return None if rates is None else rates[self.index]

    @property
    def score(self) -> Score | None:
        """The score (得分) of the row, where its block scores by rows."""
        scores = self.scores.indicators.get(self.block.key)
        return None if scores is None else scores[self.index]


class ComputedKind(ABC):
    """One kind of computed value.

    ``key`` is what form.toml writes, ``title`` what the value is called, and ``remark`` what docs/forms.md
    adds to that. ``takes_of``: its cell says by ``of`` what it is computed from, and ``of_remark`` is how.
    ``takes_blank``: its cell may say by ``blank`` what is printed instead of nothing. ``is_label``: what it
    shows is printed text, not a value. ``source_name`` names its values for :meth:`explained`; ``""``: there
    is nothing to explain.
    """

    key: str
    title: str
    remark = ""
    takes_of = False
    of_remark = ""
    takes_blank = False
    is_label = False
    source_name = ""

    def has_rule(self, scoring: ScoringRule, block: Block | None) -> bool:
        """Whether the form has the scoring rule that fills the cell; ``block`` is that of its row."""
        return True

    def of_problem(self, written: str, block: Block | None, blocks: Iterable[Block]) -> str:
        """What is wrong with ``of``, in Chinese with the remedy; ``""`` where it is right."""
        return ""

    def described(self, definition: FormDefinition, block: Block | None, layout: CellLayout) -> str:
        """What a cell of this kind shows, in the form's own words."""
        return self.title

    def explained(
        self, definition: FormDefinition, record: Record, scores: Scores, source: CellSource
    ) -> Explained | None:
        """Why the value at ``source`` is what it is; ``None`` where there is nothing to say."""
        return None

    def guide_place(self, source: CellSource) -> str:
        """The place of a form's page in the guide that explains the value at ``source``; ``""`` for none."""
        return ""


class FormKind(ComputedKind):
    """A kind that cells of plain rows show."""

    @abstractmethod
    def shown(self, context: FormContext) -> Shown | None:
        """What the cell shows; ``None`` where nothing is computed and it shows what else it names."""

    def source(self) -> CellSource | None:
        """The address of the value, where it can be explained."""
        return CellSource(self.source_name) if self.source_name else None


class RowKind(ComputedKind):
    """A kind that cells of repeated rows show, in blocks of the kinds ``blocks``."""

    blocks: tuple[BlockKind, ...]

    @abstractmethod
    def shown(self, context: RowContext) -> Shown | None:
        """What the cell shows; ``None`` where nothing is computed and it shows what else it names."""

    def based_on(self, layout: CellLayout, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """The rows of the block, beside a cell's own with its rate and scores, that its value is based on.

        A cell is laid out again only where one of them is another object than before.
        """
        return ()

    def source(self, block: Block, index: int, layout: CellLayout) -> CellSource | None:
        """The address of the value in the row at ``index``, where it can be explained."""
        return CellSource(self.source_name, block.key, index, layout.of) if self.source_name else None


def available(names: Iterable[str]) -> str:
    """The names that a form may write at a place, for a sentence about one that it may not."""
    return f"可用的有：{'、'.join(sorted(names)) or '（没有）'}"
