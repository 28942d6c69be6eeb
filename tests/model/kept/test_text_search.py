"""Texts found and replaced over a library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as FilePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.edit import record_edit
from perfdesk.model.edit.replace_edit import replace_all, replace_at
from perfdesk.model.form.path import Path
from perfdesk.model.kept.text_search import Hit, Query
from perfdesk.model.library.library import Library
from tests.support.library import FORMS, small_library


@pytest.fixture
def library(tmp_path: FilePath) -> Iterator[Library]:
    with Library.open(small_library(tmp_path, 20), FORMS) as library:
        yield library


def put(library: Library, record_id: int, written: str, text: str) -> None:
    record_edit.set_values(library, record_id, {Path.parse(written): text})


def found(library: Library, query: Query, records: tuple[int, ...] | None = None) -> list[Hit]:
    listed = tuple(summary.id for summary in library.tree.all_records()) if records is None else records
    return [hit for step in library.texts.search(listed, query) for hit in step.hits]


def places(hits: list[Hit]) -> list[str]:
    return [f"{hit.record_id} {hit.path}" for hit in hits]


@pytest.mark.parametrize(
    ("query", "spans"),
    [
        (Query("pdf"), ((0, 3), (4, 7), (8, 11))),
        (Query("pdf", exact_case=True), ((4, 7),)),
        (Query("PDF", exact_width=True), ((0, 3), (4, 7))),
        (Query("ＰＤＦ", exact_case=True, exact_width=True), ((8, 11),)),
        (Query("f p"), ((2, 5), (6, 9))),
        (Query(""), ()),
        (Query("."), ()),
    ],
)
def test_case_and_width_count_only_where_asked(query: Query, spans: tuple[tuple[int, int], ...]) -> None:
    assert query.spans("PDF pdf　ＰＤＦ") == spans


@given(
    st.text(alphabet="aAＡ（(\\.^[]-ｂb 中", max_size=12),
    st.text(alphabet="aＡ(（\\.[-b中", min_size=1, max_size=3),
)
def test_what_is_replaced_by_itself_stays(text: str, sought: str) -> None:
    query = Query(sought, exact_case=True, exact_width=True)
    assert query.replaced(text, sought) == text
    assert query.replaced(text, "") == text.replace(sought, "")
    assert len(query.spans(text)) == text.count(sought)


def test_fields_and_rows_are_found_in_the_order_of_the_form(library: Library) -> None:
    put(library, 3, "indicators[1].level3", "查得到的“词”")
    put(library, 3, "fields.goal", "这里也查得到")
    hits = found(library, Query("查得到"))
    assert places(hits) == ["3 fields.goal", "3 indicators[1].level3"]
    assert hits[1].label.endswith("第2行 三级指标")
    assert places(found(library, Query("“词”"))) == ["3 indicators[1].level3"]
    assert found(library, Query("查得到"), (1, 2)) == []


@pytest.mark.parametrize("sought", ['"', "\\", "\n", "＂"])
def test_signs_that_the_file_writes_otherwise_are_found(library: Library, sought: str) -> None:
    put(library, 2, "fields.goal", f"前{sought}后")
    assert "2 fields.goal" in places(found(library, Query(sought, exact_width=True)))


def test_keys_of_the_file_are_not_texts(library: Library) -> None:
    assert found(library, Query("level3")) == []


def test_all_is_replaced_and_taken_back_in_one_step(library: Library) -> None:
    before = [library.record(number).fields["goal"] for number in (1, 2)]
    records = [summary.id for summary in library.tree.all_records()]
    changes = replace_all(library, records, Query("完成"), "做完")
    assert changes.result == len(found(library, Query("做完"))) > 20
    assert found(library, Query("完成")) == []
    assert library.undo_history.undo_name == "替换"
    library.undo_history.undo()
    assert [library.record(number).fields["goal"] for number in (1, 2)] == before
    assert found(library, Query("做完")) == []


def test_amounts_and_points_are_found_and_left(library: Library) -> None:
    hits = found(library, Query("60.25"), (1,))
    assert hits
    assert not any(hit.replaceable for hit in hits)
    assert replace_all(library, [1], Query("60.25"), "1").result == 0
    assert library.record(1).rows("budget")[0]["executed"] == "60.25"


def test_one_place_is_replaced(library: Library) -> None:
    put(library, 1, "fields.goal", "甲甲")
    put(library, 1, "fields.goal_done", "甲")
    assert replace_at(library, 1, Path.parse("fields.goal"), Query("甲"), "乙").result == 1
    assert (library.record(1).fields["goal"], library.record(1).fields["goal_done"]) == ("乙乙", "甲")
    assert replace_at(library, 1, Path.parse("indicators[99].level3"), Query("甲"), "乙").result == 0


def test_what_scores_is_scored_anew_as_one_edit_would(library: Library) -> None:
    records = [summary.id for summary in library.tree.all_records()]
    replace_all(library, records, Query("个"), "项")
    for number in (1, 20):
        kept = library.tree.summary(number)
        total = library.scores(number).total
        assert total is not None
        assert kept.total == total.value


def test_parts_of_one_replacing_are_one_step_of_undo(library: Library) -> None:
    records = [summary.id for summary in library.tree.all_records()]
    before, key = places(found(library, Query("完成"))), object()
    for record_id in records:
        replace_all(library, [record_id], Query("完成"), "做完", key)
    assert places(found(library, Query("完成"))) == []
    library.undo_history.undo()
    assert places(found(library, Query("完成"))) == before


def test_the_latest_year_is_looked_through_first(library: Library) -> None:
    year = library.tree.years()[0]
    (older,) = record_edit.add_records(library, [replace(library.record(1), id=0, year=year - 1)]).result
    own = tuple(summary.id for summary in library.tree.all_records() if summary.year == year)
    assert library.texts.records() == (*own, older)
    assert library.texts.records(year - 1) == (older,)
