"""The main job in the real window, by keys only: open, type, undo, preview, close, and find it kept."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest

from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from tests.support.library import FORMS, small_library
from tests.window.desktop import Desktop, desktop, eventually

pytestmark = pytest.mark.window

MAIN = "某县 - 绩效填报台"


@pytest.fixture
def screen() -> Iterator[Desktop]:
    with desktop() as screen:
        yield screen


@pytest.fixture
def path(tmp_path: FilePath) -> FilePath:
    return small_library(tmp_path)


def kept(path: FilePath, key: str) -> str:
    """A field of the first record as it stands in the file, read beside the program that has it open."""
    with Library.open(path, FORMS, read_only=True) as library:
        return library.record(1).get(field_path(key))


def ended(program: subprocess.Popen[bytes]) -> int:
    """The exit code of a program that was asked to close; its errors fail the test."""
    _, errors = program.communicate(timeout=30)
    assert b"Traceback" not in errors, errors.decode(errors="replace")
    return program.returncode


def test_what_is_typed_is_in_the_file_at_once_can_be_undone_and_stays_after_closing(
    screen: Desktop, path: FilePath
) -> None:
    with screen.started(str(path)) as program:
        screen.focus(MAIN)
        before = kept(path, "project_name")
        screen.press("Return")  # from the tree to the form: its first cell is the project's name
        screen.type("NAME")
        screen.press("Return")
        eventually("the name in the file", lambda: kept(path, "project_name") == "NAME")
        screen.press("ctrl+z")
        eventually("the old name again", lambda: kept(path, "project_name") == before)
        screen.press("ctrl+y")
        eventually("the new name again", lambda: kept(path, "project_name") == "NAME")
        screen.press("Tab")
        screen.type("not entered yet")
        screen.press("ctrl+q")
        assert ended(program) == 0
    assert kept(path, "unit") == "not entered yet"
    assert not [file for file in path.parent.iterdir() if file.name.endswith("-journal")]


def test_the_preview_opens_and_closes_by_keys(screen: Desktop, path: FilePath) -> None:
    with screen.started(str(path)) as program:
        screen.focus(MAIN)
        screen.press("ctrl+F2")
        screen.focus("打印预览")
        screen.press("Escape")
        eventually("no preview any more", lambda: not screen.windows("打印预览"))
        screen.focus(MAIN)
        screen.press("ctrl+F2")
        screen.focus("打印预览")
        screen.focus(MAIN)  # a preview that is left open does not keep the program running
        screen.press("ctrl+q")
        assert ended(program) == 0


def test_a_new_project_is_made_by_keys(screen: Desktop, path: FilePath) -> None:
    with screen.started(str(path)) as program:
        screen.focus(MAIN)
        screen.press("ctrl+n")
        screen.focus("新建项目")
        screen.type("made by keys")
        screen.press("Return")

        def there() -> bool:
            with Library.open(path, FORMS, read_only=True) as library:
                return "made by keys" in {record.name for record in library.tree.all_records()}

        eventually("the new project", there)
        screen.focus(MAIN)
        screen.press("ctrl+q")
        assert ended(program) == 0


def test_a_second_program_on_the_library_is_read_only(screen: Desktop, path: FilePath) -> None:
    with screen.started(str(path)) as first:
        screen.focus(MAIN)
        with screen.started(str(path)) as second:
            screen.focus("（只读）")
            before = kept(path, "project_name")
            screen.press("Return")
            screen.type("NAME")
            screen.press("Return", "ctrl+q")
            assert ended(second) == 0
        assert kept(path, "project_name") == before
        screen.focus(MAIN)
        screen.press("ctrl+q")
        assert ended(first) == 0
