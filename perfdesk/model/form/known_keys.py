"""The keys of fields and columns that the program itself knows, in whichever form they stand.

A form calls them by labels of its own; all other keys of a form are its own affair. ``docs/forms.md`` lists
them for those who write forms.
"""

from __future__ import annotations

# The fields of a form, 单独的一格:

NAME_FIELD = "project_name"
"""The project's name (项目名称), by which the tree lists a record."""

CODE_FIELD = "project_code"
"""The project's code (项目编码) on the finance platform."""

DEPARTMENT_FIELD = "department"
"""The department in charge (主管部门), above the unit."""

UNIT_FIELD = "unit"
"""The unit that carries the project out (实施单位), and the tree's branch."""

GOAL_FIELD = "goal"
"""The goal of the year (年度目标), which the next year's form begins with."""

# The columns of indicators, 指标表的列:

LEVEL1 = "level1"
"""The first level (一级指标) of an indicator; blank below a row that names it."""

LEVEL2 = "level2"
"""The second level (二级指标) of an indicator; blank below a row that names it."""

LEVEL3 = "level3"
"""The indicator's name (三级指标)."""

NATURE = "nature"
"""How the actual value is to stand to the target (指标性质): ≥, ≤, ＝ …, or 定性."""

TARGET = "target"
"""The target (指标值)."""

UNIT = "unit"
"""The unit of measure (度量单位) of target and actual value."""

ACTUAL = "actual"
"""What was reached (完成值)."""

WEIGHT = "weight"
"""The most points an indicator can earn (权重, 分值)."""

MANUAL_SCORE = "manual_score"
"""The points a person gives (手工评分), which win over the computed ones."""

REASON = "reason"
"""Why points were lost (未完成原因); of an input of formulas, why the typed number wins (改填理由)."""

# The columns of other blocks:

INITIAL = "initial"
"""The amount first approved (年初预算), where the form's checks name no other column for it."""

INPUT_VALUE = "value"
"""What a person enters for an input of the formulas (填写)."""

LINE_NAME = "name"
"""What a line that scores by formulas is called (三级指标), where the form lets it be named."""

KNOWN_FIELDS = (NAME_FIELD, CODE_FIELD, DEPARTMENT_FIELD, UNIT_FIELD, GOAL_FIELD)
"""Every field that the program knows, in the order forms print them."""

LEVELS = (LEVEL1, LEVEL2)
"""Where an indicator stands (一级、二级指标), from the outside in."""

INDICATOR_COLUMNS = (LEVEL1, LEVEL2, LEVEL3, NATURE, TARGET, UNIT, ACTUAL, WEIGHT, MANUAL_SCORE, REASON)
"""Every column of indicators that the program knows, in the order forms print them."""

ALWAYS_CARRIED = frozenset({*KNOWN_FIELDS, LEVEL1, LEVEL2, LEVEL3, NATURE, TARGET, UNIT, WEIGHT})
"""Fields and columns that the next year's form begins with (结转下年), so that no form has to say it."""
