"""The shape of one official form as data: fields, blocks, scoring, checks and sheet.

A definition is loaded from ``form.toml`` by :mod:`perfdesk.model.language.definition_loader`;
``docs/forms.md`` describes the file. The small shapes are named tuples, because making a dataclass takes a
millisecond of every start; the large ones are compared by type and changed by ``dataclasses.replace``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfdesk.model.form.check_rule import NO_CHECKS, CheckRule
from perfdesk.model.form.expression import Expression
from perfdesk.model.form.path import Path


class ValueKind(StrEnum):
    """What a person is expected to type at a place, and so how it is read and shown."""

    TEXT = "text"
    MONEY = "money"  # in the form's money unit
    NUMBER = "number"
    SCORE = "score"  # points
    QUANTITY = "quantity"  # 64人, ≥95%, 2025年12月31日前, 优: anything an indicator can hold
    DATE = "date"


class BlockKind(StrEnum):
    """The role of a block of rows."""

    BUDGET = "budget"
    INDICATORS = "indicators"
    ROWS = "rows"  # fixed rows of plain texts, such as 资金管理情况


class RoundingMode(StrEnum):
    """How a rate or score is brought to its decimals."""

    HALF_UP = "half_up"
    DOWN = "down"


class ShortfallRule(StrEnum):
    """What a quantitative indicator that misses its target earns (§2 of the domain notes)."""

    PROPORTIONAL = "proportional"  # actual / target × weight
    REVERSE = "reverse"  # (1 − (actual − target) / target) × weight
    PERCENT = "percent"  # the actual percent × weight
    THRESHOLD = "threshold"  # (actual/target − t) / (1 − t) × weight, below t nothing
    NOTHING = "nothing"
    PERSON = "person"  # left to a person


@dataclass(frozen=True, slots=True)
class Field:
    """One value of the form: a field, or a column of a block of rows.

    ``choices`` are offered in a list that also takes typing; ``limit`` is the most characters
    (字) the finance bureau takes; ``hint`` says what the cell wants, with its clause.
    ``decimals`` is how a plain number typed here is shown (``None``: as typed); ``start`` is what a
    new record begins with. ``carry``: the next year's form begins with what stands here (结转下年).
    """

    key: str
    label: str
    kind: ValueKind = ValueKind.TEXT
    choices: tuple[str, ...] = ()
    limit: int | None = None
    hint: str = ""
    decimals: int | None = None
    required: bool = False
    start: str = ""
    carry: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A fixed row of a block, such as 总额 or 其中：财政资金; ``label`` is printed.

    ``texts`` are further texts that the form prints in the row, each by a name; ``start`` holds what
    a new record's row begins with.
    """

    key: str
    label: str
    name: str  # the label without 其中：, as interchange files write it
    texts: Mapping[str, str] = field(default_factory=dict)
    start: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Level:
    """A first and second level (一级/二级指标) that the form knows.

    ``always``: the form prints the level's rows, at least ``rows`` of them, even where no
    indicator uses it; ``start``: a new record begins with a row of it.
    """

    level1: str
    level2: str
    always: bool = False
    start: bool = False
    rows: int = 1


class Group(NamedTuple):
    """A first level (一级指标) whose points the form fixes; ``label`` is what it prints for it."""

    level1: str
    label: str
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A block of rows with the same columns: the budget table, the indicators."""

    key: str
    kind: BlockKind
    label: str
    columns: tuple[Field, ...]
    lines: tuple[Line, ...] = ()
    levels: tuple[Level, ...] = ()
    groups: tuple[Group, ...] = ()

    def column(self, key: str) -> Field:
        """The column of that key; raises ``KeyError``."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def grows(self) -> bool:
        """Whether people add and remove rows."""
        return not self.lines


class Rounding(NamedTuple):
    """Decimals and mode; ``decimals`` of a rate count on its percent (0: whole percent)."""

    decimals: int
    mode: RoundingMode = RoundingMode.HALF_UP


class ExecutionRule(NamedTuple):
    """Budget execution (预算执行率 and its score), on one line of the budget block.

    The rate is ``numerator / denominator`` (column keys); the score is rate × ``weight``
    capped at the weight, or the points of the first of ``bands`` whose floor the rate reaches.
    """

    block: str
    line: str
    numerator: str
    denominator: str
    weight: Decimal
    rate_rounding: Rounding | None  # None: the rate is not rounded before scoring
    score_rounding: Rounding
    rate_display_decimals: int
    bands: tuple[tuple[Decimal, Decimal], ...] = ()  # (least rate, points), falling
    reason_below: Decimal | None = None  # a reason is required below this rate
    clause: str = ""


class QualitativeBand(NamedTuple):
    """A grade of a qualitative indicator (定性指标) and the shares of the weight it allows."""

    label: str
    least: Decimal  # share of the weight, 0–1
    most: Decimal


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """How the indicators of one block score.

    ``at_least`` serves ≥ ＞ ＝, ``at_most`` serves ≤ ＜, where the target is missed.
    """

    block: str
    weight_total: Decimal
    rounding: Rounding
    at_least: ShortfallRule
    at_most: ShortfallRule
    threshold: Decimal | None = None  # of ShortfallRule.THRESHOLD
    over_completion: Decimal | None = None  # share over the target that asks for a reason
    over_completion_deduction: Decimal | None = None  # points that such an indicator loses
    unscored: str = ""  # what stands for the weight of a row that does not score (其中)
    shared: str = ""  # level1 or level2: the rows of one such level have one weight and one score
    bands: tuple[QualitativeBand, ...] = ()
    clause: str = ""
    qualitative_clause: str = ""
    date_clause: str = ""


class Grade(NamedTuple):
    """A grade (等级) and the least total that earns it."""

    label: str
    least: Decimal


class TotalCap(NamedTuple):
    """The most that a total may be where the execution rate lies below ``below`` (1 is 100%)."""

    below: Decimal
    most: Decimal


class TotalRule(NamedTuple):
    """The total (合计, 总分) and its grade; the first of ``caps`` that the rate is below holds."""

    full: Decimal
    rounding: Rounding
    grades: tuple[Grade, ...]  # falling by ``least``
    clause: str = ""
    caps: tuple[TotalCap, ...] = ()  # rising by ``below``


class InputKind(StrEnum):
    """What an input of a formula gathers from the projects of the same unit and year."""

    AMOUNT = "amount"  # an amount of each project, added up
    PROJECTS = "projects"  # the number of projects for which a condition holds
    INDICATORS = "indicators"  # the number of their indicators for which a condition holds


@dataclass(frozen=True, slots=True, eq=False)
class InputSource:
    """How an input follows from the projects; compared by identity, as a key of caches.

    ``forms`` are the project forms it reads, each with what it calls otherwise: name here → key there.
    With ``field``, only projects whose field is one of ``among`` count. ``level`` is the first or second
    level of the indicators meant. ``value`` is the amount or the condition; without it, all count.
    """

    gathers: InputKind
    forms: Mapping[str, Mapping[str, str]]
    field: str = ""
    among: tuple[str, ...] = ()
    level: str = ""
    value: Expression | None = None


class InputRule(NamedTuple):
    """A named number of the formulas: a line of the block of inputs.

    What a person types there wins over ``source``; ``default`` holds where neither says anything.
    Nobody is asked to fill an ``optional`` one.
    """

    line: str
    unit: str
    source: InputSource | None = None
    default: Decimal | None = None
    optional: bool = False
    clause: str = ""


class Formula(NamedTuple):
    """How one line scores: its points are those of the formula, between 0 and ``weight``.

    Without ``weight`` the line deducts: the formula gives the points taken off the total.
    """

    line: str
    value: Expression
    weight: Decimal | None
    reading: str = ""  # how a clause that can be read in several ways is read here


class FormulaRule(NamedTuple):
    """Lines of a block that score by formulas (部门整体) over the inputs of another block.

    ``clause`` names the text of a line that states its rule as printed.
    """

    block: str
    inputs_block: str
    rounding: Rounding
    inputs: tuple[InputRule, ...]
    formulas: tuple[Formula, ...]
    clause: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """The project forms that the inputs come from."""
        sources = [item.source for item in self.inputs if item.source]
        return tuple(dict.fromkeys(form for source in sources for form in source.forms))


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """All scoring of a form; a part the form does not have is ``None`` or empty."""

    execution: ExecutionRule | None
    indicators: tuple[IndicatorRule, ...]
    total: TotalRule | None
    formulas: FormulaRule | None = None


class Align(StrEnum):
    """Horizontal alignment of a cell's text."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class VerticalAlign(StrEnum):
    """Vertical alignment of a cell's text."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class CellStyle(NamedTuple):
    """How a cell looks on every face of the sheet."""

    size_pt: float = 9.0
    bold: bool = False
    align: Align = Align.CENTER
    vertical: VerticalAlign = VerticalAlign.MIDDLE
    border: bool = True
    padding_mm: float = 0.8


class Merge(StrEnum):
    """How a cell of a repeated row joins the cells below it."""

    NONE = "none"
    EQUAL = "equal"  # over neighbours with the same text (and the same merge to their left)
    ALL = "all"  # one cell over all the repeated rows
    GROUP = "group"  # over the rows that the last EQUAL cell to its left joins


class CellLayout(NamedTuple):
    """One cell of the sheet as the definition lays it out.

    Columns count from 0, both ends included. What it shows: ``text`` (with ``{year}`` filled
    in) where it names nothing else; ``values``, the keys of fields or, in a repeated row, of
    columns, which ``codec`` joins into one text and splits again; ``computed``, a computed
    value such as ``rate``, ``score`` or ``total``. ``values`` and ``computed`` together: the computed
    value is shown and typing sets the value (a manual score). ``of`` names what ``sum`` adds up
    (``indicators.review_score``) or ``ratio`` divides (``arrived/planned``). ``prefix`` is printed
    before the value, as 项目负责人： on the signature line; ``{n}`` in it counts the rows of a level
    (指标1：). In a repeated row, ``blank`` is printed for the rate of a line that neither scores nor
    has one (—), ``more`` by the last row of a level while it is unused (……), and ``only`` limits
    the cell to some lines; the other lines print ``otherwise``. ``printed`` names the text of the
    row's line that is printed.
    """

    first_column: int
    last_column: int
    style: CellStyle
    text: str = ""
    values: tuple[str, ...] = ()
    codec: str = ""
    computed: str = ""
    prefix: str = ""
    down: int = 1
    merge: Merge = Merge.NONE
    only: tuple[str, ...] = ()
    otherwise: str = ""
    of: str = ""
    blank: str = ""
    more: str = ""
    printed: str = ""


class RowLayout(NamedTuple):
    """A row of the sheet; ``repeat`` names the block it is repeated for, ``lines`` some of its lines."""

    cells: tuple[CellLayout, ...]
    height_mm: float
    repeat: str = ""
    heading: bool = False  # drawn again at the top of a page that its section flows onto
    lines: tuple[str, ...] = ()  # empty: all of the block


class SectionLayout(NamedTuple):
    """A run of rows; ``aside`` is a cell that spans all of them, such as 绩效指标（90分）.

    ``keep``: never the first thing on a page (the signature line stays with the table).
    """

    rows: tuple[RowLayout, ...]
    aside: CellLayout | None = None
    keep: bool = False


class Orientation(StrEnum):
    """Paper orientation."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Page:
    """A4 paper and its margins, in millimetres."""

    orientation: Orientation
    top_mm: float
    right_mm: float
    bottom_mm: float
    left_mm: float

    @property
    def width_mm(self) -> float:
        """Width of the sheet of paper."""
        return 210.0 if self.orientation is Orientation.PORTRAIT else 297.0

    @property
    def height_mm(self) -> float:
        """Height of the sheet of paper."""
        return 297.0 if self.orientation is Orientation.PORTRAIT else 210.0


class SheetLayout(NamedTuple):
    """The official layout: paper, column widths (mm) and sections from top to bottom."""

    page: Page
    column_widths_mm: tuple[float, ...]
    sections: tuple[SectionLayout, ...]


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """One official form (报表格式).

    ``fingerprint`` changes whenever the definition's file does, so that stored totals can be
    recognised as stale. ``source`` says where the form was published.
    """

    id: str
    title: str
    region: str
    years: tuple[int, ...]
    money_unit: str
    source: str
    fields: tuple[Field, ...]
    blocks: tuple[Block, ...]
    scoring: ScoringRule
    sheet: SheetLayout
    fingerprint: str
    checks: CheckRule = NO_CHECKS

    def field(self, key: str) -> Field:
        """The field of that key; raises ``KeyError``."""
        for item in self.fields:
            if item.key == key:
                return item
        raise KeyError(key)

    def block(self, key: str) -> Block:
        """The block of that key; raises ``KeyError``."""
        for item in self.blocks:
            if item.key == key:
                return item
        raise KeyError(key)

    def field_at(self, path: Path) -> Field:
        """What is expected at a path of a record of this form; raises ``KeyError``."""
        if path.index is None:
            return self.field(path.key)
        return self.block(path.block).column(path.key)


Forms = Mapping[str, FormDefinition]
"""All known definitions by id."""
