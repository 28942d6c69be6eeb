"""Definitions beyond all bounds are mistakes with file and key, and stop no other form."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from perfdesk.model.authoring.form_check import check_forms
from perfdesk.model.form.expression import Expression, WrongExpression
from perfdesk.model.language.known_forms import load_forms

FORMS = Path(__file__).parents[3] / "resources" / "forms"
PROJECT = (FORMS / "sichuan-project-2024" / "form.toml").read_text(encoding="utf-8")
DEPARTMENT = (FORMS / "sichuan-department-2024" / "form.toml").read_text(encoding="utf-8")


def changed(text: str, pattern: str, new: str) -> str:
    """A definition with the first match replaced, under an id of its own."""
    text, count = re.subn(pattern, lambda match: new, text, count=1)
    assert count == 1
    return re.sub(r'(?m)^id = ".*"$', 'id = "own"', text, count=1)


CASES = {
    "brackets": (changed(PROJECT, r"\A", "x = " + "[" * 2000 + "]" * 2000 + "\n"), "文件"),
    "fewer brackets": (changed(PROJECT, r"\A", "x = " + "[" * 100 + "]" * 100 + "\n"), "x[1][1]"),
    "keys in keys": (changed(PROJECT, r"\A", "a." * 20000 + "a = 1\n"), "文件"),
    "spaced keys in keys": (changed(PROJECT, r"\A", '"a" . ' * 20000 + "a = 1\n"), "文件"),
    "nan": (changed(PROJECT, r"size_pt = [\d.]+", "size_pt = nan"), "size_pt"),
    "infinite": (changed(PROJECT, r"decimals = \d+", "decimals = inf"), "decimals"),
    "enormous": (changed(PROJECT, r"decimals = \d+", "decimals = 1e999999999"), "decimals"),
    "no decimal": (changed(PROJECT, r"decimals = \d+", f"decimals = 1e{'9' * 30}"), "文件"),
    "digits": (changed(PROJECT, r"decimals = \d+", f"decimals = {'9' * 6000}"), "文件"),
    "decimals": (changed(PROJECT, r"decimals = \d+", "decimals = 100"), "decimals"),
    "height": (changed(PROJECT, r"height_mm = [\d.]+", "height_mm = 1e30"), "height_mm"),
    "high": (changed(PROJECT, r"height_mm = [\d.]+", "height_mm = 5000"), "height_mm"),
    "margins": (changed(PROJECT, r"top = [\d.]+", "top = 290"), "sheet.margins_mm.top"),
    "no year": (changed(PROJECT, r"years = .*", "years = []"), "form.years"),
    "columns": (changed(PROJECT, r"columns_mm = \[", f"columns_mm = [{'0.1, ' * 5000}"), "sheet.columns_mm"),
    "rows": (
        changed(
            PROJECT,
            r"(?m)^\[\[block\.levels\]\]|levels = \[",
            'levels = [ { level1 = "产出指标", always = true, rows = 1e9 },',
        ),
        "rows",
    ),
}


def own(folder: Path, text: str) -> Path:
    (folder / "own").mkdir()
    (folder / "own" / "form.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", CASES)
def test_it_is_a_mistake_and_the_other_forms_are_there(tmp_path: Path, name: str) -> None:
    text, key = CASES[name]
    place = own(tmp_path, text)
    (checked,) = check_forms(place)
    assert any(mistake.startswith("own/form.toml：") and key in mistake for mistake in checked.mistakes)
    assert all(len(mistake) < 500 for mistake in checked.mistakes)
    forms = load_forms([FORMS, place])
    assert "own" not in forms
    assert len(list(forms.values())) == len(load_forms([FORMS]))


@pytest.mark.skipif(sys.platform == "win32", reason="no such files")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    os.mkfifo(tmp_path / "own" / "form.toml")
    (tmp_path / "lexicon.toml").symlink_to("/dev/zero")
    problems = load_forms([FORMS, tmp_path]).problems
    assert [problem.file for problem in problems] == ["lexicon.toml", "own/form.toml"]
    assert all("管道或设备" in problem.message for problem in problems)


@pytest.mark.parametrize(
    "formula",
    [
        "1e99999999999",
        "floor(1e999999)",
        "1e-99",
        "9" * 300,
        "not " * 200 + "1",
        "not " * 2000 + "1",
        "+".join("1" * 400),
        "1if 1 else 2",
        "\0",
        "\ud800",
    ],
)
def test_formulas_without_bounds_are_mistakes(formula: str) -> None:
    with pytest.raises(WrongExpression) as wrong:
        Expression(formula, ())
    assert len(str(wrong.value)) < 1500


@pytest.mark.parametrize("formula", ["*".join(["1000000000000"] * 50), "1/(1/1000000000000/1000000000000)"])
def test_results_without_bounds_are_none(formula: str) -> None:
    with pytest.raises(ArithmeticError):
        Expression(formula, ()).value({})


@pytest.mark.parametrize(("formula", "value"), [("floor(1 < 2)", 1), ("(1 < 2) / (3 > 2) + 1.5", 2.5)])
def test_comparisons_reckon_as_numbers(formula: str, value: float) -> None:
    assert float(Expression(formula, ()).value({})) == value
