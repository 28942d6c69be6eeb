"""Make the program's fonts: Noto Serif SC cut down to the characters a form can hold, and their widths.

``python packaging/make_fonts.py`` fetches the whole fonts (the npm package @expo-google-fonts/noto-serif-sc)
and rewrites ``resources/fonts/``; ``--package FILE`` uses a copy at hand. It wants fonttools, npm (unless
``--package``) and Debian's ``unicode-data`` (the list of 通用规范汉字, ``kTGH``). The same input gives the
same bytes.
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

PACKAGE = "@expo-google-fonts/noto-serif-sc@0.4.3"
PACKAGE_SHA256 = "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e"
SOURCES = {
    "regular": ("package/400Regular/NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf"),
    "bold": ("package/700Bold/NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf"),
}
LICENCE = "package/LICENSE_FONT"
EM = 1000
SOFT_HYPHEN = 0xAD  # has a glyph, but is never printed

# What the people who fill in forms use beyond GBK: the dash (Python's codec maps GBK's to U+2015), signs of
# units, and characters of names that stand in no list (𠅤).
EXTRA = "—–‑•・·¥−²³½¼¾µ㎥⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳〜✓＿□√≧≦═◯⸺𬱖㛃䶮𠅤"

# Signs that the fonts lack, put together from signs they have.
COMPOSED = {
    "☐": "□",
    "☑": "□√",
    "☒": "□×",
    "✔": "✓",
    "✗": "×",
    "✘": "×",
}


def main() -> None:
    """Read the arguments and write the fonts."""
    parser = argparse.ArgumentParser(description="Cut the program's fonts and write their widths.")
    parser.add_argument("--package", type=Path, help="the npm package, fetched before (.tgz)")
    parser.add_argument("--unicode-data", type=Path, default=Path("/usr/share/unicode"))
    default_out = Path(__file__).resolve().parents[1] / "resources" / "fonts"
    parser.add_argument("--out", type=Path, default=default_out, help="the folder to write to")
    arguments = parser.parse_args()
    general = general_use_characters(arguments.unicode_data)
    gbk = gbk_characters()
    extra = set(map(ord, EXTRA)) | set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
    wanted = {
        "regular": gbk | general | extra,
        "bold": {code for code in gbk if not is_han(code)} | general | extra,
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        package = arguments.package or fetch(Path(folder))
        unpack(package, Path(folder))
        fonts = {}
        for face, (source, name) in SOURCES.items():
            font = fonts[face] = cut(Path(folder) / source, wanted[face])
            font.save(arguments.out / name)
            print(
                f"{name}: {len(font.getBestCmap())} characters, {(arguments.out / name).stat().st_size} bytes"
            )
        licence = (Path(folder) / LICENCE).read_text(encoding="utf-8")
        (arguments.out / "OFL.txt").write_text(licence, encoding="utf-8", newline="\n")
    (arguments.out / "widths.json").write_text(widths(fonts), encoding="utf-8", newline="\n")


def fetch(folder: Path) -> Path:
    """Fetch the npm package into ``folder`` and give its file."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


def unpack(package: Path, folder: Path) -> None:
    """Unpack the fonts and their licence; exits where the package is not the one this was written for."""
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    if digest != PACKAGE_SHA256:
        raise SystemExit(f"{package} has the checksum {digest}, not {PACKAGE_SHA256}")
    with tarfile.open(package) as archive:
        for member in [LICENCE, *(source for source, _ in SOURCES.values())]:
            archive.extract(member, folder, filter="data")


def general_use_characters(unicode_data: Path) -> set[int]:
    """通用规范汉字表 (2013), from Unihan's ``kTGH``."""
    with bz2.open(unicode_data / "Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8") as lines:
        return {int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line}


def gbk_characters() -> set[int]:
    """Every character of GBK."""

    def has(code: int) -> bool:
        try:
            chr(code).encode("gbk")
        except UnicodeEncodeError:
            return False
        return True

    return {code for code in range(0x20, 0x10000) if has(code)}


def is_han(code: int) -> bool:
    """Whether GBK counts the character among its 汉字."""
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF


def cut(source: Path, wanted: Iterable[int]) -> TTFont:
    """The font with the wanted characters only, without layout tables.

    Without them every program sets a text with the plain advance widths, as ``widths.json`` has them.
    """
    font = TTFont(source, recalcTimestamp=False)
    codes = set(wanted) | set(map(ord, "".join(COMPOSED.values())))
    options = Options(glyph_names=False, notdef_outline=True, layout_features=[])
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "GlyphOrder", "STAT", "vhea", "vmtx"]
    join_dash(font)
    compose_signs(font)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes | set(map(ord, COMPOSED)))
    subsetter.subset(font)
    return font


def join_dash(font: TTFont) -> None:
    """Make the dash (—) one em of unbroken line, so that 破折号 (——) joins: theirs is a short Latin one."""
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    bar, dash = cmap[ord("―")], cmap[ord("—")]
    outline = font["glyf"][bar]
    stretch = EM / (outline.xMax - outline.xMin)
    pen = TTGlyphPen(None)
    glyphs[bar].draw(TransformPen(pen, (stretch, 0, 0, 1, -outline.xMin * stretch, 0)))
    font["glyf"][dash] = pen.glyph()
    font["hmtx"][dash] = (EM, 0)


def compose_signs(font: TTFont) -> None:
    """Add the signs of ``COMPOSED`` that the font lacks."""
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    for sign, parts in COMPOSED.items():
        if ord(sign) in cmap:
            continue
        if len(parts) == 1:
            name = cmap[ord(parts)]
        else:
            name = f"composed{ord(sign):04X}"
            pen = TTGlyphPen(None)
            for part in parts:
                recording = DecomposingRecordingPen(glyphs)
                glyphs[cmap[ord(part)]].draw(recording)
                recording.replay(pen)
            font.setGlyphOrder([*font.getGlyphOrder(), name])
            font["glyf"][name] = pen.glyph()
            font["glyf"][name].recalcBounds(font["glyf"])
            font["hmtx"][name] = (EM, font["glyf"][name].xMin)
        for table in font["cmap"].tables:
            if table.isUnicode() and table.format in (4, 12):
                table.cmap[ord(sign)] = name


def widths(fonts: dict[str, TTFont]) -> str:
    """The advance widths of all characters that are not 1 em wide, as JSON.

    A character that the bold face lacks is set in regular, so it has that width.
    """
    regular, bold = character_widths(fonts["regular"]), character_widths(fonts["bold"])
    table: dict[str, Any] = {
        "em": EM,
        "ascent": fonts["regular"]["OS/2"].sTypoAscender,
        "descent": -fonts["regular"]["OS/2"].sTypoDescender,
    }
    for face, found in (("regular", regular), ("bold", regular | bold)):
        by_width: dict[str, str] = {}
        for code, width in sorted(found.items()):
            if width != EM and code != SOFT_HYPHEN:
                by_width[str(width)] = by_width.get(str(width), "") + chr(code)
        table[face] = dict(sorted(by_width.items(), key=lambda item: int(item[0])))
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def character_widths(font: TTFont) -> dict[int, int]:
    """The advance width of every character, in thousandths of an em."""
    return {code: font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items()}


if __name__ == "__main__":
    main()
