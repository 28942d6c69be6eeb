"""The faces of the program's font in one document: codes for characters, and which face has which."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from perfdesk.exchange.writing.font_file import FontFile
from perfdesk.paths import fonts_folder
from perfdesk.sheet.layout.metrics import advance_em, is_invisible

_NAMES = {False: "NotoSerifSC-Regular", True: "NotoSerifSC-Bold"}
_REPLACEMENT = "\ufffd"  # stands for half of a surrogate pair, which no encoding can write
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{maps}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@cache
def font_file(bold: bool) -> FontFile:
    """The regular or the bold font."""
    return FontFile(fonts_folder() / f"{_NAMES[bold]}.ttf")


class Typeface(dict[str, str]):
    """Character → its code in the document, four hexadecimal digits; ``""`` for what prints nothing.

    Every character gets a code of its own, even where several share a glyph or have none, so
    that the text can be read out of the document as it was. What has no glyph prints the
    font's box.
    """

    def __init__(self, name: str, bold: bool) -> None:
        self.name = name  # in the document
        self.bold = bold
        self.postscript_name = _NAMES[bold]
        self.file = font_file(bold)
        self.characters = ["\0"]  # by code; 0 is kept for the box

    def __missing__(self, character: str) -> str:
        if character == "\t":
            code = self[" "]
        elif is_invisible(character):
            code = ""
        else:
            code = f"{len(self.characters):04X}"
            self.characters.append(_REPLACEMENT if "\ud800" <= character <= "\udfff" else character)
        self[character] = code
        return code

    @property
    def glyphs(self) -> list[int]:
        """The font's glyph of each code."""
        return [self.file.glyphs.get(ord(character), 0) for character in self.characters]

    def to_unicode(self) -> str:
        """The map from codes to characters that a reader of the document uses (ISO 32000-1, 9.10.3)."""
        entries = [
            f"<{code:04X}> <{character.encode('utf-16-be').hex()}>"
            for code, character in enumerate(self.characters)
            if code
        ]
        # A block holds 100 entries at most.
        blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
        maps = "".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar\n" for block in blocks)
        return _CMAP.format(maps=maps)


class Run(NamedTuple):
    """Part of a line that one face prints: its codes in hexadecimal, its width in thousandths of an em."""

    face: Typeface
    codes: str
    width_em: int


class Typesetter:
    """Turns lines of text into codes, for one document."""

    def __init__(self) -> None:
        self.regular = Typeface("F1", bold=False)
        self.bold = Typeface("F2", bold=True)
        self._runs: dict[tuple[str, bool], tuple[Run, ...]] = {}

    def runs(self, text: str, bold: bool) -> tuple[Run, ...]:
        """A line of text; what the bold face lacks is set in regular."""
        key = (text, bold)
        runs = self._runs.get(key)
        if runs is None:
            runs = self._runs[key] = tuple(self._set(text, bold))
        return runs

    def _set(self, text: str, bold: bool) -> Iterator[Run]:
        if not bold:
            yield Run(self.regular, "".join(map(self.regular.__getitem__, text)), advance_em(text, bold))
            return
        glyphs = self.bold.file.glyphs
        for has, group in groupby(text, lambda character: ord(character) in glyphs):
            characters = "".join(group)
            face = self.bold if has else self.regular
            yield Run(face, "".join(map(face.__getitem__, characters)), advance_em(characters, bold))
