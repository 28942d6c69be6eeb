"""Codes for characters."""

import re

from perfdesk.exchange.writing.typeface import Typeface, Typesetter


def codes(text: str, face: Typeface) -> list[str]:
    return [face[character] for character in text]


def test_codes_are_given_in_the_order_of_first_use() -> None:
    face = Typeface("F1", bold=False)
    assert codes("预算预1", face) == ["0001", "0002", "0001", "0003"]
    assert face.characters[1:] == ["预", "算", "1"]


def test_characters_that_share_a_glyph_have_their_own_codes() -> None:
    face = Typeface("F1", bold=False)
    assert len(set(codes("□☐", face))) == 2
    assert face.glyphs[1] == face.glyphs[2] != 0


def test_a_character_without_a_glyph_has_a_code_and_prints_the_box() -> None:
    face = Typeface("F1", bold=False)
    assert codes("😀", face) == ["0001"]
    assert face.glyphs == [0, 0]


def test_what_prints_nothing_has_no_code_and_a_tab_is_a_space() -> None:
    face = Typeface("F1", bold=False)
    assert codes("\u200b\x07\ufe0f", face) == ["", "", ""]
    assert face["\t"] == face[" "]


def test_readers_are_told_the_characters_as_utf_16() -> None:
    face = Typeface("F1", bold=False)
    codes("预𬱖\ud800", face)
    assert re.findall(r"<(\w+)> <(\w+)>\n", face.to_unicode())[1:] == [
        ("0001", "9884"),
        ("0002", "d873dc56"),
        ("0003", "fffd"),
    ]


def test_readers_are_told_in_blocks_of_a_hundred() -> None:
    face = Typeface("F1", bold=False)
    codes("".join(map(chr, range(0x4E00, 0x4E00 + 250))), face)
    assert re.findall(r"(\d+) beginbfchar", face.to_unicode()) == ["100", "100", "50"]


def test_a_line_is_set_once_and_bold_falls_back_to_regular() -> None:
    typesetter = Typesetter()
    line = typesetter.runs("甲碁乙", bold=True)
    assert [(run.face.bold, len(run.codes), run.width_em) for run in line] == [
        (True, 4, 1000),
        (False, 4, 1000),
        (True, 4, 1000),
    ]
    assert typesetter.runs("甲碁乙", bold=True) is line
