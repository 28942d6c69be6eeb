"""What is said to a warning: kept with the record, undone like any edit, and true to its row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.model.checks.finding import Finding
from perfdesk.model.edit import record_edit
from perfdesk.model.edit.finding_edit import explain
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from tests.model.checks.sample import faultless
from tests.support.library import FORMS

MISSED = {"indicators[0].actual": "4", "indicators[0].manual_score": "30"}
SAID = "一人已去世，实际应补助4人。"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with one form, whose first indicator has full marks for a missed target."""
    record = faultless()
    for path, text in MISSED.items():
        record = record.with_value(ValuePath.parse(path), text)
    with Library.create(tmp_path / "x.perfdesk", FORMS) as library:
        record_edit.add_records(library, [replace(record, id=0)])
        yield library


def warning(library: Library) -> Finding:
    (finding,) = library.audit.findings(1)
    return finding


def test_an_explained_warning_counts_no_more_and_undo_takes_it_back(library: Library) -> None:
    assert library.tree.summary(1).warnings == 1
    changes = explain(library, warning(library), f"\n{SAID} ")
    assert 1 in changes.summaries
    assert warning(library).explanation == SAID
    assert library.tree.summary(1).warnings == 0
    assert library.undo_history.undo_name == "核实说明"
    library.undo_history.undo()
    assert warning(library).explanation == ""
    assert library.tree.summary(1).warnings == 1
    library.undo_history.redo()
    explain(library, warning(library), "  ")
    assert warning(library).explanation == ""


def test_it_stays_with_its_row_and_in_the_file(library: Library) -> None:
    explain(library, warning(library), SAID)
    record_edit.move_rows(library, 1, "indicators", [0], 2)
    assert (str(warning(library).path), warning(library).explanation) == ("indicators[1].manual_score", SAID)
    library.close()
    with Library.open(library.path, FORMS, read_only=True) as again:
        assert warning(again).explanation == SAID
        assert again.audit.all_findings() == {1: again.audit.findings(1)}


def test_it_goes_with_what_it_explains(library: Library) -> None:
    explain(library, warning(library), SAID)
    record_edit.set_values(library, 1, {ValuePath("indicators", 0, "manual_score"): ""})
    assert all(not finding.explanation for finding in library.audit.findings(1))
    record_edit.delete_records(library, [1])
    library.undo_history.undo()
    library.undo_history.undo()
    assert warning(library).explanation == SAID


def test_a_copy_says_nothing(library: Library) -> None:
    explain(library, warning(library), SAID)
    copy = record_edit.duplicate_record(library, 1).result
    assert all(not finding.explanation for finding in library.audit.findings(copy))


def test_what_only_shows_beside_others_is_explained_too(library: Library) -> None:
    copy = record_edit.duplicate_record(library, 1).result
    name = library.record(1).get(field_path("project_name"))
    record_edit.rename_record(library, copy, name)
    (same,) = [finding for finding in library.audit.findings(copy) if finding.code == "across.same-form"]
    explain(library, same, "分两批下达，分别填报。")
    for found in (library.audit.findings(copy), library.audit.all_findings()[copy]):
        assert "分两批下达，分别填报。" in [finding.explanation for finding in found]
