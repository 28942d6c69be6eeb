"""The shape of a codec: how the values of one cell are written in it and read back from it.

A codec is a module in :mod:`perfdesk.model.language.codec` that states everything about it;
:mod:`perfdesk.model.language.registry` finds it there.
"""

from __future__ import annotations

from collections.abc import Sequence

from perfdesk.model.form.definition import Field


class Codec:
    """A way to write the values of one cell; this one writes a single value as it is.

    ``key`` is what form.toml writes (``""``: no codec), ``remark`` what docs/forms.md says of it.
    ``count`` is how many values the cell holds; ``asked`` are those that the cell is called and filled in by.
    """

    key = ""
    remark = ""
    count = 1
    asked = slice(None)

    def problem(self, fields: Sequence[Field]) -> str:
        """What the values of a cell lack for this codec, in Chinese with the remedy; ``""`` for nothing."""
        return ""

    def join(self, texts: Sequence[str], choices: Sequence[str] = ()) -> str:
        """The values of a cell as the one text it shows; ``choices`` are those of the first value."""
        return texts[0]

    def edit_text(self, texts: Sequence[str]) -> str:
        """What an editor of the cell opens with."""
        return self.join(texts)

    def split(self, text: str, before: Sequence[str]) -> tuple[str, ...]:
        """A typed text as the values of its cell; ``before`` are the values it replaces."""
        return tuple(self.stored(text) for _ in before)

    def stored(self, text: str) -> str:
        """A single value without what the form prints around it."""
        return text
