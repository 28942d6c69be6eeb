"""A TrueType font file: which characters it has, and a smaller file with some of its glyphs.

It reads the fonts that ``packaging/make_fonts.py`` makes: 1000 units an em, a ``cmap`` of format 12,
a ``loca`` of long offsets, no composite glyphs. The tables are laid out as in ISO/IEC 14496-22, clause 5.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

_ENTRY = struct.Struct(">4sIII")  # tag, checksum, offset, length
_WHOLE_FILE_SUM = 0xB1B0AFBA


class FontFile:
    """One font; lengths are in thousandths of an em. Raises ``ValueError`` for another kind of file."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        (count,) = struct.unpack_from(">4xH", self._data)
        entries = [_ENTRY.unpack_from(self._data, _ENTRY.size * index + 12) for index in range(count)]
        self._tables = {tag.decode(): slice(offset, offset + size) for tag, _, offset, size in entries}
        units, long_offsets = self._read(">18xH30xH", "head")
        if (units, long_offsets) != (1000, 1):
            raise ValueError(f"{path.name} is not a font that make_fonts.py made")
        self._offsets = _numbers("I", self._table("loca"))
        (self._full_metrics,) = self._read(">34xH", "hhea")

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """Code point → glyph."""
        cmap = self._table("cmap")
        (count,) = struct.unpack_from(">2xH", cmap)
        for index in range(count):
            (at,) = struct.unpack_from(">4xI", cmap, 4 + 8 * index)
            (form,) = struct.unpack_from(">H", cmap, at)
            if form == 12:
                (groups,) = struct.unpack_from(">12xI", cmap, at)
                runs = struct.iter_unpack(">III", cmap[at + 16 : at + 16 + 12 * groups])
                return {
                    code: glyph + code - first
                    for first, last, glyph in runs
                    for code in range(first, last + 1)
                }
        raise ValueError("the font has no cmap of format 12")

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """The box around all glyphs: left, bottom, right, top."""
        left, bottom, right, top = self._read(">36x4h", "head")
        return left, bottom, right, top

    @cached_property
    def heights(self) -> tuple[int, int, int]:
        """Ascent, descent (below 0) and the height of capitals."""
        ascent, descent, capitals = self._read(">68x2h16xh", "OS/2")
        return ascent, descent, capitals

    def width(self, glyph: int) -> int:
        """The advance width of a glyph."""
        at = self._tables["hmtx"].start + 4 * min(glyph, self._full_metrics - 1)
        width: int = struct.unpack_from(">H", self._data, at)[0]
        return width

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A font file of these glyphs, renumbered from 0 in their order, without a ``cmap``."""
        outlines = bytearray()
        offsets = array("I", [0])
        base = self._tables["glyf"].start
        for glyph in glyphs:
            outlines += self._data[base + self._offsets[glyph] : base + self._offsets[glyph + 1]]
            outlines += b"\0" * (-len(outlines) % 4)
            offsets.append(len(outlines))
        metrics = b"".join(struct.pack(">Hh", self.width(glyph), self._left(glyph)) for glyph in glyphs)
        count = struct.pack(">H", len(glyphs))
        return _assembled(
            {
                "glyf": bytes(outlines),
                "head": _with(self._table("head"), 8, b"\0\0\0\0"),
                "hhea": _with(self._table("hhea"), 34, count),
                "hmtx": metrics,
                "loca": _big_endian(offsets),
                "maxp": _with(self._table("maxp"), 4, count),
            }
        )

    def _left(self, glyph: int) -> int:
        """The left side bearing of a glyph."""
        # Past the full entries of ``hmtx`` stand side bearings alone.
        bare = max(0, glyph - self._full_metrics + 1)
        at = self._tables["hmtx"].start + 4 * min(glyph, self._full_metrics - 1) + 2 + 2 * bare
        left: int = struct.unpack_from(">h", self._data, at)[0]
        return left

    def _table(self, tag: str) -> bytes:
        return self._data[self._tables[tag]]

    def _read(self, layout: str, tag: str) -> tuple[int, ...]:
        return struct.unpack_from(layout, self._data, self._tables[tag].start)


def _assembled(tables: dict[str, bytes]) -> bytes:
    """A font file of the tables."""
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">I4H", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    directory = b""
    body = b""
    start = len(header) + _ENTRY.size * count
    starts = {}
    for tag, table in sorted(tables.items()):
        starts[tag] = start + len(body)
        directory += _ENTRY.pack(tag.encode(), _sum(table), starts[tag], len(table))
        body += table + b"\0" * (-len(table) % 4)
    font = header + directory + body
    return _with(font, starts["head"] + 8, struct.pack(">I", (_WHOLE_FILE_SUM - _sum(font)) & 0xFFFFFFFF))


def _with(table: bytes, at: int, value: bytes) -> bytes:
    return table[:at] + value + table[at + len(value) :]


def _sum(table: bytes) -> int:
    return sum(_numbers("I", table + b"\0" * (-len(table) % 4))) & 0xFFFFFFFF


def _numbers(kind: str, data: bytes) -> array[int]:
    numbers = array(kind, data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _big_endian(numbers: array[int]) -> bytes:
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tobytes()
