"""The few shapes of HTML that pages of the guide are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def text(written: str) -> str:
    """Plain text as HTML, its line breaks kept."""
    return escape(written, quote=False).replace("\n", "<br>")


def anchor(name: str) -> str:
    """A place that links go to."""
    return f'<a name="{escape(name)}"></a>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int] = ()) -> str:
    """A table of HTML cells; ``widths`` in percent."""
    shares = [f' width="{width}%"' for width in widths] or [""] * len(head)
    heads = "".join(f"<th align='left'{share}>{cell}</th>" for cell, share in zip(head, shares, strict=True))
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table width="100%" cellspacing="0" cellpadding="5" border="1"><tr>{heads}</tr>{body}</table>'
