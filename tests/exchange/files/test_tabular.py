"""The clipboard's tab-separated text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.exchange.files.tabular import read_table, write_table


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("20", [["20"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\t\n\tb", [["a", ""], ["", "b"]]),
        ('"第一行\n第二行"\t完\r\n', [["第一行\n第二行", "完"]]),
        ('"说""好""了\t"\tx', [['说"好"了\t', "x"]]),
        ('“医保+”\t6"管', [["“医保+”", '6"管']]),
        ('"医保+"一件事\t2', [['"医保+"一件事', "2"]]),
        ('"没有收尾\t2', [['"没有收尾', "2"]]),
        ("", [[""]]),
        ("a\r\n\r\nb\r\n", [["a"], [""], ["b"]]),
    ],
)
def test_a_copied_block_is_read_cell_by_cell(text: str, table: list[list[str]]) -> None:
    assert read_table(text) == table


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=8)


@given(st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1)))
def test_what_is_written_is_read_back(table: list[list[str]]) -> None:
    assert read_table(write_table(table)) == table
