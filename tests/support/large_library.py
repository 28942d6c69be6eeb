"""Libraries of many projects for tests and benchmarks, made in a second or two."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from perfdesk.model.checks.across import comparison_keys_of
from perfdesk.model.edit import record_edit
from perfdesk.model.form.definition import Forms
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record, Row
from perfdesk.model.store.record_text import values_text

FORM = "sichuan-project-2024"
YEAR = 2024

_LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
    ("成本指标", "经济成本指标"),
)
_PATTERNS = 40  # different forms, of which the others are copies under another name
_UNIT_SIZE = 40


def large_library(
    path: Path, forms: Forms, records: int = 10_000, indicators: int = 12, long: int = 60
) -> int:
    """Make a library of ``records`` filled forms, 40 a unit; the id of the one with ``long`` indicators.

    The patterns go through the library; the many copies are written beneath it, as it would have.
    """
    with Library.create(path, forms) as library:
        patterns = [filled_record(number, indicators) for number in range(min(_PATTERNS, records - 1))]
        added = record_edit.add_records(library, [filled_record(len(patterns), long), *patterns]).result
    multiply(path, forms, added[1:], records - len(added))
    return added[0]


def filled_record(number: int, indicators: int) -> Record:
    """A filled form with a total; the same number gives the same form."""
    amounts = {
        "initial": f"{100 + number}.00",
        "adjusted": f"{90 + number}.50",
        "executed": f"{60 + number}.25",
    }
    weight = f"{90 / indicators:.2f}"
    rows = (_indicator(number, index, indicators, weight) for index in range(indicators))
    return Record(
        form=FORM,
        year=YEAR,
        fields={
            "project_name": f"某县第{number}批基层服务能力提升补助资金项目",
            "project_code": f"51{number:018d}",
            "department": "某县财政局",
            "unit": f"某县第{number // _UNIT_SIZE}服务中心",
            "goal": f"按计划完成第{number}批基层服务能力提升，" + "改善设施、培训人员、规范流程，" * 6,
            "goal_done": f"第{number}批已按计划完成，" + "设施已改善、人员已培训、流程已规范，" * 6,
            "process": "制定方案、落实责任、定期调度、按进度拨付资金并开展监督检查，" * 6,
            "conclusion": "项目执行总体较好，绩效目标基本完成，" * 8,
            "problems": "个别指标受季节影响完成较晚，预算执行进度不够均衡，" * 3,
            "measures": "提前谋划、细化进度、加强与项目单位的沟通，" * 3,
        },
        blocks={"budget": (Row(amounts, "total"), Row(amounts, "fiscal")), "indicators": tuple(rows)},
    )


def _indicator(number: int, index: int, indicators: int, weight: str) -> Row:
    level1, level2 = levels_of(index, indicators)
    return Row(
        {
            "level1": level1,
            "level2": level2,
            "level3": f"第{number}批基层服务任务完成数量（{index + 1}）",
            "nature": "≥",
            "target": f"{50 + index}",
            "unit": "个",
            "actual": f"{48 + number % 5 + index}",
            "weight": weight,
        }
    )


def levels_of(index: int, indicators: int) -> tuple[str, str]:
    """The first and second level (一级、二级指标) of a form's indicator, counted from 0; all have as many."""
    return _LEVELS[index * len(_LEVELS) // indicators]


def multiply(path: Path, forms: Forms, patterns: Sequence[int], copies: int) -> None:
    """Add that many copies of some records to a closed library, each with a name and a code of its own."""
    with Library.open(path, forms, read_only=True) as library:
        known = {number: library.record(number) for number in patterns}
    with closing(sqlite3.connect(path)) as connection:
        place = ", ".join("?" for _ in patterns)
        records = connection.execute(
            f"SELECT id, form, fields FROM record WHERE id IN ({place})", (*patterns,)
        ).fetchall()
        rows: dict[int, list[list[object]]] = {}
        for record_id, *row in connection.execute(
            "SELECT record_id, block, position, line, cells FROM record_row"
        ):
            rows.setdefault(record_id, []).append(row)
        standings = {
            record_id: kept
            for record_id, *kept in connection.execute(
                "SELECT record_id, total, grade, state, errors, warnings, fingerprint FROM standing"
            )
        }
        checked = {
            record_id: kept
            for record_id, *kept in connection.execute("SELECT record_id, findings, summary FROM checked")
        }

        first = connection.execute("SELECT max(id) + 1 FROM record").fetchone()[0]
        unit = connection.execute("SELECT max(id) + 1 FROM unit").fetchone()[0]
        with connection:
            for number in range(-(-copies // _UNIT_SIZE)):
                connection.execute(
                    "INSERT INTO unit (id, year, name, position) VALUES (?, ?, ?, ?)",
                    (unit + number, YEAR, f"某县第{unit + number}服务站", unit + number),
                )
            for number in range(copies):
                pattern, form, fields = records[number % len(records)]
                new_id, name, code = first + number, f"某县第{number}号乡镇公共服务项目", f"52{number:018d}"
                named = json.loads(fields) | {"project_name": name, "project_code": code}
                connection.execute(
                    "INSERT INTO record (id, unit_id, position, form, fields) VALUES (?, ?, ?, ?, ?)",
                    (new_id, unit + number // _UNIT_SIZE, number % _UNIT_SIZE, form, values_text(named)),
                )
                connection.executemany(
                    "INSERT INTO record_row (record_id, block, position, line, cells) VALUES (?, ?, ?, ?, ?)",
                    ((new_id, *row) for row in rows[pattern]),
                )
                connection.execute(
                    "INSERT INTO standing (record_id, name, code, total, grade, state, errors,"
                    " warnings, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (new_id, name, code, *standings[pattern]),
                )
                connection.execute(
                    "INSERT INTO checked (record_id, findings, summary) VALUES (?, ?, ?)",
                    (new_id, *checked[pattern]),
                )
                marks = comparison_keys_of(replace(known[pattern], fields=named), forms[form])
                connection.executemany(
                    "INSERT INTO mark (record_id, kind, unit_id, fingerprint) VALUES (?, ?, ?, ?)",
                    ((new_id, kind, unit + number // _UNIT_SIZE, mark) for kind, mark in marks.items()),
                )
