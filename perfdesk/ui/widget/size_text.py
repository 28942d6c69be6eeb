"""How large a file is, as people read it."""

from __future__ import annotations

from perfdesk.model.kept.attachment import MB

_KB = 1 << 10


def size_text(size: int) -> str:
    """How large a file is, as people read it: 3.4 MB."""
    if size >= MB:
        return f"{size / MB:.1f} MB"
    return f"{max(size / _KB, 0.1):.1f} KB"
