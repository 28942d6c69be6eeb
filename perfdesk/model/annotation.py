"""Rows that are kept with a record and that no form prints as its own."""

from __future__ import annotations

from perfdesk.model.definition import Block
from perfdesk.model.explanation import BLOCK as EXPLANATIONS
from perfdesk.model.pending import BLOCK as CARRIED
from perfdesk.model.snippet import BLOCK as SNIPPETS

ANNOTATIONS: tuple[Block, ...] = (EXPLANATIONS, CARRIED, SNIPPETS)
"""Their blocks; no form may have a block of one of these keys."""

NOT_COPIED = frozenset({EXPLANATIONS.key, CARRIED.key})
"""Those that hold for no copy of a record: what was said to the warnings of one says nothing of another."""
