"""Two forms side by side: which block, line and column of the one stands for which of the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from perfdesk.model.conversion.level_match import matching_level
from perfdesk.model.form.definition import Block, Field, FormDefinition, Level
from perfdesk.model.value.folding import folded_label

_MOST_CACHED = 64


class Pairing(NamedTuple):
    """Fields or columns: those of the old form by key, those of the new one by key, and old key → new key."""

    old: Mapping[str, Field]
    new: Mapping[str, Field]
    partners: Mapping[str, str]

    def of(self, values: Collection[str]) -> tuple[Collection[str], Mapping[str, str]]:
        """The keys of the old form, and those of some values that it no longer has; their partners."""
        strange = [key for key in values if key not in self.old]
        if not strange:
            return self.old, self.partners
        # Values of an earlier edition of the form have a key, and no label any more.
        names = {key: (field.label,) for key, field in self.old.items()} | dict.fromkeys(strange, ())
        return names, _partners(names, {key: (field.label,) for key, field in self.new.items()})


class FormPair:
    """What all records have in common that go from the form ``before`` to the form ``after``.

    It is worked out once, since whole years of projects go the same way.
    """

    def __init__(self, before: FormDefinition, after: FormDefinition) -> None:
        self.before, self.after = before, after
        self.blocks = _block_partners(before, after)
        """The new form's block for each block of the old one, by key."""
        self._pairings: dict[tuple[str, str], Pairing] = {}
        self._lines: dict[str, Mapping[str, str]] = {}
        self._levels: dict[tuple[str, str, str], Level | None] = {}

    def fields(self) -> Pairing:
        """The fields."""
        return self._pairing(("", ""), self.before.fields, self.after.fields)

    def columns(self, old: Block, new: Block | None) -> Pairing:
        """The columns of two blocks; of one that has no partner where ``new`` is ``None``."""
        places = old.key, "" if new is None else new.key
        return self._pairing(places, old.columns, () if new is None else new.columns)

    def lines(self, old: Block, new: Block) -> Mapping[str, str]:
        """The new block's line for each line of the old one, by key."""
        if old.key not in self._lines:
            names = {line.key: (line.name, line.label) for line in old.lines}
            wanted = {line.key: (line.name, line.label) for line in new.lines}
            self._lines[old.key] = _partners(names, wanted)
        return self._lines[old.key]

    def level(self, level1: str, level2: str, old: Block, new: Block) -> Level | None:
        """The level of ``new`` for one of ``old``, as :func:`matching_level` finds it."""
        wanted = old.key, level1, level2
        if wanted not in self._levels:
            found = matching_level(level1, level2, old.levels, new.levels)
            if not any((level.level1, level.level2) == (level1, level2) for level in old.levels):
                return found  # typed by hand: there is no end of them
            self._levels[wanted] = found
        return self._levels[wanted]

    def _pairing(self, places: tuple[str, str], old: Sequence[Field], new: Sequence[Field]) -> Pairing:
        if places not in self._pairings:
            existing, wanted = {field.key: field for field in old}, {field.key: field for field in new}
            names = {key: (field.label,) for key, field in existing.items()}
            partners = _partners(names, {key: (field.label,) for key, field in wanted.items()})
            self._pairings[places] = Pairing(existing, wanted, partners)
        return self._pairings[places]


_cached: dict[tuple[int, int], FormPair] = {}


def form_pair(before: FormDefinition, after: FormDefinition) -> FormPair:
    """The pair of two forms, the same object for the same two."""
    key = id(before), id(after)  # a pair holds its forms, so no others have their ids
    if key not in _cached:
        if len(_cached) >= _MOST_CACHED:
            _cached.clear()
        _cached[key] = FormPair(before, after)
    return _cached[key]


def _block_partners(before: FormDefinition, after: FormDefinition) -> dict[str, Block]:
    """The other form's block for each block; where both have one of a kind, they are partners too."""
    old, new = before.blocks, after.blocks
    keys = _partners({block.key: (block.label,) for block in old}, {it.key: (it.label,) for it in new})
    pairs: dict[str, Block] = {}
    for block in old:
        alike = [other for other in new if (other.kind, other.grows) == (block.kind, block.grows)]
        alone = len(alike) == 1 and sum(other.kind is block.kind for other in old) == 1
        wanted = keys.get(block.key, alike[0].key if alone else "")
        partner = next((other for other in alike if other.key == wanted), None)
        if partner is not None:
            pairs[block.key] = partner
    return pairs


def _partners(old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Pairs of keys: the same key, else the same name; both map keys to the names of what they stand for."""
    pairs = {key: key for key in old if key in new}
    free = {folded_label(name): key for key, names in new.items() if key not in pairs for name in names}
    for key, names in old.items():
        found = next((free[name] for name in map(folded_label, names) if name in free), None)
        if key not in pairs and found is not None and found not in pairs.values():
            pairs[key] = found
    return pairs
