"""The summary under the overview: sorted by a click, opened by a row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from perfdesk.ui.summary.summary_pane import SummaryPane
from perfdesk.ui.tree.node import NodeKind, node
from tests.ui.conftest import Opening


def test_a_unit_is_summed_up_sorted_and_opened(open_window: Opening) -> None:
    window = open_window()
    window.tree.view.choose([node(NodeKind.UNIT, 1)])
    QApplication.processEvents()
    pane = window.sheet.findChild(SummaryPane)
    assert isinstance(pane, SummaryPane)
    assert pane.isVisible()
    model = pane.table.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert len(names) == 2
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [model.index(row, 0).data() for row in range(2)] == sorted(names, reverse=True)
    last = model.index(1, 0)
    pane.table.activated.emit(last)
    assert window.sheet.view.sheet_model.record.fields["project_name"] == min(names)
