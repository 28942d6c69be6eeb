"""What of one form stands for what of another, worked out once."""

from __future__ import annotations

from dataclasses import replace

from perfdesk.model.conversion.form_pair import form_pair
from tests.support.library import FORMS

BEFORE, AFTER = FORMS["sichuan-project-2024"], FORMS["sichuan-project-2025"]


def test_the_same_two_forms_are_paired_once() -> None:
    assert form_pair(BEFORE, AFTER) is form_pair(BEFORE, AFTER)
    assert form_pair(BEFORE, AFTER) is not form_pair(AFTER, BEFORE)


def test_an_edition_of_a_form_under_its_id_is_another_one() -> None:
    edited = replace(AFTER, fields=AFTER.fields[:1])
    assert set(form_pair(BEFORE, edited).fields().new) == {AFTER.fields[0].key}
    assert len(form_pair(BEFORE, AFTER).fields().new) == len(AFTER.fields)


def test_a_key_that_the_form_no_longer_has_finds_the_field_of_that_key() -> None:
    pairing = form_pair(replace(BEFORE, fields=BEFORE.fields[1:]), AFTER).fields()
    gone = BEFORE.fields[0].key
    assert gone not in pairing.partners
    keys, partners = pairing.of([gone, "never"])
    assert list(keys)[-2:] == [gone, "never"]
    assert partners[gone] == gone
    assert "never" not in partners


def test_a_level_typed_by_hand_is_found_again_each_time() -> None:
    pair = form_pair(BEFORE, AFTER)
    block = BEFORE.block("indicators")
    new = pair.blocks["indicators"]
    for _ in range(2):
        assert pair.level("产出", "数量", block, new) == new.levels[0]
        assert pair.level("自拟", "自拟指标", block, new) is None
