"""One weight and one score over the indicators of a level: their mean, and who holds them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path as PathOnDisk

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.checks.record_check import check_record
from perfdesk.model.form.path import Path
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Outcome
from perfdesk.sheet.layout.compose import Composer, compose
from tests.support.golden_sheet import FORMS, PROJECT, TESTS, filled_record

FORM = FORMS["shared-score"]
FILLED = filled_record("shared-score")
REASON = Path("indicators", 2, "reason")


def indicator(level: str, target: str, actual: str, **values: str) -> Row:
    return Row(
        {"level1": level[:2], "level2": level, "level3": target, "nature": "≥", "target": target,
         "unit": "个", "actual": actual, **values}
    )  # fmt: skip


def scored(*rows: Row) -> list[tuple[Decimal | None, Outcome]]:
    record = FILLED.with_rows("indicators", rows)
    return [(score.value, score.outcome) for score in score_record(FORM, record).indicators["indicators"]]


BESIDE = (None, Outcome.BLANK)


def test_the_score_is_the_mean_of_what_each_would_earn() -> None:
    rows = indicator("产出一", "10", "10", weight="20"), indicator("产出一", "10", "5")
    assert scored(*rows) == [(Decimal(15), Outcome.COMPUTED), BESIDE]
    alone = indicator("产出二", "10", "5", weight="20")
    assert scored(*rows, alone)[2] == (Decimal(10), Outcome.COMPUTED)


def test_it_waits_for_one_that_cannot_be_scored_and_a_person_decides() -> None:
    rows = indicator("产出一", "10", "10", weight="20"), indicator("产出一", "据实", "完成")
    assert scored(*rows) == [(None, Outcome.WAITING), BESIDE]
    decided = rows[0].with_value("manual_score", "18"), rows[1]
    assert scored(*decided) == [(Decimal(18), Outcome.MANUAL), BESIDE]
    over = rows[0].with_value("manual_score", "25"), rows[1]
    assert scored(*over) == [(Decimal(20), Outcome.MANUAL), BESIDE]


def test_a_weight_that_stands_in_a_later_row_counts_and_shows() -> None:
    rows = indicator("产出一", "10", "10"), indicator("产出一", "10", "5", weight="20", manual_score="12")
    assert scored(*rows) == [(Decimal(12), Outcome.MANUAL), BESIDE]
    record = FILLED.with_rows("indicators", rows)
    sheet = compose(FORM, record, score_record(FORM, record))
    shown = {cell.paths[0].key: cell for cell in sheet.cells if cell.paths and cell.row_span == 2}
    assert (shown["weight"].text, shown["weight"].paths) == ("20", (Path("indicators", 1, "weight"),))
    assert (shown["manual_score"].text, shown["manual_score"].edit_text) == ("12", "12")


def test_a_row_that_is_not_filled_in_does_not_count() -> None:
    rows = indicator("产出一", "10", "5", weight="20"), Row({"level1": "产出", "level2": "产出一"})
    assert scored(*rows) == [(Decimal(10), Outcome.COMPUTED), BESIDE]


def test_the_total_counts_a_shared_score_once() -> None:
    scores = score_record(FORM, FILLED)
    assert scores.total is not None
    assert scores.total.value == Decimal("92.83")
    assert not any("权重合计" in step for step in scores.total.explanation.steps)


def test_the_reason_may_stand_in_any_of_the_rows() -> None:
    def codes(record: Record) -> list[str]:
        return [found.code for found in check_record(FORM, record, score_record(FORM, record)).findings]

    assert codes(FILLED) == []
    assert codes(FILLED.with_value(REASON, "")) == ["completeness.score-reason"]


@pytest.mark.parametrize("at", range(5))
def test_the_sheet_follows_a_change_in_any_of_the_rows(at: int) -> None:
    composer = Composer(FORM)
    before = score_record(FORM, FILLED)
    composer.compose(FILLED, before)
    for key, text in (("actual", "1"), ("weight", "3"), ("level2", "别的"), ("manual_score", "2")):
        changed = FILLED.with_value(Path("indicators", at, key), text)
        scores = score_record(FORM, changed, (FILLED, before))
        assert composer.compose(changed, scores) == compose(FORM, changed, score_record(FORM, changed))


rows = st.lists(
    st.builds(
        indicator,
        st.sampled_from(("产出一", "产出二", "")),
        st.just("10"),
        st.sampled_from(("10", "5", "")),
        weight=st.sampled_from(("", "20", "乱")),
    ),
    min_size=1,
    max_size=6,
)


@given(rows, st.data())
def test_scores_taken_over_are_those_computed_anew(given_rows: list[Row], data: st.DataObject) -> None:
    record = FILLED.with_rows("indicators", given_rows)
    left = [row for row in given_rows if data.draw(st.booleans())]
    changed = record.with_rows("indicators", left)
    scores = score_record(FORM, changed, (record, score_record(FORM, record)))
    assert scores == score_record(FORM, changed)


def test_the_level_may_be_the_first() -> None:
    (rule,) = FORM.scoring.indicators
    form = replace(FORM, scoring=replace(FORM.scoring, indicators=(replace(rule, shared="level1"),)))
    both = indicator("产出一", "10", "10", weight="20"), indicator("产出二", "10", "5")
    record = FILLED.with_rows("indicators", both)
    first, second = score_record(form, record).indicators["indicators"]
    assert (first.value, second.outcome) == (Decimal(15), Outcome.BLANK)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('shared = "level2"', 'shared = "level3"', "shared：应是 level1 或 level2，不是“level3”"),
        ('merge = "equal"', 'merge = "none"', "group 跟着左边用 equal 合并的格子"),
    ],
)
def test_a_mistake_in_the_form_is_named(tmp_path: PathOnDisk, old: str, new: str, sentence: str) -> None:
    text = (TESTS / "files" / "forms" / "shared-score" / "form.toml").read_text(encoding="utf-8")
    own = tmp_path / "shared-score"
    own.mkdir()
    (own / "form.toml").write_text(text.replace(old, new), encoding="utf-8")
    problems = load_forms([PROJECT / "resources" / "forms", tmp_path]).problems
    assert any(sentence in str(problem) for problem in problems)
