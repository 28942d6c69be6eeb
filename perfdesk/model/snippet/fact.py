"""Holds one number or text of a filled form, as a text that names it (常用语) writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A number or text of the form, as it is written.

    ``items`` make a list, written as ``text`` where it is empty; of a list too long for its place, the last
    ones are only counted.
    """

    text: str
    items: tuple[str, ...] = ()

    def written(self, most: int | None = None) -> str:
        """The fact; of a list at most ``most`` items."""
        if not self.items:
            return self.text
        if most is None or most >= len(self.items):
            return "、".join(self.items)
        return "、".join(self.items[:most]) + f"等{len(self.items)}项"
