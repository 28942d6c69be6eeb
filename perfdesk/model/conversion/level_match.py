"""Which first and second level (一级、二级指标) of another form an indicator belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from perfdesk.model.form.definition import Level
from perfdesk.model.value.folding import folded_level


def matching_level(level1: str, level2: str, old: Sequence[Level], new: Sequence[Level]) -> Level | None:
    """The level of the form with the levels ``new`` that stands for one of the form with ``old``.

    The same names first, then the same second level under the one first level that has it. Where forms
    cut the levels differently, their own data decide: a first level that has a single second level in both
    (满意度指标); a first level that the other form has as a second one (成本指标 › 经济成本指标 comes under
    产出指标 › 成本指标); a second level that the other has as a first one, where new forms begin with one
    level of it. ``None`` where no such rule decides.
    """
    wanted1, wanted2 = folded_level(level1), folded_level(level2)
    if not wanted2:
        return None
    under = [level for level in new if folded_level(level.level1) == wanted1]
    choices = (
        [level for level in under if folded_level(level.level2) == wanted2],
        [level for level in new if folded_level(level.level2) == wanted2],
        under if len([level for level in old if folded_level(level.level1) == wanted1]) == 1 else [],
        [] if under else [level for level in new if wanted1 and folded_level(level.level2) == wanted1],
        [level for level in new if folded_level(level.level1) == wanted2 and (level.start or level.always)],
    )
    return next((found[0] for found in choices if len(found) == 1), None)
