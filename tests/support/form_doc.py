"""The tables of docs/forms.md that are made from the program: what ``computed`` and ``codec`` can be.

``python -m tests.support.form_doc`` writes them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from perfdesk.model.form.definition import BlockKind
from perfdesk.model.language.computed_kind import ComputedKind, RowKind
from perfdesk.model.language.registry import CODECS, COMPUTED_KINDS

FILE = Path(__file__).parents[2] / "docs" / "forms.md"
_BLOCKS: Mapping[BlockKind, str] = {
    BlockKind.BUDGET: "资金表",
    BlockKind.INDICATORS: "指标表",
    BlockKind.ROWS: "其他固定行的表",
}
_PLAIN = "普通行"


def renewed(text: str) -> str:
    """The page with its tables as the program has them now."""
    for name, lines in (("codec", _codecs()), ("computed", _computed())):
        table = "\n".join(lines)
        text, count = re.subn(
            rf"(<!-- {name}：[^\n]*-->\n).*?(<!-- /{name} -->)",
            lambda match, table=table: f"{match[1]}{table}\n{match[2]}",  # type: ignore[misc]
            text,
            flags=re.DOTALL,
        )
        assert count == 1, f"docs/forms.md has no place for {name}"
    return text


def _codecs() -> Iterator[str]:
    yield from ("| `codec` | 写几项 | 怎样写、怎样读回 |", "|---|---|---|")
    for codec in CODECS.values():
        yield _line((f"`{codec.key}`", str(codec.count), codec.remark))


def _computed() -> Iterator[str]:
    """A line for each name and meaning; the blocks in which it means the same stand together."""
    yield from ("| `computed` | 写在哪里 | 显示什么 | `of` |", "|---|---|---|---|")
    places: dict[tuple[str, str, str], list[str]] = {}
    for place in (_PLAIN, *_BLOCKS.values()):
        for kind in sorted(COMPUTED_KINDS, key=lambda kind: kind.key):
            if place in _places(kind):
                shown = f"{kind.title}（{kind.remark}）" if kind.remark else kind.title
                places.setdefault((kind.key, shown, kind.of_remark), []).append(place)
    for (key, shown, of), where in places.items():
        yield _line((f"`{key}`", "、".join(where), shown, of))


def _places(kind: ComputedKind) -> Sequence[str]:
    return [_BLOCKS[block] for block in kind.blocks] if isinstance(kind, RowKind) else [_PLAIN]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")


if __name__ == "__main__":
    FILE.write_text(renewed(FILE.read_text(encoding="utf-8")), encoding="utf-8")
