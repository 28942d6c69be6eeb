"""A library of many projects, made as benchmarks make it, is a library like any other."""

from pathlib import Path

from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.library.library import Library
from perfdesk.model.scoring.record_score import score_record
from tests.support.large_library import large_library
from tests.support.library import FORMS


def test_a_large_library(tmp_path: Path) -> None:
    path = tmp_path / "large.perfdesk"
    long = large_library(path, FORMS, records=500)
    with Library.open(path, FORMS) as library:
        summaries = library.tree.all_records()
        assert len(summaries) == len({summary.name for summary in summaries}) == 500
        assert [len(library.record(summaries[n].id).rows("indicators")) for n in (1, 499)] == [12, 12]
        assert len(library.record(long).rows("indicators")) == 60
        for summary in (summaries[0], summaries[250], summaries[499]):
            record = library.record(summary.id)
            total = score_record(FORMS[record.form], record).total
            assert total is not None
            assert (summary.total, summary.name) == (total.value, record.fields["project_name"])
            assert library.tree.search(summary.code) == [summary.id]
        record_edit.set_values(library, summaries[499].id, {ValuePath("indicators", 0, "actual"): "1"})
        record_edit.duplicate_record(library, summaries[499].id)
        assert len(library.tree.all_records()) == 501


def test_what_was_read_ahead_is_listed_once_and_only_while_it_is_true(tmp_path: Path) -> None:
    path = tmp_path / "large.perfdesk"
    large_library(path, FORMS, records=400)
    with Library.open(path, FORMS) as library:
        there = library.tree.all_records()
        assert len([*library.tree.reading_ahead()]) > 1
        assert library.tree.all_records() == there
        for _ in library.tree.reading_ahead():
            pass
        record_edit.delete_records(library, [there[0].id])
        assert [record.id for record in library.tree.all_records()] == [record.id for record in there[1:]]
        assert library.tree.all_records() == library.tree.all_records()
