"""The rows of an SQLite file read page by page, without its trees: for a file that SQLite itself cannot read.

The format is https://sqlite.org/fileformat2.html; the numbers of its sections stand at the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

Value = int | float | str | bytes | None

_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x0A, 0x02
_HEADER = 100
_CHAIN_READS = 4  # each chain belongs to one cell; only a crafted file has more cells than chains
_MOST_COLUMNS = 32  # of this program's tables, and more
_LEAST_ROW = 32  # bytes, about
_USUAL_PAGE = 8192  # what this program's files have


class SalvagedRow(NamedTuple):
    """A row of a table with its rowid, or an entry of an index with ``rowid`` ``None``."""

    rowid: int | None
    values: tuple[Value, ...]


class PageFile:
    """The bytes of a damaged file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = _page_size(data)
        # §1.3.4: some bytes at the end of each page may be reserved; none are in this program's files.
        self._usable = self._size
        self._count = -(-len(data) // self._size)
        self._free = self._free_pages()
        self._strange: set[int] = set()
        self._chained: set[int] = set()
        self._bad_cells = 0
        self._chain_bytes = _CHAIN_READS * len(data)  # that may still be read of overflow pages

    @property
    def bad(self) -> int:
        """How many pages, or rows in them, could not be read so far."""
        return len(self._strange - self._chained) + self._bad_cells

    def rows(self) -> Iterator[SalvagedRow]:
        """All rows and index entries of pages that are in use."""
        for number in range(1, self._count + 1):
            if number not in self._free:
                yield from self._rows_of(number)

    def _rows_of(self, number: int) -> Iterator[SalvagedRow]:
        page = self._page(number)
        start = _HEADER if number == 1 else 0
        kind = page[start]
        if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER):
            # A page of an overflow chain begins with the number of the next one, which is below 2**24.
            if kind not in (0x05, 0x00) or not any(page):
                self._strange.add(number)
            return
        pointers = start + (12 if kind == _INDEX_INNER else 8)
        used = 0  # cells of a whole page do not overlap
        for cell in range(min(int.from_bytes(page[start + 3 : start + 5]), self._size // 4)):
            if used > 2 * self._size:
                self._bad_cells += 1
                return
            at = int.from_bytes(page[pointers + 2 * cell : pointers + 2 * cell + 2])
            try:
                found, length = self._cell(page, at + (4 if kind == _INDEX_INNER else 0), kind == _TABLE_LEAF)
                used += length
                yield found
            except (IndexError, ValueError, OverflowError):
                self._bad_cells += 1
                used += _LEAST_ROW

    def _cell(self, page: bytes, at: int, table: bool) -> tuple[SalvagedRow, int]:
        """§1.6; the row, and how many of its bytes lie in this page."""
        length, at = _varint(page, at)
        rowid = None
        if table:
            rowid, at = _varint(page, at)
            rowid -= (rowid >> 63) << 64
        usable = self._usable
        most = usable - 35 if table else (usable - 12) * 64 // 255 - 23
        least = (usable - 12) * 32 // 255 - 23
        here = length
        if length > most:
            here = least + (length - least) % (usable - 4)
            here = here if here <= most else least
        if at + here > usable or length > len(self._data):
            raise ValueError("a cell beyond its page")
        payload = page[at : at + here]
        if length > here:
            payload += self._overflow(int.from_bytes(page[at + here : at + here + 4]), length - here)
        return SalvagedRow(rowid, _values(payload)), here

    def _overflow(self, number: int, length: int) -> bytes:
        parts: list[bytes] = []
        seen: set[int] = set()
        if length > self._chain_bytes:
            raise ValueError("more overflow pages than a whole file has")
        while length > 0 and 1 <= number <= self._count and number not in seen:
            page = self._page(number)
            seen.add(number)
            self._chained.add(number)
            self._chain_bytes -= self._size
            part = page[4 : min(self._usable, 4 + length)]
            parts.append(part)
            length -= len(part)
            number = int.from_bytes(page[:4])
        if length > 0:
            raise ValueError("a chain of overflow pages that breaks off")
        return b"".join(parts)

    def _page(self, number: int) -> bytes:
        page = self._data[(number - 1) * self._size : number * self._size]
        return page.ljust(self._size, b"\0")

    def _free_pages(self) -> set[int]:
        """§1.5: pages in no use, which hold rows deleted long ago."""
        free: set[int] = set()
        trunk = int.from_bytes(self._data[32:36])
        while 1 <= trunk <= self._count and trunk not in free:
            page = self._page(trunk)
            count = int.from_bytes(page[4:8])
            if count > self._size // 4 - 2:
                break
            free.add(trunk)
            free |= {int.from_bytes(page[8 + 4 * leaf : 12 + 4 * leaf]) for leaf in range(count)}
            trunk = int.from_bytes(page[:4])
        return free


def _page_size(data: bytes) -> int:
    size = int.from_bytes(data[16:18])
    size = 65536 if size == 1 else size
    return size if 512 <= size <= 65536 and size & (size - 1) == 0 else _USUAL_PAGE


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for used in range(8):
        byte = data[at + used]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + used + 1
    return value << 8 | data[at + 8], at + 9


def _values(payload: bytes) -> tuple[Value, ...]:
    """§2.1; raises ``ValueError`` for what is no record."""
    end, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
        if len(kinds) > _MOST_COLUMNS:
            raise ValueError("no row of this program")
    values: list[Value] = []
    for kind in kinds:
        length = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)[kind] if kind < 10 else (kind - 12) // 2
        part = payload[at : at + length]
        if kind in (10, 11) or len(part) < length:
            raise ValueError("no record")
        values.append(_value(kind, part))
        at += length
    if at != len(payload):
        raise ValueError("no record")
    return tuple(values)


def _value(kind: int, part: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind < 7:
        return int.from_bytes(part, signed=True)
    if kind == 7:
        raise ValueError("no table of this program has such numbers")
    return part.decode() if kind % 2 else part
