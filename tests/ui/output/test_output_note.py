"""Noting that very many records have left."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdesk.model.kept.output import OutputKind, RecordOutput
from perfdesk.ui.output import output_note
from perfdesk.ui.output.output_note import note_outputs
from perfdesk.ui.work.progress_dialog import Progress
from tests.support.library import small_library
from tests.ui.conftest import Opening


@pytest.mark.parametrize("stopped", [False, True])
def test_all_are_noted_also_where_the_user_would_stop_it(
    open_window: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped: bool
) -> None:
    monkeypatch.setattr(output_note, "_PART", 2)
    window = open_window(small_library(tmp_path, 9))
    library = window.bridge.library
    records = library.tree.all_records()

    def stop() -> None:
        for progress in window.findChildren(Progress):
            progress.stop()

    if stopped:
        window.bridge.changed.connect(stop)
    lefts = [RecordOutput(record.id, OutputKind.PDF, record.fingerprint, "一.pdf") for record in records]
    note_outputs(window.bridge, lefts, window)
    marks = [library.outputs.state(record.id, record.fingerprint) for record in records]
    assert [mark is not None and mark.true for mark in marks] == [True] * 9
