"""Measure how the export of some forms grows with the library they are read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import workload
from bench.result import Row, grown
from bench.timing import in_turns, milliseconds
from perfdesk.model.library.library import Library
from perfdesk.sheet.layout.document import document
from perfdesk.sheet.layout.sheet import Sheet

_FORMS = 20


def export_growth(name: str, write: Callable[[Iterable[Sheet]], object], rounds: int) -> Row:
    """Reading, scoring, laying out and writing the same number of forms of a small and a large library."""
    with TemporaryDirectory() as folder:
        small, large = workload.small_and_large(Path(folder))
        of_small, of_large = in_turns(rounds, lambda: _export(small, write), lambda: _export(large, write))
    return grown(f"{_FORMS} 份表的 {name}（从库中读出）", of_small, of_large)


def _export(path: Path, write: Callable[[Iterable[Sheet]], object]) -> float:
    with Library.open(path, workload.forms()) as library:
        records = [summary.id for summary in library.tree.all_records()[-_FORMS:]]
        return milliseconds(write, _sheets(library, records))


def _sheets(library: Library, records: Iterable[int]) -> Iterator[Sheet]:
    for record in records:
        yield from document(library, record).sheets
