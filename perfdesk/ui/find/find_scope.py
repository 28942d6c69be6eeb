"""Decides where a search looks: the open form, its unit, its year, or the whole library."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from perfdesk.model.library.library import Library
from perfdesk.ui.tree.node import ROOT, NodeKind, id_of, kind_of


class Scope(Enum):
    """How far a search goes."""

    FORM = auto()
    UNIT = auto()
    YEAR = auto()
    LIBRARY = auto()


class FindPlace(NamedTuple):
    """Where a search starts from: ids of a record and a unit, and a year; ``None`` where there is none."""

    record: int | None = None
    unit: int | None = None
    year: int | None = None

    @classmethod
    def at(cls, library: Library, node: int) -> FindPlace:
        """The place of a node of the tree."""
        if node == ROOT:
            return cls()
        kind, node_id = kind_of(node), id_of(node)
        if kind is NodeKind.RECORD:
            summary = library.tree.summary(node_id)
            return cls(node_id, summary.unit_id, summary.year)
        if kind is NodeKind.UNIT:
            year = next((unit.year for unit in library.tree.all_units() if unit.id == node_id), None)
            return cls(None, node_id, year)
        return cls(None, None, node_id)

    def part(self, scope: Scope) -> int | None:
        """What of it decides where a search looks."""
        return {Scope.FORM: self.record, Scope.UNIT: self.unit, Scope.YEAR: self.year}.get(scope)

    def nearest(self, scope: Scope) -> Scope:
        """That scope, or the next wider one that there is here."""
        for wider in list(Scope)[list(Scope).index(scope) :]:
            if self.part(wider) is not None:
                return wider
        return Scope.LIBRARY


def records_in(library: Library, place: FindPlace, scope: Scope) -> tuple[int, ...]:
    """The records to look through, as the tree lists them; the scope is widened where it must be."""
    scope = place.nearest(scope)
    if scope is Scope.FORM and place.record is not None:
        return (place.record,)
    if scope is Scope.UNIT and place.unit is not None:
        return tuple(summary.id for summary in library.tree.records(place.unit))
    return library.texts.records(place.year if scope is Scope.YEAR else None)
