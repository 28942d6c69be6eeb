"""``[checks]`` and ``lexicon.toml``: read, joined, and their mistakes named with file, key and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from perfdesk.errors import FormProblem
from perfdesk.model.form.check_loader import load_lexicon
from perfdesk.model.language.known_forms import load_forms

FORMS = Path(__file__).parents[3] / "resources" / "forms"
FORM = "sichuan-project-2024"


def own_folder(tmp_path: Path, lexicon: str) -> Path:
    (tmp_path / "lexicon.toml").write_text(lexicon, encoding="utf-8")
    return tmp_path


def test_the_checks_of_a_form_are_read_with_the_words_of_its_folder() -> None:
    rule = load_forms([FORMS])[FORM].checks
    assert (rule.initial, rule.reason, rule.conclusion) == ("initial", "reason", "conclusion")
    assert rule.parts == ("fiscal", "special_account", "unit", "other")
    assert any(typo.wrong == "发完成" for typo in rule.lexicon.typos)
    assert set(rule.lexicon.amounts) == {"元", "万元"}


def test_a_folder_of_the_user_adds_words_to_every_form(tmp_path: Path) -> None:
    before = load_forms([FORMS])[FORM]
    own = own_folder(tmp_path, 'counts = ["亩数"]\n[[typo]]\nwrong = "某某词"\nright = "某某字"\n')
    after = load_forms([FORMS, own])[FORM]
    assert after.checks.lexicon.typos[-1].wrong == "某某词"
    assert after.checks.lexicon.counts == (*before.checks.lexicon.counts, "亩数")
    assert after.fingerprint != before.fingerprint, "what was found by the old words is found anew"


def test_a_folder_without_words() -> None:
    lexicon, mark = load_lexicon(Path("/nowhere"))
    assert (lexicon.typos, mark) == ((), "")


MISTAKES = {
    "not toml": ("counts = [", r"lexicon.toml：文件：TOML 写法有误"),
    "a stranger": ("count = []", r"lexicon.toml：count：不认识这一项，是不是“counts”？"),
    "a typo that is none": (
        '[[typo]]\nwrong = "月分"\nright = "月份"\nunless = ["分配"]',
        r"lexicon.toml：typo\[1\].unless：“分配”里没有“月分”，请改正",
    ),
    "nothing to write instead": ('[[typo]]\nwrong = "月分"', r"typo\[1\].right：缺少这一项，请补上"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_in_the_words_are_told(tmp_path: Path, mistake: str) -> None:
    text, told = MISTAKES[mistake]
    with pytest.raises(FormProblem, match=told):
        load_lexicon(own_folder(tmp_path, text))


def test_words_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "lexicon.toml").write_bytes("[[typo]]".encode("utf-16"))
    with pytest.raises(FormProblem, match="不是 UTF-8 编码，请用 UTF-8 保存"):
        load_lexicon(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'initial = "initial"',
            'initial = "intial"',
            r"checks.initial：没有“intial”这一项，可用的有：initial",
        ),
        ('"special_account", "unit"', '"special", "unit"', "checks.parts：没有“special”这一项"),
        ('conclusion = "conclusion"', 'conclusion = "end"', "checks.conclusion：没有“end”这一项"),
        ("imbalance = 0.05", 'imbalance = "5%"', "checks.imbalance：应是数字"),
        ("unspent = 0.2", "unspend = 0.2", "checks.unspend：不认识这一项"),
    ],
)
def test_mistakes_in_the_checks_are_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    shutil.copytree(FORMS / FORM, tmp_path / FORM)
    file = tmp_path / FORM / "form.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(FormProblem, match=told):
        load_forms([tmp_path])[FORM]


def test_broken_words_of_ones_own_are_left_out_and_the_programs_words_serve(tmp_path: Path) -> None:
    own_folder(tmp_path, "counts = [")
    forms = load_forms([FORMS, tmp_path])
    assert forms[FORM].checks.lexicon.counts == load_forms([FORMS])[FORM].checks.lexicon.counts
    (problem,) = map(str, forms.problems)
    assert problem.startswith("lexicon.toml：文件：TOML 写法有误")
    with pytest.raises(FormProblem):
        load_forms([tmp_path])
