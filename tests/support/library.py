"""What tests of the library share: the forms, a small library, and proof that a file was left alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfdesk.model.edit import record_edit
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.library.library import Library
from tests.support.large_library import filled_record

FORMS = load_forms([Path(__file__).parents[2] / "resources" / "forms"])


def small_library(folder: Path, records: int = 2) -> Path:
    """A closed library with some filled records of three indicators in one unit; ids count from 1."""
    path = folder / "某县.perfdesk"
    with Library.create(path, FORMS) as library:
        record_edit.add_records(library, [filled_record(number, 3) for number in range(records)])
    return path


@contextmanager
def untouched(path: Path) -> Iterator[None]:
    """Fail where the file's bytes or times, or what lies beside it, are not the same afterwards."""
    before = path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())
    yield
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())) == before
