"""The files of common indicators (``indicators/*.toml``) → the stock, mistakes with file, key and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfdesk.model.form.definition_file import BrokenForm, read_toml
from perfdesk.model.form.definition_reader import DefinitionProblem, Table
from perfdesk.model.form.known_keys import LEVEL1, LEVEL2
from perfdesk.model.stock.stock import IndicatorSource, StockIndicator
from perfdesk.model.value.period import parse_period
from perfdesk.model.value.value import Comparison, is_blank, parse_comparison, parse_quantity
from perfdesk.model.value.written_target import QUALITATIVE

_ANY_YEAR = 2000  # of a target such as 12月31日前: whether it is a date does not depend on the year


class StockFile(NamedTuple):
    """What one file holds; one with ``problems`` gives no indicators."""

    indicators: tuple[StockIndicator, ...]
    problems: tuple[DefinitionProblem, ...] = ()


def stock_files(folders: Sequence[Path]) -> Iterator[StockFile]:
    """The files of all folders, by name, each read when it is asked for.

    The first folder is the program's own, the others are users'. A folder that is not there holds no files.
    """
    for position, folder in enumerate(folders):
        for file in sorted(folder.glob("*.toml")):
            yield load_stock(file, IndicatorSource.OWN if position else IndicatorSource.GENERAL)


def load_stock(file: Path, source: IndicatorSource) -> StockFile:
    """Read one file. A file with mistakes is left out as a whole, and all its mistakes are told."""
    problems: list[DefinitionProblem] = []
    table = opened(file, problems)
    groups = [] if table is None else table.whole_table(_groups)
    if problems:
        return StockFile((), tuple(problems))
    return StockFile(tuple(entry._replace(source=source) for group in groups for entry in group))


def opened(file: Path, problems: list[DefinitionProblem]) -> Table | None:
    """The top table of a TOML file; ``None`` where it cannot be read, which is then in ``problems``."""
    try:
        data, _ = read_toml(file, str(file))
    except BrokenForm as broken:
        problems += broken.problems
        return None
    return Table(data, "", file.name, problems)


def _groups(table: Table) -> list[tuple[StockIndicator, ...]]:
    return [group.whole_table(_group) for group in table.tables("group", required=True)]


def _group(table: Table) -> tuple[StockIndicator, ...]:
    level1, level2, theme = table.text(LEVEL1), table.text(LEVEL2), table.text("theme", "")
    return tuple(
        entry.whole_table(lambda entry: _indicator(entry, level1, level2, theme))
        for entry in table.tables("indicators", required=True)
    )


def _indicator(table: Table, level1: str, level2: str, theme: str) -> StockIndicator:
    entry = StockIndicator(
        name=table.text("name").strip(),
        level1=level1,
        level2=level2,
        nature=table.text("nature", ""),
        target=table.text("target", ""),
        unit=table.text("unit", ""),
        theme=theme,
    )
    comparison = parse_comparison(entry.nature)
    if entry.nature and comparison is None and entry.nature != QUALITATIVE:
        table.problem("nature", f"应是 {'、'.join((*Comparison, QUALITATIVE))} 之一，现在是“{entry.nature}”")
    elif comparison is not None and not is_blank(entry.target) and not _is_counted(entry):
        table.problem("target", f"“{entry.target}”不是数值或日期；不用数值衡量的，nature 写“{QUALITATIVE}”")
    return entry


def _is_counted(entry: StockIndicator) -> bool:
    quantity = parse_quantity(entry.target, entry.unit)
    return quantity is not None or parse_period(entry.target, _ANY_YEAR) is not None
