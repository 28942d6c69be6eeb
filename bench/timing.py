"""Times of two ways to do the same work, measured in turns so that both meet the same machine."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """Measured values of one kind: milliseconds or megabytes."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The value in the middle."""
        return statistics.median(self.values)

    @property
    def p99(self) -> float:
        """The least value that at least 99% of the values do not exceed."""
        ordered = sorted(self.values)
        return ordered[math.ceil(0.99 * len(ordered)) - 1]

    @property
    def most(self) -> float:
        """The greatest value."""
        return max(self.values)


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def in_turns(rounds: int, *works: Callable[[], float], warm_up: int = 1) -> tuple[Sample, ...]:
    """Measure each of ``works`` ``rounds`` times, in turns, each round in the other order.

    Each work does its own timing and returns the value; garbage of the one before is collected
    first. The first ``warm_up`` rounds are not counted.
    """
    values: list[list[float]] = [[] for _ in works]
    for number in range(-warm_up, rounds):
        order = range(len(works)) if number % 2 else range(len(works) - 1, -1, -1)
        for index in order:
            gc.collect()
            value = works[index]()
            if number >= 0:
                values[index].append(value)
    return tuple(Sample(tuple(row)) for row in values)


def growth(small: Sequence[float], large: Sequence[float]) -> float:
    """How many times the median grows."""
    return statistics.median(large) / statistics.median(small)
