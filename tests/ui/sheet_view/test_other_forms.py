"""Typing into forms that print numbers and points themselves and write the target in one cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.library.library import Library
from tests.ui.sheet_view.desk import FORMS, Desk

Key = Qt.Key


@pytest.fixture
def qinghai(application: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A new record of the Qinghai form, open in a view."""
    result = Desk(
        Library.create(tmp_path / "desk.perfdesk", load_forms([FORMS])), "qinghai-project-2024", 2024
    )
    yield result
    result.close()


def test_a_target_typed_into_one_cell_is_kept_as_three_values(qinghai: Desk) -> None:
    qinghai.go("indicators[0].target")
    qinghai.type(">=99%")
    qinghai.press(Key.Key_Tab)
    kept = [qinghai.value(f"indicators[0].{key}") for key in ("nature", "target", "unit")]
    assert kept == ["≥", "99", "%"]
    assert qinghai.cell("indicators[0].target").text == "≥99%"
    qinghai.library.undo_history.undo()
    assert [qinghai.value(f"indicators[0].{key}") for key in ("nature", "target", "unit")] == ["", "", ""]


def test_the_score_follows_the_threshold_rule_while_typing(qinghai: Desk) -> None:
    for key, text in (("target", ">=100%"), ("weight", "20"), ("actual", "80%")):
        qinghai.go(f"indicators[0].{key}")
        qinghai.type(text)
        qinghai.press(Key.Key_Tab)
    score = qinghai.cell("indicators[0].manual_score")
    assert score.text == "10"  # (80% - 60%) / (1 - 60%) x 20


def test_an_editor_opens_without_the_number_that_the_form_prints(qinghai: Desk) -> None:
    qinghai.go("indicators[1].level3")
    assert qinghai.cell("indicators[1].level3").text == "指标2："
    qinghai.press(Key.Key_F2)
    assert qinghai.editor().toPlainText() == ""
    qinghai.type("abc")
    qinghai.press(Key.Key_Return)
    assert qinghai.value("indicators[1].level3") == "abc"
    assert qinghai.cell("indicators[1].level3").text == "指标2：abc"
