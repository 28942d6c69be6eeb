"""The search for garbage, kept short: a long one would hold up a keystroke."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from time import perf_counter
from typing import Any

_LONG_S = 0.008
# Of Python's three ages, how many objects more make a search in the first, and how many of such
# searches one in the next. A search of all then meets some 40,000 new objects at most.
_THRESHOLDS = 4000, 3, 2


class ShortSearch:
    """Watches the searches through all objects; after a long one, what it left is not looked at again.

    A library of 10,000 projects and all its indicators are 600,000 objects, and a search through them takes
    0.4 s. They end by themselves when nothing refers to them; only what refers to itself in a circle and
    was there at a long search stays until the program ends.
    """

    def __init__(self) -> None:
        self._began = 0.0

    def __call__(self, phase: str, info: Mapping[str, Any]) -> None:
        """Called by Python before ("start") and after ("stop") every search."""
        if phase == "start":
            self._began = perf_counter()
        elif info["generation"] == len(_THRESHOLDS) - 1 and perf_counter() - self._began > _LONG_S:
            gc.freeze()


def search_shortly() -> None:
    """Search for garbage from now on, and not in what is there now; to be called once."""
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    gc.callbacks.append(ShortSearch())
    gc.enable()
