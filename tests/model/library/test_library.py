"""The library: its tree, its records, one door for change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.errors import FormProblem
from perfdesk.model.checks.state import State
from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation
from tests.support.large_library import filled_record
from tests.support.library import FORMS, small_library
from tests.support.random_edit import contents

F2024 = "sichuan-project-2024"
ACTUAL = ValuePath("indicators", 1, "actual")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(small_library(tmp_path), FORMS) as library:
        yield library


def indicators(record: Record) -> tuple[Row, ...]:
    return record.rows("indicators")


# The tree


def test_the_tree_of_years_units_and_records(tmp_path: Path) -> None:
    with Library.create(tmp_path / "x.perfdesk", FORMS) as library:
        health = unit_edit.add_unit(library, 2025, "某县卫健局").result
        school = unit_edit.add_unit(library, 2024, "某县教育局").result
        unit_edit.add_unit(library, 2024, "某县财政局")
        first = record_edit.add_record(library, school, F2024, 2024).result
        second = record_edit.add_record(library, school, F2024, 2024).result
        before = record_edit.add_record(library, school, F2024, 2024, position=0).result
        new = record_edit.add_record(library, health, "sichuan-project-2025", 2025).result

        assert library.tree.years() == (2024, 2025)
        assert [(unit.name, unit.position) for unit in library.tree.units(2024)] == [
            ("某县教育局", 0),
            ("某县财政局", 1),
        ]
        assert [(unit.year, unit.name) for unit in library.tree.all_units()] == [
            (2024, "某县教育局"),
            (2024, "某县财政局"),
            (2025, "某县卫健局"),
        ]
        assert [(record.id, record.position) for record in library.tree.records(school)] == [
            (before, 0),
            (first, 1),
            (second, 2),
        ]
        assert [(record.id, record.unit_id, record.year) for record in library.tree.all_records()] == [
            (before, school, 2024),
            (first, school, 2024),
            (second, school, 2024),
            (new, health, 2025),
        ]
        assert [library.tree.summary(record.id) for record in library.tree.all_records()] == [
            *library.tree.all_records()
        ]


def test_a_summary_holds_what_the_form_comes_to(library: Library) -> None:
    summary = library.tree.summary(1)
    total = library.scores(1).total
    assert total is not None
    assert summary.total == total.value == Decimal("93.13")
    assert (summary.grade, summary.state) == ("优", State.READY)
    assert summary.name == "某县第0批基层服务能力提升补助资金项目"
    assert summary.code == "51000000000000000000"

    record_edit.set_values(library, 1, {ValuePath("budget", 0, "executed"): ""})
    cleared = library.tree.summary(1)
    assert (cleared.total, cleared.grade, cleared.state) == (None, None, State.DRAFT)


def test_search_takes_words_from_name_code_and_unit(library: Library) -> None:
    assert library.tree.search("第1批") == [2]
    assert library.tree.search("服务中心 第0批") == [1]
    assert library.tree.search("5100000000000000000") == [1, 2]
    assert library.tree.search("没有的") == []
    assert library.tree.search("  ") == [1, 2]


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'"])
def test_search_takes_signs_as_they_are(library: Library, sign: str) -> None:
    assert library.tree.search(sign) == []
    record_edit.rename_record(library, 2, f"完成率100{sign}")
    assert library.tree.search(f"100{sign}") == [2]


def test_what_is_not_there(library: Library) -> None:
    for ask in (library.record, library.scores, library.tree.summary, library.definition):
        with pytest.raises(KeyError):
            ask(99)
    assert library.tree.records(99) == ()


# Records


def test_a_record_comes_back_as_it_was_filled(library: Library) -> None:
    typed, kept = filled_record(0, 3), library.record(1)
    assert (kept.form, kept.year, kept.fields) == (typed.form, typed.year, typed.fields)
    assert [row.values for row in kept.rows("budget")[:2]] == [row.values for row in typed.rows("budget")]
    assert [row.values for row in indicators(kept)[:3]] == [row.values for row in indicators(typed)]


def test_text_comes_back_sign_for_sign(library: Library) -> None:
    text = '（一）𬱖㛃䶮\t≥95%\n="引号"\\n\u3000％ \x00 \ufeff'
    record_edit.set_values(library, 1, {field_path("goal"): text, ACTUAL: text})
    with Library.open(library.path, FORMS) as again:
        assert again.record(1).fields["goal"] == again.record(1).get(ACTUAL) == text


def test_halves_of_a_rare_character_are_joined_and_a_lone_half_is_shown_as_missing(library: Library) -> None:
    record_edit.set_values(library, 1, {field_path("goal"): "\ud86e\udd96 张\ud86e"})
    assert library.record(1).fields["goal"] == "\U0002b996 张\ufffd"


def test_after_an_edit_every_other_row_is_the_same_object(library: Library) -> None:
    before = library.record(1)
    record_edit.set_values(library, 1, {ACTUAL: "7"})
    after = library.record(1)
    assert indicators(after)[1]["actual"] == "7"
    same = [new is old for new, old in zip(indicators(after), indicators(before), strict=True)]
    assert same == [True, False] + [True] * (len(same) - 2)
    assert all(new is old for new, old in zip(after.rows("budget"), before.rows("budget"), strict=True))
    library.undo_history.undo()
    assert indicators(library.record(1))[0] is indicators(before)[0]
    assert indicators(library.record(1))[1]["actual"] == indicators(before)[1]["actual"]


def test_scores_follow_an_edit_and_keep_what_did_not_change(library: Library) -> None:
    before = library.scores(1).indicators["indicators"]
    record_edit.set_values(library, 1, {ACTUAL: "1"})
    after = library.scores(1).indicators["indicators"]
    assert after[0] is before[0]
    assert after[1].value != before[1].value
    assert library.scores(1) == score_record(FORMS[F2024], library.record(1))


def test_more_records_than_are_kept_in_memory(tmp_path: Path) -> None:
    with Library.open(small_library(tmp_path, 100), FORMS) as library:
        for summary in library.tree.all_records():
            assert library.record(summary.id).fields["project_name"] == summary.name
            assert library.record(summary.id) is library.record(summary.id)
        record_edit.set_values(library, 1, {ACTUAL: "7"})
        assert library.record(1).get(ACTUAL) == "7"


# Change


def test_changes_say_what_happened(library: Library) -> None:
    none, first = frozenset[int](), frozenset({1})
    typed = record_edit.set_values(library, 1, {ACTUAL: "1"})
    assert typed == Changes(Operation.TYPE, None, records=first, summaries=first), "the total is another one"
    inserted = record_edit.insert_rows(library, 1, "indicators", 0)
    assert inserted == Changes(Operation.INSERT_ROWS, None, rows=first)
    added = record_edit.duplicate_record(library, 2)
    alike = frozenset({2})  # two forms of one code, and then one again
    assert added == Changes(
        Operation.DUPLICATE_RECORD, 3, tree=True, summaries=alike, added=frozenset({3}), units=first
    )
    undone = library.undo_history.undo()
    assert undone == Changes(
        Operation.DUPLICATE_RECORD, None, tree=True, summaries=alike, removed=frozenset({3}), units=first
    )
    renamed = unit_edit.rename_unit(library, 1, "某某局", unit_edit.printing_unit(library, 1))
    assert (renamed.tree, renamed.records, renamed.summaries) == (True, frozenset({1, 2}), none)


def test_an_edit_that_changes_nothing_is_no_step(library: Library) -> None:
    written = library.path.stat().st_mtime_ns
    same = record_edit.set_values(library, 1, {ACTUAL: library.record(1).get(ACTUAL)})
    assert not same
    assert library.undo_history.undo_name is None
    assert library.path.stat().st_mtime_ns == written


def test_an_operation_that_fails_has_not_happened(library: Library) -> None:
    before, record, scores = contents(library.path), library.record(1), library.scores(1)

    def fail(transaction: Transaction) -> None:
        transaction.put(transaction.record(1).with_value(ACTUAL, "7"))
        transaction.delete_record(2)
        transaction.add_unit(2030, "某某局")
        assert transaction.record(1).get(ACTUAL) == "7"
        with pytest.raises(KeyError):
            transaction.record(2)
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        library.transact(Operation.TYPE, fail)
    assert contents(library.path) == before
    assert library.record(1) is record
    assert library.scores(1) is scores
    assert library.record(2)
    assert library.tree.years() == (2024,)
    assert library.undo_history.undo_name is None


def test_a_key_that_the_form_does_not_have_is_a_bug(library: Library) -> None:
    for path in (field_path("gaol"), ValuePath("indicators", 0, "weigth")):
        with pytest.raises(ValueError, match="the form has no"):
            record_edit.set_values(library, 1, {path: "x"})
    assert library.undo_history.undo_name is None


def test_ids_of_deleted_records_are_never_given_again(library: Library) -> None:
    record_edit.delete_records(library, [2])
    assert record_edit.duplicate_record(library, 1).result == 3
    with Library.open(library.path, FORMS) as reader:
        assert [record.id for record in reader.tree.all_records()] == [1, 3]


# Forms


def test_a_record_of_an_unknown_form_is_listed_and_left_as_it_is(library: Library) -> None:
    path, before = library.path, contents(library.path)
    library.close()
    with Library.open(path, {}) as stranger:
        assert [record.total for record in stranger.tree.all_records()] == [
            Decimal("93.13"),
            Decimal("94.92"),
        ]
        assert stranger.record(1).fields["unit"] == "某县第0服务中心"
        sentence = "报表格式“sichuan-project-2024”不在本程序中，内容原样保留，不能显示和修改。请升级本程序"
        for refused in (
            lambda: stranger.scores(1),
            lambda: stranger.definition(1),
            lambda: record_edit.set_values(stranger, 1, {ACTUAL: "7"}),
            lambda: record_edit.delete_rows(stranger, 1, "indicators", [0]),
            lambda: record_edit.duplicate_record(stranger, 1),
        ):
            with pytest.raises(FormProblem, match=sentence):
                refused()
        assert contents(path) == before
        record_edit.delete_records(stranger, [1])
        stranger.undo_history.undo()
        assert contents(path)["record_row"] == before["record_row"]
        assert stranger.tree.summary(1).total is None
    with Library.open(path, FORMS) as library:
        assert contents(path) == before, "computed again as soon as the form is known"


def test_totals_are_computed_again_where_the_form_has_changed(library: Library) -> None:
    path = library.path
    record_edit.add_records(library, [replace(filled_record(7, 3), form="sichuan-project-2025", year=2025)])
    library.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE standing SET total = '1'")
        connection.commit()
    changed = replace(FORMS[F2024], fingerprint="another")
    for _ in range(2):
        with Library.open(path, {**FORMS, F2024: changed}) as library:
            assert [record.total for record in library.tree.all_records()] == [
                Decimal("93.13"),
                Decimal("94.92"),
                Decimal("1"),
            ]
            assert library.undo_history.undo_name is None


def test_totals_are_computed_again_for_who_only_reads(library: Library) -> None:
    library.close()
    before = contents(library.path)
    rule = FORMS[F2024].scoring
    assert rule.total is not None
    lenient = replace(rule, total=rule.total._replace(grades=rule.total.grades[-1:]))
    changed = replace(FORMS[F2024], scoring=lenient, fingerprint="another")
    with Library.open(library.path, {F2024: changed}, read_only=True) as reader:
        assert {record.grade for record in reader.tree.all_records()} == {"差"}
    assert contents(library.path) == before


def test_a_row_whose_line_the_form_lost_stays_in_the_edit_history(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    form = FORMS[F2024]
    with Library.open(path, FORMS) as library:
        (last,) = (
            row for row in library.record(1).rows("budget") if row.line == form.block("budget").lines[-1].key
        )
        at = library.record(1).rows("budget").index(last)
        record_edit.set_values(library, 1, {ValuePath("budget", at, "executed"): "12.34"})
    shorter = [
        replace(block, lines=block.lines[:-1]) if block.key == "budget" else block for block in form.blocks
    ]
    changed = replace(form, blocks=tuple(shorter), fingerprint="another")
    with Library.open(path, {**FORMS, F2024: changed}) as library:
        assert [row.line for row in library.record(1).rows("budget")] == [
            line.key for line in changed.block("budget").lines
        ]
        newest = library.edit_history.entries(1)[0]
        assert newest.operation == "重新计分"
        assert "12.34" in str(newest.edits)
