"""Learns how many records one transaction of a large operation takes in, so that none lasts long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

_LONG_S = 0.04  # with what follows it, far from the tenth of a second at which a window is late
_SHORT_S = 0.016
_FIRST = 2
_MOST = 256


class BatchSize:
    """Learns from each part how large the next should be: on an old disk smaller than on a fast one."""

    def __init__(self) -> None:
        self.records = _FIRST

    @contextmanager
    def part(self) -> Iterator[None]:
        """The time in which one part of :attr:`records` is done."""
        start = perf_counter()
        yield
        took = perf_counter() - start
        if took > _LONG_S:
            self.records = max(1, self.records // 2)
        elif took < _SHORT_S:
            self.records = min(_MOST, self.records * 2)
