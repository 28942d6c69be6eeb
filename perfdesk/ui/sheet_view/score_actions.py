"""Gives an indicator full marks by hand where the panel beside the sheet offers them."""

from __future__ import annotations

from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path
from perfdesk.model.value.value import display_score
from perfdesk.ui.explanation.explanation_content import PassageAction
from perfdesk.ui.sheet_view.sheet_model import SheetModel
from perfdesk.ui.sheet_view.sheet_operations import SheetOperations


class ScoreActions:
    """What can be done with the scores of the open record."""

    def __init__(self, model: SheetModel, operations: SheetOperations) -> None:
        self._model = model
        self._operations = operations

    def do(self, action: PassageAction, path: Path) -> None:
        """Give full marks (满分) where that is asked for; ``path`` is that of the manual score."""
        scores = self._model.scores
        if action is not PassageAction.FULL_MARKS or scores is None or path.index is None:
            return
        weight = scores.indicators[path.block][path.index].weight
        if weight is not None:
            values = {path: display_score(weight)}
            self._operations.run_on_record(
                lambda library, record_id: record_edit.set_values(library, record_id, values)
            )
