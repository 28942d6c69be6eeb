"""Records that the tests of commands work on, as interchange files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from perfdesk.model.library.library import Library
from tests.support.library import FORMS

Run = Callable[..., tuple[int, str, str]]
"""Runs a command; its exit code and what it wrote to standard output and standard error."""

WORKING_FUNDS = {
    "form": "sichuan-project-2024",
    "year": 2024,
    "fields": {"project_name": "城乡居民医保工作经费", "project_code": "51090422T01", "unit": "某局"},
    "budget": [{"line": "总额", "initial": "0.00", "adjusted": "137.07", "executed": "48.13"}],
    "indicators": [
        {"level3": "参保人数", "nature": "≥", "target": "47.5", "actual": "48.01", "weight": "10"},
        {"level1": "成本指标"},
        {
            "level3": "成本",
            "nature": "≤",
            "target": "6",
            "actual": "7",
            "weight": "9.6",
            "manual_score": "8.10",
        },
    ],
}

UNFINISHED = {
    "form": "sichuan-project-2025",
    "year": 2025,
    "fields": {"project_name": "监督/举报", "unit": "某局"},
    "indicators": [{"level3": "人数", "nature": "定性", "target": "据实", "weight": "20"}],
}


def interchange(path: Path, *records: object) -> Path:
    path.write_text(json.dumps({"perfdesk": 1, "records": records}, ensure_ascii=False), encoding="utf-8")
    return path


def names(path: Path) -> list[str]:
    with Library.open(path, FORMS, read_only=True) as library:
        return [summary.name for summary in library.tree.all_records()]
