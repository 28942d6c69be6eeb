"""Which library the program begins with, and what it remembers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from perfdesk import paths
from perfdesk.errors import LibraryProblem
from perfdesk.settings import Settings, load_settings
from perfdesk.ui.work.session import Session
from tests.support.library import FORMS, small_library

SAMPLE_RECORDS = 23


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents, settings and data of this test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "documents"
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(folder))
    monkeypatch.setattr(paths, "documents", lambda: folder)
    return folder


def test_the_first_start_has_nothing_to_open(documents: Path) -> None:
    session = Session(FORMS, Settings())
    assert session.resume() is None
    assert session.problem == ""
    assert not documents.exists()


def test_the_sample_is_opened_as_a_copy_in_the_documents(documents: Path) -> None:
    before = (paths.samples_folder() / "sample.perfdesk").read_bytes()
    with Session(FORMS, Settings()).sample() as library:
        assert library.path == documents / "绩效填报台" / "示例填报库.perfdesk"
        assert len(library.tree.all_records()) == SAMPLE_RECORDS
        assert not library.read_only
    assert load_settings().last_library == str(library.path)
    assert (paths.samples_folder() / "sample.perfdesk").read_bytes() == before


def test_a_copy_made_before_is_opened_again_as_the_user_left_it(documents: Path) -> None:
    from perfdesk.model.edit import record_edit

    with Session(FORMS, Settings()).sample() as library:
        record_edit.delete_records(library, [1])
    with Session(FORMS, Settings()).sample() as library:
        assert len(library.tree.all_records()) == SAMPLE_RECORDS - 1


def test_the_last_library_is_opened_again(documents: Path, tmp_path: Path) -> None:
    path = small_library(tmp_path)
    session = Session(FORMS, Settings(last_library=str(path), last_record=2))
    library = session.resume()
    assert library is not None
    with library:
        assert library.path == path
    assert session.settings.last_record == 2


def test_where_the_last_library_is_gone_nothing_opens_and_the_reason_is_told(
    documents: Path, tmp_path: Path
) -> None:
    session = Session(FORMS, Settings(last_library=str(tmp_path / "搬走了.perfdesk"), last_record=2))
    assert session.resume() is None
    assert "搬走了.perfdesk" in session.problem
    assert load_settings().last_library == ""


def test_a_damaged_last_library_is_offered_for_recovery_once(documents: Path, tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE standing SET state = 'junk'")
    session = Session(FORMS, Settings(last_library=str(path)))
    assert session.resume() is None
    assert session.damaged == path
    assert "文件已损坏" in session.problem
    assert load_settings().last_library == ""


def test_documents_that_cannot_be_written_give_way_to_the_data_folder(
    documents: Path, tmp_path: Path
) -> None:
    documents.write_text("a file where the folder should be")
    with Session(FORMS, Settings()).sample() as library:
        assert library.path.parent == paths.user_data()


def test_nowhere_to_put_the_sample_is_told(documents: Path, tmp_path: Path) -> None:
    documents.write_text("")
    (tmp_path / "data").write_text("")
    with pytest.raises(LibraryProblem, match="不能复制"):
        Session(FORMS, Settings()).sample()


def test_when_a_library_was_opened_is_kept_with_it(documents: Path, tmp_path: Path) -> None:
    path = small_library(tmp_path)
    session = Session(FORMS, Settings(opened_at={"/gone.perfdesk": "2020-01-01T08:00"}))
    session.open(path).close()
    (known,) = load_settings().opened_at.items()
    assert known[0] == str(path)
    assert datetime.fromisoformat(known[1]).date() == datetime.now().date()
    session.forget(path)
    assert load_settings().opened_at == {}


def test_a_new_library_is_the_last_one_and_offered_again(documents: Path, tmp_path: Path) -> None:
    session = Session(FORMS, Settings())
    session.create(tmp_path / "一.perfdesk").close()
    session.create(tmp_path / "二.perfdesk").close()
    kept = load_settings()
    assert kept.last_library == str(tmp_path / "二.perfdesk")
    assert [Path(known).stem for known in kept.recent_libraries] == ["二", "一"]
