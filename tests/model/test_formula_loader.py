"""Formulas of a definition: a mistake names its file, its key and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdesk.model.definition_loader import BrokenForm
from perfdesk.model.forms import load_forms

FORMS = Path(__file__).parents[2] / "resources" / "forms"
DEPARTMENT = "sichuan-department-2024"


def broken(folder: Path, old: str, new: str) -> str:
    """What is said of the department's form after one change."""
    text = (FORMS / DEPARTMENT / "form.toml").read_text(encoding="utf-8")
    assert old in text
    target = folder / DEPARTMENT
    target.mkdir()
    (target / "form.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenForm) as caught:
        load_forms([FORMS, folder])
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("duties_done / duties_set * 10", "duties_done / duty_set * 10", "没有名为“duty_set”的数"),
        ("duties_done / duties_set * 10", "duties_done / * 10", "公式“duties_done / * 10”写法有误"),
        ('"budget_fiscal_adjusted"', '"budget_fiscal_adjustd"', "没有名为“budget_fiscal_adjustd”的数"),
        ('forms = ["sichuan-project-2024"]', 'forms = ["sichuan"]', "没有编号为“sichuan”的格式"),
        ('field = "project_kind"', 'field = "kind"', "sichuan-project-2024 没有“kind”这一项"),
        ('line = "duties_set"', 'line = "duties"', "没有“duties”这一行"),
        ('inputs_block = "inputs"', 'inputs_block = "items"', "items 缺少需要的“value”列"),
        ('clause = "rule"', 'clause = "rules"', "items 不是每一行都有名为“rules”的文字"),
        ('printed = "meaning"', 'printed = "sense"', "不是每一行都有名为“sense”的文字"),
    ],
)
def test_a_mistake_names_file_key_and_remedy(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    message = broken(tmp_path, old, new)
    assert sentence in message
    assert message.startswith(f"{DEPARTMENT}/form.toml：s")
