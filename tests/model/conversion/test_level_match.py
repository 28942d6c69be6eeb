"""An indicator's level finds its place among those of another form, or none."""

from __future__ import annotations

import pytest

from perfdesk.model.conversion.level_match import matching_level
from tests.support.library import FORMS

F2023, F2024, F2025 = "sichuan-project-2023", "sichuan-project-2024", "sichuan-project-2025"
SPECIAL = "sichuan-special-2024"


@pytest.mark.parametrize(
    ("old", "new", "level", "expected"),
    [
        (F2025, F2024, "产出指标 数量指标", "产出指标 数量指标"),
        (F2025, F2024, "产出指标 数量", "产出指标 数量指标"),
        (F2025, F2024, "产出指标 成本指标", "成本指标 经济成本指标"),
        (F2024, F2025, "成本指标 经济成本指标", "产出指标 成本指标"),
        (F2024, F2025, "成本指标 社会成本指标", "产出指标 成本指标"),
        (F2025, F2023, "满意度指标 服务对象满意度指标", "满意度指标 满意度指标"),
        (F2023, F2025, "满意度指标 满意度指标", "满意度指标 服务对象满意度指标"),
        (F2025, F2024, "绩效指标 社会效益指标", "效益指标 社会效益指标"),
        (F2025, SPECIAL, "效益指标 经济效益指标", ""),
        (F2025, F2024, "产出指标 自定指标", ""),
        (F2025, F2024, "产出指标", ""),
    ],
)
def test_the_level_of_another_form(old: str, new: str, level: str, expected: str) -> None:
    level1, _, level2 = level.partition(" ")
    found = matching_level(
        level1, level2, FORMS[old].block("indicators").levels, FORMS[new].block("indicators").levels
    )
    assert (f"{found.level1} {found.level2}" if found else "") == expected
