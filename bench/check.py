"""Measure scoring and checking: a long form after an edit, and a whole library beside reading its rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench import workload
from bench.result import Result, Row, compared
from bench.timing import Sample, in_turns, milliseconds
from perfdesk.model.checks.record_check import check_record
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.library.library import Library
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from tests.support.large_library import FORM, YEAR, large_library

_INDICATORS = 200
_FRAME_MS = 16
_GOAL = 2
_DEPARTMENT = "sichuan-department-2024"
_DEPARTMENT_GOAL = 2.5
_PROJECTS = 1000
_UNIT = "某县某局"
_IN_UNIT = {"unit": _UNIT, "project_kind": "一次性项目"}


def measure(quick: bool) -> list[Row]:
    """One record's recompute and check, one of a department, then all records of a large library."""
    return [*_record(50 if quick else 400), *_department(30 if quick else 200), *_library(3 if quick else 9)]


def _record(rounds: int) -> list[Row]:
    form = workload.forms()[FORM]
    record = workload.record(0, _INDICATORS)
    scores = score_record(form, record)
    checked = check_record(form, record, scores)
    times: list[float] = []
    for number in range(rounds):
        place = ValuePath("indicators", number % _INDICATORS, "actual")
        edited = record.with_value(place, str(number))
        start = perf_counter()
        again = score_record(form, edited, (record, scores))
        checked = check_record(form, edited, again, checked)
        times.append((perf_counter() - start) * 1000)
        record, scores = edited, again
    sample = Sample(tuple(times))
    anew = Sample(
        tuple(
            milliseconds(lambda: check_record(form, record, score_record(form, record)))
            for _ in range(max(5, rounds // 20))
        )
    )
    name = f"{_INDICATORS} 个指标的表，填一格后重新计分并审核"
    return [
        Result(f"{name}，中位数", sample.median, most=_FRAME_MS),
        Result(f"{name}，p99", sample.p99, most=_FRAME_MS),
        Result(f"{_INDICATORS} 个指标的表，从头计分并审核", anew.median),
    ]


def _department(rounds: int) -> list[Row]:
    """An edit of one project of a large unit, with and without the form that scores over all of them."""
    with TemporaryDirectory() as name, ExitStack() as opened:
        libraries = []
        for form in (_DEPARTMENT, None):
            path = Path(name) / f"{form}.perfdesk"
            library = opened.enter_context(Library.create(path, workload.forms()))
            projects = [
                replace(project, fields={**project.fields, **_IN_UNIT})
                for project in map(workload.record, range(_PROJECTS))
            ]
            added = record_edit.add_records(library, projects).result
            if form is not None:
                department = new_record(library.forms[form], YEAR, _UNIT)
                record_edit.add_records(library, [department])
            libraries.append((library, added))
        numbers = count()

        def typed(library: Library, ids: Sequence[int]) -> float:
            number = next(numbers)
            values = {ValuePath("budget", 0, "executed"): f"{number % 90}.5"}
            return milliseconds(record_edit.set_values, library, ids[number % len(ids)], values)

        with_form, without = in_turns(
            rounds, *(lambda kept=kept: typed(*kept) for kept in libraries), warm_up=5
        )
    title = f"本单位 {_PROJECTS} 个项目，填其中一格到写入磁盘：有部门整体自评表，对照没有"
    return [
        *compared(title, with_form, without, _DEPARTMENT_GOAL),
        Result("其中：有部门整体自评表，中位数", with_form.median, most=_FRAME_MS),
    ]


def _library(rounds: int) -> list[Row]:
    with TemporaryDirectory() as name:
        path = Path(name) / "large.perfdesk"
        large_library(path, workload.forms(), workload.LARGE)
        with Library.open(path, workload.forms(), read_only=True) as library:

            def ours() -> float:
                return milliseconds(lambda: (library.tree.all_records(), library.audit.all_findings()))

            def bare() -> float:
                return milliseconds(_read, path)

            kept, floor = in_turns(rounds, ours, bare)
            ids = [summary.id for summary in library.tree.all_records()[:200]]
            form = library.forms[FORM]
            anew = milliseconds(
                lambda: [
                    check_record(form, record, score_record(form, record))
                    for record in map(library.record, ids)
                ]
            )
    title = f"{workload.LARGE} 个项目的得分和审核结果，对照 sqlite3 直接读同样的行"
    return [
        *compared(title, kept, floor, _GOAL),
        Result("从头读出、计分并审核一个项目（格式或程序更新后打开时）", anew / len(ids)),
    ]


def _read(path: Path) -> int:
    """Read all rows with their values, as anything that scores or checks them must."""
    with closing(sqlite3.connect(path)) as connection:
        rows = [json.loads(cells) for (cells,) in connection.execute("SELECT cells FROM record_row")]
        fields = [json.loads(text) for (text,) in connection.execute("SELECT fields FROM record")]
    return len(rows) + len(fields)
