"""Reading the program's fonts, and cutting glyphs out of them."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from perfdesk.exchange.writing.font_file import FontFile
from perfdesk.paths import fonts_folder
from perfdesk.sheet.layout.metrics import face, is_invisible

REGULAR = fonts_folder() / "NotoSerifSC-Regular.ttf"
BOLD = fonts_folder() / "NotoSerifSC-Bold.ttf"


@pytest.mark.parametrize("path", [REGULAR, BOLD])
def test_characters_and_heights_are_read_as_fonttools_reads_them(path: Path) -> None:
    font, known = FontFile(path), TTFont(path)
    order = known.getGlyphOrder()
    assert {code: order[glyph] for code, glyph in font.glyphs.items()} == known.getBestCmap()
    os2 = known["OS/2"]
    assert font.heights == (os2.sTypoAscender, os2.sTypoDescender, os2.sCapHeight)
    head = known["head"]
    assert font.box == (head.xMin, head.yMin, head.xMax, head.yMax)


@pytest.mark.parametrize("bold", [False, True])
def test_the_written_widths_are_those_of_the_fonts(bold: bool) -> None:
    font = FontFile(BOLD if bold else REGULAR)
    differing = [
        chr(code)
        for code, glyph in font.glyphs.items()
        if face(bold)[chr(code)] != font.width(glyph) and not is_invisible(chr(code))
    ]
    assert differing == []


def test_the_fonts_have_what_forms_need() -> None:
    regular, bold = FontFile(REGULAR).glyphs, FontFile(BOLD).glyphs
    for character in "—“”‘’…／≥≤＝＞＜％＿□☐☑√℃㎡①⑳·￥¥𬱖㛃䶮𠅤":
        assert ord(character) in regular
        assert ord(character) in bold


def test_a_subset_is_a_font_of_those_glyphs_in_their_order() -> None:
    font, whole = FontFile(REGULAR), TTFont(REGULAR)
    glyphs = [0, *(font.glyphs[ord(character)] for character in "算预1A，𬱖—")]
    part = TTFont(BytesIO(font.subset(glyphs)), checkChecksums=2)
    names = [whole.getGlyphOrder()[glyph] for glyph in glyphs]
    assert part["maxp"].numGlyphs == len(glyphs)
    for new, old in zip(part.getGlyphOrder(), names, strict=True):
        assert part["hmtx"][new] == whole["hmtx"][old]
        assert part["glyf"][new] == whole["glyf"][old]


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    font = TTFont(REGULAR)
    font["head"].unitsPerEm = 2048
    font.save(tmp_path / "other.ttf")
    with pytest.raises(ValueError, match=r"other\.ttf"):
        FontFile(tmp_path / "other.ttf")
