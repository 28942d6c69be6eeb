"""Make filled forms to measure with, any number of them, no two with the same texts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bench.bare_window import Grid
from perfdesk.model.form.definition import Forms
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import planned
from perfdesk.model.scoring.record_score import score_record
from perfdesk.paths import resources
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.geometry import row_heights_mm
from perfdesk.sheet.layout.sheet import Sheet
from tests.support.large_library import FORM, YEAR, large_library, levels_of

USUAL = 12  # indicators of a form
LONG = 60
SMALL, LARGE = 100, 10_000  # projects of a library
_PX_PER_MM = 96 / 25.4

_PLACES = "东西南北中上下新平安兴和"
_WORKS = ("医疗保障经办", "义务教育营养改善", "农村道路养护", "基层卫生服务", "高标准农田建设", "场馆开放")
_PHRASES = (
    "按照年度计划推进各项工作",
    "资金拨付及时、使用规范",
    "完成了年初确定的绩效目标",
    "服务对象满意度稳步提高",
    "个别指标受季节影响完成较晚",
    "加强了对项目实施单位的监督检查",
    "建立了定期调度和通报制度",
)


@cache
def forms() -> Forms:
    """The forms that come with the program, read once."""
    return load_forms([resources() / "forms"])


def record(number: int, indicators: int = USUAL) -> Record:
    """A filled form; the same number gives the same form."""
    chance = random.Random(number)
    place = "".join(chance.choices(_PLACES, k=3))
    work = chance.choice(_WORKS)
    budget = chance.randrange(100, 90000) / 100
    spent = round(budget * chance.uniform(0.7, 1), 2)
    amounts = {"initial": f"{budget:.2f}", "adjusted": f"{budget:.2f}", "executed": f"{spent:.2f}"}
    form = forms()[FORM]
    lines = form.block("budget").lines
    rows = [Row(amounts, line=line.key) for line in lines[:2]] + [Row(line=line.key) for line in lines[2:]]
    return planned(
        form,
        Record(
            form=FORM,
            year=YEAR,
            fields={
                "project_name": f"{place}县{work}项目第{number}号",
                "project_code": f"51{number:018d}",
                "department": f"{place}县财政局",
                "unit": f"{place[0]}片区{number // 100}号单位",
                **{
                    key: _passage(chance, length)
                    for key, length in (
                        ("goal", 110),
                        ("goal_done", 110),
                        ("process", 160),
                        ("conclusion", 150),
                        ("problems", 80),
                        ("measures", 80),
                    )
                },
            },
            blocks={"budget": tuple(rows), "indicators": tuple(_indicators(chance, indicators))},
        ),
    )


def sheets(first: int, count: int) -> list[Sheet]:
    """Laid-out forms with the texts of the records from number ``first`` on."""
    known = forms()
    filled = (record(number) for number in range(first, first + count))
    return [compose(known[item.form], item, score_record(known[item.form], item)) for item in filled]


def small_and_large(folder: Path) -> tuple[Path, Path]:
    """Libraries of :data:`SMALL` and :data:`LARGE` projects, each with a form of :data:`LONG` indicators."""
    paths = folder / "small.perfdesk", folder / "large.perfdesk"
    for path, projects in zip(paths, (SMALL, LARGE), strict=True):
        large_library(path, forms(), projects, long=LONG)
    return paths


def grid(indicators: int) -> Grid:
    """A form of that many indicators as the bare window shows it."""
    form = forms()[FORM]
    item = record(0, indicators)
    return grid_of(compose(form, item, score_record(form, item)))


def grid_of(sheet: Sheet) -> Grid:
    """A sheet as the bare window shows it."""
    texts = [[""] * len(sheet.column_widths_mm) for _ in sheet.rows]
    for cell in sheet.cells:
        texts[cell.row][cell.column] = cell.text
    return Grid(
        texts,
        [
            (cell.row, cell.column, cell.row_span, cell.column_span)
            for cell in sheet.cells
            if cell.row_span > 1 or cell.column_span > 1
        ],
        [round(width * _PX_PER_MM) for width in sheet.column_widths_mm],
        [round(height * _PX_PER_MM) for height in row_heights_mm(sheet)],
    )


def _passage(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += f"{chance.choice(_PHRASES)}（{chance.randrange(1, 500)}项），"
    return text[: length - 1] + "。"


def _indicators(chance: random.Random, count: int) -> Iterator[Row]:
    for number in range(count):
        level1, level2 = levels_of(number, count)
        target = chance.randrange(5, 500)
        yield Row(
            {
                "level1": level1,
                "level2": level2,
                "level3": f"{chance.choice(_WORKS)}{chance.choice(_PLACES)}类任务完成数{number + 1}",
                "nature": chance.choice(("≥", "＝", "≤")),
                "target": str(target),
                "unit": "人次",
                "actual": str(target + chance.randrange(-3, 3)),
                "weight": f"{90 / count:.2f}",
            }
        )
