"""A text added to the user's own (常用语) is offered again as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdesk.errors import InputProblem
from perfdesk.model.snippet.snippet_loader import FILE_NAME, load_snippets
from perfdesk.model.snippet.snippet_writer import add_snippet, as_template

TEXT = '“一”是{重点}：\n\t100%完成\\按期，"二"是控制成本。'


def test_it_is_read_again(tmp_path: Path) -> None:
    assert add_snippet(tmp_path / "forms", "conclusion", as_template(TEXT))
    assert add_snippet(tmp_path / "forms", "problems", "得分{total}分。")
    book = load_snippets([tmp_path / "nothing", tmp_path / "forms"])
    assert book.problems == ()
    first, second = book.snippets
    assert (first.fields, first.template, first.own) == (("conclusion",), as_template(TEXT), True)
    assert first.template.format() == TEXT
    assert (second.title, second.template) == ("得分{total}分。", "得分{total}分。")


def test_one_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    assert add_snippet(tmp_path, "conclusion", "好。")
    assert not add_snippet(tmp_path, "conclusion", "好。")
    assert add_snippet(tmp_path, "problems", "好。")


def test_a_file_with_mistakes_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("[[snippet]", encoding="utf-8")
    with pytest.raises(InputProblem, match="有误"):
        add_snippet(tmp_path, "conclusion", "好。")
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == "[[snippet]"
