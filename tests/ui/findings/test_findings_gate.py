"""The question before forms with errors leave: short, however many they are."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path
from perfdesk.ui.findings.findings_gate import let_pass
from perfdesk.ui.widget import message
from perfdesk.ui.window.main_window import MainWindow
from tests.ui.conftest import Opening


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []

    def confirm(parent: QWidget, sentence: str, *_: object) -> bool:
        sentences.append(sentence)
        return True

    monkeypatch.setattr(message, "confirm", confirm)
    return sentences


def wrong(window: MainWindow, record_id: int) -> int:
    """Leave out the spending; how many errors the form then has."""
    values = {Path.parse("budget[0].executed"): ""}
    window.bridge.run(lambda library: record_edit.set_values(library, record_id, values))
    return window.bridge.library.tree.summary(record_id).errors


def test_of_many_errors_the_first_are_told_and_the_rest_are_counted(
    open_window: Opening, asked: list[str]
) -> None:
    window = open_window()
    library = window.bridge.library
    copies = [record_edit.duplicate_record(library, 1).result for _ in range(8)]
    errors = [wrong(window, number) for number in copies]
    assert min(errors) > 0
    assert let_pass(library, copies, "导出", window, lambda record_id: None)
    lines = asked[0].splitlines()[2:]
    assert lines[0].endswith(f"：{errors[0]} 处")
    assert lines[1].startswith("　· ")
    assert len(lines) == 11
    assert lines[-1] == f"……还有 {sum(errors) + len(copies) - 10} 行，见各表的审核。"
