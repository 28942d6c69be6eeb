"""The panel on screen: it follows the cursor after the sheet, and its links jump."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QTextBrowser

from perfdesk.model.form.path import Path
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.layout.compose import compose
from perfdesk.ui.explanation.explanation_content import ExplainedRecord
from perfdesk.ui.explanation.explanation_panel import ExplanationPanel
from tests.support.library import FORMS


def subject(name: str = "") -> ExplainedRecord:
    form = FORMS["sichuan-project-2025"]
    record = new_record(form, 2025).with_value(Path.parse("fields.project_name"), name)
    return ExplainedRecord(form, record, score_record(form, record))


def test_it_says_what_it_was_last_asked(application: QApplication) -> None:
    panel = ExplanationPanel()
    whole = subject()
    total = next(
        cell for cell in compose(whole.definition, whole.record, whole.scores).cells if cell.source == "total"
    )
    panel.explain(whole, None)
    panel.explain(whole, total)
    assert panel.plain_text == ""
    panel.refresh()
    assert panel.plain_text.startswith("合计")
    panel.explain(None, None)
    panel.refresh()
    assert panel.plain_text == ""


def test_what_users_typed_is_no_markup(application: QApplication) -> None:
    panel = ExplanationPanel()
    strange = subject()
    record = strange.record.with_value(Path.parse("budget[0].adjusted"), "<b>&二</b>")
    strange = ExplainedRecord(strange.definition, record, score_record(strange.definition, record))
    cells = compose(strange.definition, record, strange.scores).cells
    panel.explain(strange, next(c for c in cells if Path.parse("budget[0].adjusted") in c.paths))
    panel.refresh()
    assert "没有看懂“<b>&二</b>”" in panel.plain_text


def test_a_link_asks_for_its_cell(application: QApplication) -> None:
    panel = ExplanationPanel()
    jumps: list[Path] = []
    panel.jump.connect(jumps.append)
    browser = panel.findChild(QTextBrowser)
    assert browser is not None
    browser.anchorClicked.emit(QUrl("indicators[3].actual"))
    assert jumps == [Path("indicators", 3, "actual")]
