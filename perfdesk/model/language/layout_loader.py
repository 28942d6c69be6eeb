"""The ``[sheet]`` part of a definition file: paper, columns, styles, sections."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdesk.bounds import LEAST_PAGE_MM, MOST_COLUMNS, MOST_SHEET_ROWS
from perfdesk.model.form.definition import (
    Align,
    Block,
    CellLayout,
    CellStyle,
    Field,
    Merge,
    Orientation,
    Page,
    RowLayout,
    ScoringRule,
    SectionLayout,
    SheetLayout,
    VerticalAlign,
)
from perfdesk.model.form.definition_reader import Table
from perfdesk.model.language.computed_kind import ComputedKind, available
from perfdesk.model.language.registry import CODECS, COMPUTED_KINDS, FORM_KINDS, ROW_KINDS

_POSITIVE = Decimal("0.1")
_ZERO = Decimal(0)
_HIGHEST = Decimal(297)  # of a row: a sheet of paper
_WIDEST_PADDING = Decimal(20)


class _Context(NamedTuple):
    """What cells may refer to."""

    column_count: int
    styles: Mapping[str, CellStyle]
    fields: Mapping[str, Field]
    blocks: Mapping[str, Block]
    scoring: ScoringRule


def read_sheet(
    table: Table, fields: Sequence[Field], blocks: Sequence[Block], scoring: ScoringRule
) -> SheetLayout:
    """Read the layout and check each cell against the fields and blocks of the form."""
    page = _page(table)
    widths = tuple(float(width) for width in table.numbers("columns_mm"))
    if len(widths) > MOST_COLUMNS:
        table.problem("columns_mm", f"有 {len(widths)} 列，最多 {MOST_COLUMNS} 列，请合并")
        widths = widths[:MOST_COLUMNS]
    printable = page.width_mm - page.left_mm - page.right_mm
    if any(width <= 0 for width in widths):
        table.problem("columns_mm", "列宽应大于 0")
    if sum(widths) > printable + 0.01:
        table.problem(
            "columns_mm", f"列宽合计 {sum(widths):g} 毫米，超过纸面可用的 {printable:g} 毫米，请收窄"
        )
    row_height = float(table.number("row_height_mm", Decimal(7), least=_POSITIVE, most=_HIGHEST))
    styles_table = table.table("styles")
    styles = {key: styles_table.table(key).whole_table(_style) for key in styles_table.names}
    context = _Context(
        column_count=len(widths),
        styles=styles,
        fields={field.key: field for field in fields},
        blocks={block.key: block for block in blocks},
        scoring=scoring,
    )
    sections = tuple(_section(entry, context, row_height) for entry in table.tables("section", required=True))
    _expect_rows(table, sections, context.blocks)
    table.close()
    return SheetLayout(page=page, column_widths_mm=widths, sections=sections)


def _page(table: Table) -> Page:
    orientation = table.choice("orientation", Orientation)
    margins = table.table("margins_mm")
    page = Page(
        orientation=orientation,
        top_mm=float(margins.number("top", least=_ZERO)),
        right_mm=float(margins.number("right", least=_ZERO)),
        bottom_mm=float(margins.number("bottom", least=_ZERO)),
        left_mm=float(margins.number("left", least=_ZERO)),
    )
    if page.height_mm - page.top_mm - page.bottom_mm < LEAST_PAGE_MM:
        margins.problem("top", f"上下边距之间应留至少 {LEAST_PAGE_MM} 毫米，请减小 top 或 bottom")
    margins.close()
    return page


def _expect_rows(table: Table, sections: Iterable[SectionLayout], blocks: Mapping[str, Block]) -> None:
    """Blocks that are printed again and again make a sheet that nobody can show."""
    count = 0
    for row in (row for section in sections for row in section.rows):
        block = blocks.get(row.repeat)
        levels = sum(level.rows for level in block.levels) if block else 0
        count += max(1, len(block.lines), levels) if block else 1
    if count > MOST_SHEET_ROWS:
        table.problem("section", f"未填写时就有 {count} 行，最多 {MOST_SHEET_ROWS} 行，请删减")


def _style(table: Table) -> CellStyle:
    return CellStyle(
        size_pt=float(table.number("size_pt", Decimal(9), least=Decimal(4), most=Decimal(72))),
        bold=table.flag("bold"),
        align=table.choice("align", Align, Align.CENTER),
        vertical=table.choice("vertical", VerticalAlign, VerticalAlign.MIDDLE),
        border=table.flag("border") if table.has("border") else True,
        padding_mm=float(table.number("padding_mm", Decimal("0.8"), least=_ZERO, most=_WIDEST_PADDING)),
    )


def _section(table: Table, context: _Context, row_height: float) -> SectionLayout:
    aside = _cell(table.table("aside"), context, None) if table.has("aside") else None
    rows: list[RowLayout] = []
    covered: dict[int, int] = {}  # column → rows that a cell above still covers
    for entry in table.tables("row", required=True):
        rows.append(_row(entry, context, row_height, aside, covered))
    if any(left > 0 for left in covered.values()):
        table.problem("row", "有单元格的 down 超出了本段的最后一行")
    keep = table.flag("keep")
    table.close()
    return SectionLayout(rows=tuple(rows), aside=aside, keep=keep)


def _row(
    table: Table, context: _Context, row_height: float, aside: CellLayout | None, covered: dict[int, int]
) -> RowLayout:
    block = None
    repeat = table.text("repeat", "")
    if repeat:
        block = context.blocks.get(repeat)
        if block is None:
            table.problem("repeat", f"没有名为“{repeat}”的表，{available(context.blocks)}")
    used = set(range(aside.first_column, aside.last_column + 1)) if aside else set()
    used |= {column for column, left in covered.items() if left > 0}
    below = {column: left - 1 for column, left in covered.items() if left > 0}
    cells = []
    for entry in table.tables("cells", required=True):
        cell = _cell(entry, context, block)
        columns = set(range(cell.first_column, cell.last_column + 1))
        if columns & used:
            entry.problem("at", f"与同一行的其他单元格重叠（{_letters(columns & used)} 列）")
        used |= columns
        if cell.down > 1:
            if block is not None:
                entry.problem("down", "重复的行里不能用 down，请用 merge")
            below |= dict.fromkeys(columns, cell.down - 1)
        cells.append(cell)
        if cell.merge is Merge.GROUP and not any(other.merge is Merge.EQUAL for other in cells):
            entry.problem("merge", "group 跟着左边用 equal 合并的格子，左边要先有一个")
    covered.clear()
    covered.update(below)
    missing = set(range(context.column_count)) - used
    if missing:
        table.problem("cells", f"{_letters(missing)} 列没有单元格，请补一个（可以是空文字）")
    height = float(table.number("height_mm", Decimal(str(row_height)), least=_POSITIVE, most=_HIGHEST))
    heading = table.flag("heading")
    lines = table.texts("lines")
    known = {line.key for line in block.lines} if block else set()
    for name in lines:
        if name not in known:
            table.problem("lines", f"没有“{name}”这一行，{available(known)}")
    table.close()
    return RowLayout(tuple(cells), height, repeat if block else "", heading, lines)


def _cell(table: Table, context: _Context, block: Block | None) -> CellLayout:
    first, last = _columns(table, context.column_count)
    values = table.texts("values")
    known = {column.key: column for column in block.columns} if block else context.fields
    for name in values:
        if name not in known:
            table.problem("values", f"没有“{name}”这一项，{available(known)}")
    codec = table.text("codec", "")
    if codec and codec not in CODECS:
        table.problem("codec", f"不认识“{codec}”，{_near(codec, CODECS)}{available(CODECS)}")
    elif codec and len(values) != CODECS[codec].count:
        table.problem("values", f"{codec} 需要 {CODECS[codec].count} 项")
    elif codec and (problem := CODECS[codec].problem([known[name] for name in values if name in known])):
        table.problem("codec", problem)
    elif len(values) > 1 and not codec:
        table.problem("codec", "一格里写几项时要写明 codec")
    computed = table.text("computed", "")
    kind, of = _computed(table, computed, context, block)
    only = table.texts("only")
    lines = {line.key for line in block.lines} if block else set()
    for name in only:
        if name not in lines:
            table.problem("only", f"没有“{name}”这一行，{available(lines)}")
    printed = table.text("printed", "")
    texts = set.intersection(*(set(line.texts) for line in block.lines)) if block and block.lines else set()
    if printed and printed not in texts:
        table.problem("printed", f"不是每一行都有名为“{printed}”的文字，{available(texts)}")
    style = table.text("style")
    if style and style not in context.styles:
        table.problem("style", f"没有名为“{style}”的样式，{available(context.styles)}")
    cell = CellLayout(
        first_column=first,
        last_column=last,
        style=context.styles.get(style, CellStyle()),
        text=table.text("text", ""),
        values=values,
        codec=codec,
        computed=computed,
        prefix=table.text("prefix", ""),
        down=table.whole("down", 1, least=1),
        merge=table.choice("merge", Merge, Merge.NONE),
        only=only,
        otherwise=table.text("otherwise", ""),
        printed=printed,
        of=of,
        blank=table.text("blank", ""),
        more=table.text("more", ""),
    )
    if cell.text and (cell.values or cell.computed):
        table.problem("text", "固定文字不能与 values、computed 同写；要在值前加文字请用 prefix")
    if cell.printed and (cell.text or cell.values or cell.computed):
        table.problem("printed", "印行里的文字时不能同时写 text、values、computed")
    if cell.merge is not Merge.NONE and block is None:
        table.problem("merge", "只有重复的行才能用 merge")
    if cell.blank and not (kind and kind.takes_blank):
        takers = (f'{one.title}（computed = "{one.key}"）' for one in COMPUTED_KINDS if one.takes_blank)
        table.problem("blank", f"只有{'、'.join(takers)}的格子能写 blank")
    if block is None:
        for key, used in (("more", cell.more), ("prefix", "{n}" in cell.prefix)):
            if used:
                table.problem(key, "more 和编号 {n} 只能用在重复的行里")
    table.close()
    return cell


def _computed(
    table: Table, computed: str, context: _Context, block: Block | None
) -> tuple[ComputedKind | None, str]:
    """The kind that a cell has computed, and what it is computed from (``of``), where it says."""
    allowed: Mapping[str, ComputedKind] = ROW_KINDS[block.kind] if block else FORM_KINDS
    kind = allowed.get(computed)
    if computed and kind is None:
        table.problem("computed", f"这里不能算“{computed}”，{_near(computed, allowed)}{available(allowed)}")
        return None, table.text("of", "")
    if kind is None:
        return None, ""
    if not kind.has_rule(context.scoring, block):
        table.problem("computed", f"“{computed}”没有对应的计分规则，请在 [scoring] 里写上")
    if not kind.takes_of:
        return kind, ""
    of = table.text("of")
    if of and (problem := kind.of_problem(of, block, tuple(context.blocks.values()))):
        table.problem("of", problem)
    return kind, of


def _near(written: str, names: Iterable[str]) -> str:
    """The name that was probably meant, as a question; ``""`` where none is near."""
    near = difflib.get_close_matches(written, names, n=1)
    return f"是不是“{near[0]}”？" if near else ""


def _columns(table: Table, column_count: int) -> tuple[int, int]:
    written = table.text("at")
    match = re.fullmatch(r"([A-Z])(?::([A-Z]))?", written)
    if match is None:
        if written:
            table.problem("at", f"应写作一列“A”或几列“C:K”，现在是“{written}”")
        return 0, 0
    first = ord(match[1]) - ord("A")
    last = ord(match[2] or match[1]) - ord("A")
    if last < first or last >= column_count:
        table.problem("at", f"“{written}”不在 A–{letter(max(column_count, 1) - 1)} 列之内，或者前后颠倒")
        return 0, 0
    return first, last


def _letters(columns: Iterable[int]) -> str:
    return "、".join(letter(column) for column in sorted(columns))


def letter(column: int) -> str:
    """The letter of a sheet column that counts from 0 (a form has at most 26)."""
    return chr(ord("A") + column)
