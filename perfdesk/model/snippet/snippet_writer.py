"""Adds a text of a form to the user's own texts (常用语)."""

from __future__ import annotations

from pathlib import Path

from perfdesk.errors import InputProblem
from perfdesk.model.snippet.snippet_loader import FILE_NAME, load_snippets
from perfdesk.model.stock.stock_writer import append_toml, toml_text

_TITLE = 14  # characters of a text that name it


def add_snippet(folder: Path, key: str, template: str) -> bool:
    """Add a template for the field ``key`` to the user's file in a folder; false where it has it already.

    Raises ``InputProblem`` where the file has mistakes or cannot be written.
    """
    book = load_snippets([folder])
    if book.problems:
        raise InputProblem(f"自己的常用语文件有误，请先改正：{book.problems[0]}")
    if any(snippet.template == template and key in snippet.fields for snippet in book.snippets):
        return False
    line = " ".join(template.split())
    title = line if len(line) <= _TITLE else f"{line[:_TITLE]}…"
    lines = (f"title = {toml_text(title)}", f"fields = [{toml_text(key)}]", f"text = {toml_text(template)}")
    append_toml(folder / FILE_NAME, "\n".join(("[[snippet]]", *lines, "")))
    return True


def as_template(text: str) -> str:
    """A text as a template that gives it back: braces are written twice."""
    return text.replace("{", "{{").replace("}", "}}")
