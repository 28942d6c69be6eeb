"""Formulas of a definition: a mistake names its file, its key and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdesk.model.form.definition_file import BrokenForm
from perfdesk.model.language.known_forms import load_forms

FORMS = Path(__file__).parents[3] / "resources" / "forms"
DEPARTMENT = "sichuan-department-2024"


def broken(folder: Path, old: str, new: str) -> str:
    """What is said of the department's form after one change."""
    text = (FORMS / DEPARTMENT / "form.toml").read_text(encoding="utf-8")
    assert old in text
    target = folder / DEPARTMENT
    target.mkdir()
    (target / "form.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    forms = load_forms([FORMS, folder])
    assert forms[DEPARTMENT].region == "四川"  # the program's own is back
    return "\n".join(map(str, forms.problems))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("duties_done / duties_set * 10", "duties_done / duty_set * 10", "没有名为“duty_set”的数"),
        ("duties_done / duties_set * 10", "duties_done / * 10", "公式“duties_done / * 10”写法有误"),
        ('"budget_fiscal_adjusted"', '"budget_fiscal_adjustd"', "没有名为“budget_fiscal_adjustd”的数"),
        ('form = "sichuan-project-2024"', 'form = "sichuan"', "没有编号为“sichuan”的格式"),
        ('field = "project_kind"', 'forms = ["sichuan"], field = "project_kind"', "“sichuan”没有列在"),
        (
            'form = "sichuan-project-2023"\n',
            'form = "sichuan-project-2023"\nnames = { project_kind = "sort" }\n',
            "sichuan-project-2023 没有“sort”这一项",
        ),
        ('field = "project_kind"', 'field = "kind"', "sichuan-project-2023 没有“kind”这一项"),
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


def test_a_users_form_that_the_department_can_no_longer_read_is_left_out(tmp_path: Path) -> None:
    text = (FORMS / "sichuan-project-2024" / "form.toml").read_text(encoding="utf-8")
    own = tmp_path / "sichuan-project-2024"
    own.mkdir()
    (own / "form.toml").write_text(text.replace('"project_kind"', '"sort"'), encoding="utf-8")
    forms = load_forms([FORMS, tmp_path])
    assert "sichuan-project-2024 没有“project_kind”这一项" in str(forms.problems[0])
    assert "project_kind" in {field.key for field in forms["sichuan-project-2024"].fields}
    assert forms[DEPARTMENT].scoring.formulas


def test_the_programs_own_mistake_is_told_when_the_form_is_first_read(tmp_path: Path) -> None:
    text = (FORMS / DEPARTMENT / "form.toml").read_text(encoding="utf-8")
    (tmp_path / DEPARTMENT).mkdir()
    (tmp_path / DEPARTMENT / "form.toml").write_text(text, encoding="utf-8")
    forms = load_forms([tmp_path])
    with pytest.raises(BrokenForm, match="没有编号为“sichuan-project-2023”的格式"):
        forms[DEPARTMENT]
