"""Blocks that no spreadsheet copies: read within bounds, and said what was left out."""

from __future__ import annotations

import time

import pytest

from perfdesk.bounds import MOST_PASTED_COLUMNS, MOST_PASTED_ROWS, MOST_TEXT
from perfdesk.exchange.reading.clipboard_in import read_block, read_html_table

ROW = "<table><tr><td>"
HTML = {
    "merged without end": "<table><tr>" + "<td rowspan=1000 colspan=1000>x" * 20 + "</table>",
    "merged in every row": "<table>" + "<tr><td rowspan=9999 colspan=9>x" * 5000,
    "cells": "<table><tr>" + "<td>" * 500_000,
    "rows": "<table>" + "<tr><td>x" * 100_000,
    "comments": ROW + "<!--" * 500_000,
    "attributes": ROW + "</td><td " + "a='b " * 400_000,
    "open quotes": ROW + "</td><td " + 'a="' * 700_000,
    "signs": ROW + "<" * 2_000_000,
    "paragraphs": ROW + "<p>x" * 500_000,
    "styles": ROW + "<style>" * 300_000,
    "references": ROW + "&" * 2_000_000,
    "breaks": ROW + "汉 \n" * 600_000,
}
PLAIN = {
    "tabs": "\t" * 2_000_000,
    "lines": "\n" * 2_000_000,
    "quotes": '"' * 2_000_000,
    "quoted cells": '"a\t' * 600_000,
}


@pytest.mark.parametrize("name", [*HTML, *PLAIN])
def test_it_takes_a_bounded_time_and_says_what_is_left_out(name: str) -> None:
    problems: list[str] = []
    started = time.process_time()
    block = read_block(PLAIN.get(name, ""), HTML.get(name, ""), problems)
    assert time.process_time() - started < 10
    assert len(block) <= MOST_PASTED_ROWS
    assert max(map(len, block)) <= MOST_PASTED_COLUMNS
    assert all(len(cell) <= MOST_TEXT for row in block for cell in row)
    (problem,) = problems
    assert "只取了开头的部分" in problem


@pytest.mark.parametrize(
    ("html", "cells"),
    [
        (f"{ROW}<![foo[ x ]]>a", [["a"]]),
        (f"{ROW}<![if !vml]>a<![endif]>b", [["ab"]]),
        (f"<table><tr><td rowspan={'9' * 5000}>a<td>b<tr><td>c", [["a", "b"], ["", "c"]]),
        (f"{ROW}&#{'9' * 5000};&#x{'f' * 5000};a", [["\ufffd\ufffda"]]),
        (f"{ROW}a < b &lt; c</td", [["a < b < c"]]),
        ("<table><tr><td title='a>b' colspan = 2>x</td><TD>y", [["x", "", "y"]]),
        (f"{ROW}<style>td > p {{ }} <td></style>x<script>'</td>'</script>", [["x"]]),
        (f"{ROW}x</td><td/><td>y", [["x", "", "y"]]),
    ],
)
def test_what_is_wrong_in_it_is_read_as_browsers_do(html: str, cells: list[list[str]]) -> None:
    assert read_html_table(html) == cells


def test_nothing_is_said_of_an_ordinary_block() -> None:
    problems: list[str] = []
    assert read_block("a\tb\r\nc\td\r\n", "", problems) == [["a", "b"], ["c", "d"]]
    assert problems == []
