"""The tree of a library as views list it: years, units and records with what is computed of each."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.checks.state import State


class UnitSummary(NamedTuple):
    """A unit (单位) of one year; ``position`` counts the year's units from 0."""

    id: int
    year: int
    name: str
    position: int


# Named tuples: ten thousand of them are made when a library opens, five times faster than dataclasses.
class RecordSummary(NamedTuple):
    """A record (项目) as the tree lists it.

    ``total`` is the form's total in points, ``None`` while a score is missing, and ``grade`` its
    grade. ``position`` counts the unit's records from 0. ``errors`` and ``warnings`` count what 审核 found.
    ``fingerprint`` is that of what the record prints, ``""`` where its form is unknown.
    """

    id: int
    unit_id: int
    year: int
    form: str
    name: str
    code: str
    total: Decimal | None
    grade: str | None
    state: State
    position: int
    errors: int = 0
    warnings: int = 0
    fingerprint: str = ""


class RecordStatus(NamedTuple):
    """What is computed of a record and stored beside it, so that the tree opens without computing.

    ``errors`` and ``warnings`` count what 审核 found in the form itself, ``across`` the warnings that it
    found beside the other forms of the unit.
    """

    name: str
    code: str
    total: Decimal | None
    grade: str | None
    state: State
    errors: int = 0
    warnings: int = 0
    fingerprint: str = ""
    across: int = 0
