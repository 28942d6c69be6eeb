"""Finds keys of a form that are surely misspelt: one letter away from one that the program knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Misspelling(NamedTuple):
    """A key by its place among the keys, as written and as meant."""

    place: int  # counts from 0
    written: str
    meant: str


def misspellings(keys: Sequence[str], expected: Iterable[str]) -> Iterator[Misspelling]:
    """The misspelt among ``keys``, all of one place: each stands for one of ``expected`` that is missing.

    Surely misspelt is what differs within the word, by one letter dropped, added or replaced or by two
    neighbours swapped; other keys, also units beside unit or level4 beside level3, are a form's own.
    """
    own = set(keys).difference(expected := tuple(expected))
    for meant in expected:
        if meant not in keys:
            for place, written in enumerate(keys):
                if written in own and _one_letter_apart(written, meant):
                    yield Misspelling(place, written, meant)


def _one_letter_apart(one: str, other: str) -> bool:
    if not one or one == other or one[0] != other[0] or one[-1] != other[-1]:
        return False
    if len(one) == len(other):
        unlike = [at for at in range(len(one)) if one[at] != other[at]]
        first, last = unlike[0], unlike[-1]
        swapped = last == first + 1 and (one[first], one[last]) == (other[last], other[first])
        return len(unlike) == 1 or swapped
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
