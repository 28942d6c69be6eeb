"""Tries the work without a window: a library made, filled, scored, checked; PDF and Excel, read back."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfdesk import paths
from perfdesk.errors import FormProblem
from perfdesk.exchange.reading.json_in import records_from
from perfdesk.exchange.reading.preview import page_image, page_sizes_mm
from perfdesk.exchange.reading.print_check import fingerprints_of
from perfdesk.exchange.writing.export import WRITERS
from perfdesk.model.edit.record_edit import add_records, set_values
from perfdesk.model.form.definition import Forms
from perfdesk.model.form.known_keys import (
    ACTUAL,
    INITIAL,
    LEVEL1,
    LEVEL3,
    NAME_FIELD,
    NATURE,
    TARGET,
    UNIT_FIELD,
    WEIGHT,
)
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.library.library import Library
from perfdesk.self_test.result import Grade, Result, Trial, TrialFailed
from perfdesk.sheet.layout.document import document

# A form with known scores: 48.13 of 137.07 spent gives 3.51 of 10 points, the two indicators 10 and 8.
_FORM = "sichuan-project-2024"
_RECORD: dict[str, Any] = {
    "form": _FORM,
    "year": 2024,
    "fields": {NAME_FIELD: "自检项目", UNIT_FIELD: "自检单位"},
    "budget": [{"line": "总额", INITIAL: "0.00", "adjusted": "137.07", "executed": "48.13"}],
    "indicators": [
        {LEVEL3: "数量", NATURE: "≥", TARGET: "47.5", ACTUAL: "40", WEIGHT: "10"},
        {LEVEL1: "成本指标"},
        {LEVEL3: "成本", NATURE: "≤", TARGET: "6", ACTUAL: "7", WEIGHT: "9.6"},
    ],
}
_EDITED = ValuePath("indicators", 0, ACTUAL)
_ENOUGH = "48.01"
_TOTAL = Decimal("21.51")
_DPI = 50
_WHITE = 0xFF


class LibraryTrials:
    """The trials of one library in ``folder``; each goes on where the one before it ended."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "自检.perfdesk"
        self._folder = folder
        self._forms: Forms = {}
        self._record_id = 0

    def trials(self) -> Iterator[tuple[str, Trial]]:
        """The trials by their names, in order."""
        yield "报表格式", self._load_forms
        yield "新建填报库", self._make
        yield "填写和撤销", self._fill
        yield "计分", self._score
        yield "审核", self._check
        yield "写 PDF 并读回", self._pdf
        yield "写 Excel 并读回", self._workbook

    def _load_forms(self) -> str | Result:
        # The trials go by the program's own forms: the user's may replace one of them.
        self._forms = load_forms(paths.forms_folders()[:1])
        if _FORM not in self._forms:
            raise FormProblem(f"缺少随程序安装的报表格式 {_FORM}。请重新安装程序。")
        with_own = load_forms(paths.forms_folders())
        if with_own.problems:
            mistakes = "；".join(map(str, with_own.problems))
            return Result("报表格式", Grade.DOUBTFUL, f"自己的格式或用词有误，没有使用：{mistakes}")
        return f"{len(with_own)} 张"

    def _make(self) -> str:
        Library.create(self.path, self._forms).close()
        with Library.open(self.path, self._forms) as library:
            if library.read_only:
                raise TrialFailed(f"刚建的填报库只能查看：{library.read_only_reason}。")
        return "建好、锁定、重新打开"

    def _fill(self) -> str:
        records = records_from({"perfdesk": 1, "records": [_RECORD]}, self._forms, "自检")
        with Library.open(self.path, self._forms) as library:
            (self._record_id,) = add_records(library, records).result
            set_values(library, self._record_id, {_EDITED: "0"})
            library.undo_history.undo()
            set_values(library, self._record_id, {_EDITED: _ENOUGH})
        with Library.open(self.path, self._forms, read_only=True) as library:
            written = library.record(self._record_id).get(_EDITED)
        if written != _ENOUGH:
            raise TrialFailed(f"写入“{_ENOUGH}”，读回“{written}”。请检查磁盘。")
        return "写入、撤销、重新打开后内容一致"

    def _score(self) -> str:
        with Library.open(self.path, self._forms, read_only=True) as library:
            total = library.scores(self._record_id).total
        value = None if total is None else total.value
        if value != _TOTAL:
            raise TrialFailed(f"总分应为 {_TOTAL}，算得 {value}。")
        return f"总分 {value}"

    def _check(self) -> str:
        with Library.open(self.path, self._forms, read_only=True) as library:
            findings = library.audit.findings(self._record_id)
        if not findings:
            raise TrialFailed("没有填完的自评表应有问题，却没有审核出来。")
        return f"没有填完的表审核出 {len(findings)} 处问题"

    def _pdf(self) -> str:
        pdf = self._written(".pdf").read_bytes()
        pages = page_sizes_mm(pdf)
        picture = page_image(pdf, 0, _DPI)
        if picture.pixels.count(_WHITE) == len(picture.pixels):
            raise TrialFailed("PDF 的第一页是空白的。")
        return f"{len(pages)} 页，{len(pdf) // 1024} KB，校验码一致"

    def _workbook(self) -> str:
        path = self._written(".xlsx")
        with zipfile.ZipFile(path) as parts:
            if (broken := parts.testzip()) is not None:
                raise TrialFailed(f"Excel 文件中的 {broken} 损坏。")
        return f"{path.stat().st_size // 1024} KB，校验码一致"

    def _written(self, ending: str) -> Path:
        """The record as a file, in which its fingerprint has been read back."""
        with Library.open(self.path, self._forms, read_only=True) as library:
            one = document(library, self._record_id)
        path = self._folder / f"自检{ending}"
        WRITERS[ending](one.sheets, path)
        found = fingerprints_of(path)
        if one.fingerprint not in found:
            raise TrialFailed(f"文件中的校验码应为 {one.fingerprint}，读到 {'、'.join(found)}。")
        return path
