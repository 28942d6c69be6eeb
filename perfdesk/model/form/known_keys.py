"""The keys of fields that the program itself knows in every form."""

from __future__ import annotations

NAME_FIELD = "project_name"
CODE_FIELD = "project_code"
UNIT_FIELD = "unit"
