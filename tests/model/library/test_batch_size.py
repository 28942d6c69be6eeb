"""How large the parts of a large operation become."""

from itertools import chain, repeat

import pytest

from perfdesk.model.library import batch_size
from perfdesk.model.library.batch_size import BatchSize


def sizes(monkeypatch: pytest.MonkeyPatch, seconds: list[float]) -> list[int]:
    """The number of records of each part where they take so long, and of the next."""
    times = iter(list(chain.from_iterable(zip(repeat(0.0), seconds, strict=False))))
    monkeypatch.setattr(batch_size, "perf_counter", lambda: next(times))
    learning, found = BatchSize(), []
    for _ in seconds:
        found.append(learning.records)
        with learning.part():
            pass
    return [*found, learning.records]


def test_short_parts_grow_and_long_ones_shrink(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sizes(monkeypatch, [0.01, 0.01, 0.03, 0.2, 0.03]) == [2, 4, 8, 8, 4, 4]


def test_a_part_is_never_empty_and_never_without_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sizes(monkeypatch, [1.0] * 5)[-1] == 1
    assert max(sizes(monkeypatch, [0.0] * 20)) == 256
