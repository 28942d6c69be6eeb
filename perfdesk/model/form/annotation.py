"""Rows that are stored with a record and that no form prints as its own."""

from __future__ import annotations

from perfdesk.model.form.definition import Block, BlockKind, Field

EXPLANATIONS = Block(
    key="explanations",
    kind=BlockKind.ROWS,
    label="核实说明",
    columns=(Field("code", "问题编号"), Field("place", "位置"), Field("text", "说明")),
)
"""What was said to warnings that stand (核实说明)."""

CARRIED = Block(
    key="carried",
    kind=BlockKind.ROWS,
    label="结转值",
    columns=(
        Field("year", "结转自年度"),
        Field("place", "位置"),
        Field("keys", "各栏"),
        Field("source", "编号"),
    ),
)
"""The pending marks (待确认) of carried values, and where the record was carried from."""

SNIPPETS = Block(
    key="snippets",
    kind=BlockKind.ROWS,
    label="常用语",
    columns=(Field("field", "填写处"), Field("template", "常用语"), Field("text", "填出的文字")),
)
"""From what the texts of a record were filled (常用语).

``text`` is what the template last gave. A field follows its template as long as it still says that; blank,
it does not follow.
"""

ANNOTATIONS: tuple[Block, ...] = (EXPLANATIONS, CARRIED, SNIPPETS)
"""All of them; no form may have a block of one of these keys."""

NOT_COPIED = frozenset({EXPLANATIONS.key, CARRIED.key})
"""Those that hold for no copy of a record: what was said to the warnings of one says nothing of another."""
