"""Rows that are kept with a record and that no form prints as its own."""

from __future__ import annotations

from perfdesk.model.definition import Block
from perfdesk.model.explanation import BLOCK as EXPLANATIONS
from perfdesk.model.pending import BLOCK as CARRIED

ANNOTATIONS: tuple[Block, ...] = (EXPLANATIONS, CARRIED)
"""Their blocks; no form may have a block of one of these keys."""

ANNOTATION_KEYS = frozenset(block.key for block in ANNOTATIONS)
