"""``form.toml`` → :class:`FormDefinition`, or all its mistakes with file, key and remedy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from perfdesk.bounds import FIRST_YEAR, LAST_YEAR, MOST_DECIMALS, MOST_ROWS, MOST_TEXT
from perfdesk.model.form.annotation import ANNOTATIONS
from perfdesk.model.form.check_loader import read_checks
from perfdesk.model.form.definition import (
    Block,
    BlockKind,
    Field,
    FormDefinition,
    Group,
    Level,
    Line,
    ValueKind,
)
from perfdesk.model.form.definition_file import BrokenForm, read_toml
from perfdesk.model.form.definition_reader import DefinitionProblem, Table
from perfdesk.model.form.known_keys import ALWAYS_CARRIED, INDICATOR_COLUMNS, KNOWN_FIELDS, LEVEL1, LEVEL2
from perfdesk.model.form.misspelling import misspellings
from perfdesk.model.form.scoring_loader import read_scoring
from perfdesk.model.language.layout_loader import read_sheet

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_definition(file: Path) -> FormDefinition:
    """Read one ``form.toml``; raises :class:`BrokenForm` with every mistake found."""
    name = f"{file.parent.name}/{file.name}"
    data, fingerprint = read_toml(file, name)
    problems: list[DefinitionProblem] = []
    definition = _definition(Table(data, "", name, problems), fingerprint)
    if not problems and definition.id != file.parent.name:
        message = f"应与文件夹同名：文件夹是 {file.parent.name}，这里是 {definition.id}"
        problems.append(DefinitionProblem(name, "form.id", message))
    if problems:
        raise BrokenForm(problems)
    return definition


def _definition(top: Table, fingerprint: str) -> FormDefinition:
    form = top.table("form")
    form_id = form.text("id")
    if form_id and not _ID.fullmatch(form_id):
        form.problem("id", "只用小写字母、数字和短横线，如 sichuan-project-2024")
    title = form.text("title")
    region = form.text("region")
    years = tuple(int(year) for year in form.numbers("years"))
    if form.has("years") and (not years or not all(FIRST_YEAR <= year <= LAST_YEAR for year in years)):
        form.problem("years", f"请写 {FIRST_YEAR} 到 {LAST_YEAR} 的年度，如 [2024]")
    money_unit = form.text("money_unit")
    if money_unit not in ("元", "万元"):
        form.problem("money_unit", "应是 元 或 万元")
    source = form.text("source", "")
    form.close()
    fields = tuple(table.whole_table(_field) for table in top.tables("field", required=True))
    _unique(top, "field", (field.key for field in fields))
    _well_spelt(top, "field", fields, KNOWN_FIELDS)
    blocks = tuple(table.whole_table(_block) for table in top.tables("block"))
    _unique(top, "block", (block.key for block in blocks))
    scoring = read_scoring(top.table("scoring", required=False), blocks)
    sheet = read_sheet(top.table("sheet"), fields, blocks, scoring)
    checks = read_checks(top.table("checks", required=False), fields, blocks, scoring)
    top.close()
    return FormDefinition(
        id=form_id,
        title=title,
        region=region,
        years=years,
        money_unit=money_unit,
        source=source,
        fields=fields,
        blocks=blocks,
        scoring=scoring,
        sheet=sheet,
        fingerprint=fingerprint,
        checks=checks,
    )


def _unique(table: Table, key: str, keys: Iterable[str]) -> None:
    for name, count in Counter(keys).items():
        if count > 1:
            table.problem(key, f"“{name}”出现了{count}次，请只留一个")


def _well_spelt(table: Table, key: str, fields: Sequence[Field], expected: Iterable[str]) -> None:
    for place, written, meant in misspellings([field.key for field in fields], expected):
        table.problem(
            f"{key}[{place + 1}].key",
            f"“{written}”像是把“{meant}”写错了，这里又没有“{meant}”；请改为“{meant}”",
        )


def _key(table: Table) -> str:
    key = table.text("key")
    if key and not _KEY.fullmatch(key):
        table.problem("key", "以小写字母开头，只用小写字母、数字和下划线，如 project_name")
    return key


def _field(table: Table) -> Field:
    key = _key(table)
    return Field(
        key=key,
        label=table.text("label"),
        kind=table.choice("kind", ValueKind, ValueKind.TEXT),
        choices=table.texts("choices"),
        limit=table.optional_whole("limit", least=1, most=MOST_TEXT),
        hint=table.text("hint", ""),
        decimals=table.optional_whole("decimals", most=MOST_DECIMALS),
        required=table.flag("required"),
        start=table.text("start", ""),
        carry=table.flag("carry") or key in ALWAYS_CARRIED,
    )


def _line(table: Table) -> Line:
    label = table.text("label")
    return Line(
        key=_key(table),
        label=label,
        name=table.text("name", label),
        texts=table.named_texts("texts"),
        start=table.named_texts("start"),
    )


def _level(table: Table) -> Level:
    level = Level(
        level1=table.text(LEVEL1),
        level2=table.text(LEVEL2, ""),
        always=table.flag("always"),
        start=table.flag("start"),
        rows=table.whole("rows", 1, least=1, most=MOST_ROWS),
    )
    if level.rows > 1 and not level.always:
        table.problem("rows", "要印几行空行，还须写 always = true")
    return level


def _group(table: Table) -> Group:
    level1 = table.text(LEVEL1)
    return Group(
        level1=level1,
        label=table.text("label", level1),
        points=table.optional_number("points", least=Decimal(0)),
    )


def _block(table: Table) -> Block:
    key = _key(table)
    if key == "fields":
        table.problem("key", "“fields”留给表头各项，请换一个名字")
    elif (annotation := next((block for block in ANNOTATIONS if block.key == key), None)) is not None:
        table.problem("key", f"“{key}”留给{annotation.label}，请换一个名字")
    kind = table.choice("kind", BlockKind)
    columns = tuple(entry.whole_table(_field) for entry in table.tables("columns", required=True))
    _unique(table, "columns", (column.key for column in columns))
    if kind is BlockKind.INDICATORS:
        _well_spelt(table, "columns", columns, INDICATOR_COLUMNS)
    lines = tuple(entry.whole_table(_line) for entry in table.tables("lines"))
    _unique(table, "lines", (line.key for line in lines))
    expected = {column.key for column in columns}
    for line in lines:
        if unknown := line.start.keys() - expected:
            table.problem("lines", f"“{line.name}”的 start 里没有“{'、'.join(sorted(unknown))}”这一列")
    if kind is not BlockKind.INDICATORS and not lines:
        table.problem("lines", "这类表的行是固定的，请列出各行")
    levels = tuple(entry.whole_table(_level) for entry in table.tables("levels"))
    if len(lines) > MOST_ROWS or sum(level.rows for level in levels) > MOST_ROWS:
        table.problem("", f"行太多，一张表最多 {MOST_ROWS} 行，请删减")
    return Block(
        key=key,
        kind=kind,
        label=table.text("label"),
        columns=columns,
        lines=lines,
        levels=levels,
        groups=tuple(entry.whole_table(_group) for entry in table.tables("groups")),
    )
