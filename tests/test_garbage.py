"""The search for garbage never goes again and again through what stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from perfdesk import garbage_collection
from perfdesk.garbage_collection import ShortSearch


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The seconds that the clock shows; what was put aside is searched again afterwards."""
    seconds = [0.0]
    monkeypatch.setattr(garbage_collection, "perf_counter", lambda: seconds[0])
    yield seconds
    gc.unfreeze()


def _searched(watch: ShortSearch, clock: list[float], generation: int, lasting_s: float) -> None:
    watch("start", {"generation": generation})
    clock[0] += lasting_s
    watch("stop", {"generation": generation})


def test_what_a_long_search_has_left_is_not_looked_at_again(clock: list[float]) -> None:
    kept = [[]]  # type: ignore[var-annotated]
    _searched(ShortSearch(), clock, generation=2, lasting_s=0.1)
    assert not any(known is kept for known in gc.get_objects())


@pytest.mark.parametrize(("generation", "lasting_s"), [(2, 0.001), (1, 0.1)])
def test_after_a_short_search_all_is_searched_again(
    clock: list[float], generation: int, lasting_s: float
) -> None:
    kept = [[]]  # type: ignore[var-annotated]
    _searched(ShortSearch(), clock, generation, lasting_s)
    assert any(known is kept for known in gc.get_objects())


def test_what_was_left_ends_with_the_last_that_refers_to_it(clock: list[float]) -> None:
    class Library:
        ended = False

        def __del__(self) -> None:
            Library.ended = True

    library = Library()
    _searched(ShortSearch(), clock, generation=2, lasting_s=0.1)
    del library
    assert Library.ended
