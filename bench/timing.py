"""Measure ways to do the same work in turns, so that all meet the same machine."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Work = TypeVar("Work")
BareWork = TypeVar("BareWork")


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


def milliseconds(work: Callable[..., object], *arguments: object) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work(*arguments)
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


def fresh_rounds(
    rounds: int,
    prepare: Callable[[int], Work],
    ours: Callable[[Work], object],
    bare_work: Callable[[Work], BareWork],
    bare: Callable[[BareWork], object],
) -> tuple[Sample, Sample]:
    """Measure ours and the bare way in turns, each round with work never seen before.

    ``prepare`` makes the work of a round. ``bare_work`` makes of it all that the bare way needs; it is
    called after ours, so that ours finds nothing worked out before it. The first round is not counted.
    """
    times: list[tuple[float, float]] = []
    for number in range(rounds + 1):
        work = prepare(number)
        gc.collect()
        ours_ms = milliseconds(ours, work)
        rest = bare_work(work)
        gc.collect()
        times.append((ours_ms, milliseconds(bare, rest)))
    return Sample(tuple(pair[0] for pair in times[1:])), Sample(tuple(pair[1] for pair in times[1:]))
