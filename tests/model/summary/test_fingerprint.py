"""The fingerprint of what a record prints: what it follows from, what it does not, and how it is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.model.edit import record_edit
from perfdesk.model.edit.finding_edit import explain
from perfdesk.model.form.path import Path as Place
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.summary.fingerprint import fingerprint, fingerprints_in, grouped, keywords
from tests.support.large_library import filled_record
from tests.support.library import FORMS, small_library


def mark_of(record: Record) -> str:
    form = FORMS[record.form]
    return fingerprint(form, record, score_record(form, record))


RECORD = filled_record(0, 3)


def test_it_is_eight_characters_that_are_not_mistaken_for_one_another() -> None:
    marks = {mark_of(filled_record(number, 3)) for number in range(60)}
    assert len(marks) == 60
    assert all(len(mark) == 8 for mark in marks)
    assert not set("".join(marks)) & set("01IO")


def test_ids_blank_values_and_what_is_kept_from_other_editions_do_not_count() -> None:
    numbered = {
        block: tuple(replace(row, id=70 + index) for index, row in enumerate(rows))
        for block, rows in RECORD.blocks.items()
    }
    again = replace(RECORD, blocks=numbered, id=9, fields={**RECORD.fields, "gone_with_2023": "x"})
    assert mark_of(again) == mark_of(RECORD)


@pytest.mark.parametrize(
    "changed",
    [
        RECORD.with_value(field_path("goal"), "另一个目标"),
        RECORD.with_value(Place("indicators", 1, "actual"), "1"),
        RECORD.with_rows("indicators", RECORD.rows("indicators")[::-1]),
        RECORD.with_rows("indicators", [*RECORD.rows("indicators"), Row({"level1": "产出指标"})]),
        replace(RECORD, year=RECORD.year + 1),
    ],
)
def test_what_prints_counts(changed: Record) -> None:
    assert mark_of(changed) != mark_of(RECORD)


def test_a_computed_score_counts() -> None:
    form = FORMS[RECORD.form]
    scores = score_record(form, RECORD)
    assert scores.total is not None
    other = replace(scores, total=scores.total._replace(grade="某"))
    assert fingerprint(form, RECORD, other) != fingerprint(form, RECORD, scores)


def test_what_is_said_to_a_warning_counts_and_its_row_by_its_place() -> None:
    def with_text(text: str, row_id: int) -> Record:
        rows = [replace(row, id=row_id + index) for index, row in enumerate(RECORD.rows("indicators"))]
        said = Row({"code": "units.x", "place": f"indicators#{row_id + 1}.actual", "text": text})
        return RECORD.with_rows("indicators", rows).with_rows("explanations", [said])

    assert mark_of(with_text("文件如此", 5)) == mark_of(with_text("文件如此", 50))
    assert mark_of(with_text("文件如此", 5)) != mark_of(with_text("另有原因", 5))
    assert mark_of(with_text("文件如此", 5)) != mark_of(RECORD)


def test_the_tree_reads_it_and_an_edit_keeps_it_true(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with Library.open(path, FORMS) as library:
        before = library.tree.summary(1).fingerprint
        assert before == mark_of(library.record(1)) != library.tree.summary(2).fingerprint
        changes = record_edit.set_values(library, 1, {field_path("goal"): "改过的目标"})
        assert changes.summaries == frozenset(), "the tree shows the same"
        assert library.tree.summary(1).fingerprint == mark_of(library.record(1)) != before
        library.undo_history.undo()
        assert library.tree.summary(1).fingerprint == before
    with Library.open(path, FORMS) as library:
        assert library.tree.all_records()[0].fingerprint == before


def test_an_explained_warning_changes_it(tmp_path: Path) -> None:
    with Library.open(small_library(tmp_path), FORMS) as library:
        before = library.tree.summary(1).fingerprint
        warning = next(found for found in library.audit.findings(1) if found.severity.name == "WARNING")
        explain(library, warning, "上级文件如此。")
        assert library.tree.summary(1).fingerprint != before


@pytest.mark.parametrize(
    "typed",
    [
        "7K3F-9QXM",
        "7k3f9qxm",
        " 校验码7K3F 9QXM。",
        "７Ｋ３Ｆ－９ＱＸＭ",
        "校验码：7K3F—9QXM",
        "校验码 7K3F\n9QXM",
    ],
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert fingerprints_in(typed) == ("7K3F9QXM",)


@pytest.mark.parametrize("typed", ["", "7K3F-9QX", "7K3F-9QX0", "51090422T000000389802", "7K3F-9QXMA"])
def test_other_texts_are_none(typed: str) -> None:
    assert fingerprints_in(typed) == ()


def test_it_is_written_in_groups_and_read_from_a_files_keywords() -> None:
    assert grouped("7K3F9QXM") == "7K3F-9QXM"
    assert fingerprints_in(keywords(["7K3F9QXM", "", "22223333", "7K3F9QXM"])) == ("7K3F9QXM", "22223333")


def test_it_stays_the_same_over_program_versions() -> None:
    """Prints of years ago carry it: change ``_WAY`` and this text only where nothing else is possible."""
    assert mark_of(RECORD) == "PNPH3WZY"
