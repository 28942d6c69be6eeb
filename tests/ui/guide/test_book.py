"""The guide is whole: every command, check, form and screen has its place, and every link goes somewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from perfdesk import paths
from perfdesk.cli.commands import NAMES
from perfdesk.model.checks import completeness
from perfdesk.model.checks.finding import Severity
from perfdesk.ui.command.command import Command
from perfdesk.ui.guide import form_page
from perfdesk.ui.guide.book import Book, GuidePlace
from tests.support.golden_sheet import filled_record, sheet_of
from tests.support.library import FORMS

PACKAGE = Path(__file__).parents[3] / "perfdesk"
CODE = re.compile(r"(across|arithmetic|carried|completeness|identity|logic|platform|units|wording)\.[a-z-]+")


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(paths.guide_folder(), FORMS)


def anchors(html: str) -> set[str]:
    return set(re.findall(r'<a name="([^"]+)">', html))


def checked_nodes() -> Iterator[ast.AST]:
    for file in sorted((PACKAGE / "model/checks").glob("*.py")):
        yield from ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def codes() -> set[str]:
    """Every code that the checks can produce, by reading them."""
    found = {
        node.value
        for node in checked_nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }
    made = [
        node
        for node in checked_nodes()
        if isinstance(node, ast.JoinedStr)
        and isinstance(node.values[0], ast.Constant)
        and re.match(r"[a-z]+\.$", str(node.values[0].value))
    ]
    assert len(made) == 1, "list the codes of this f-string below, too"
    return found | {f"completeness.{name}" for name in completeness._ASKED.values()}


def severities() -> Iterator[tuple[str, Severity]]:
    """The codes that are written right before their severity."""
    for node in checked_nodes():
        values = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [])
        for code, severity in pairwise(values):
            if (
                isinstance(code, ast.Constant)
                and isinstance(code.value, str)
                and CODE.fullmatch(code.value)
                and isinstance(severity, ast.Attribute)
            ):
                yield code.value, Severity[severity.attr]


def test_every_check_has_its_place_and_no_other_is_told_of(book: Book) -> None:
    told = [check.code for check in book.checks]
    assert set(told) == codes(), "tell of it in resources/guide/checks.toml"
    assert len(told) == len(set(told))
    assert set(told) <= anchors(book.html("checks"))


def test_severities_are_those_of_the_code(book: Book) -> None:
    told = {check.code: check.severity for check in book.checks}
    known = dict(severities())
    assert len(known) > 40
    assert {code: told[code] for code in known} == known


def test_every_command_has_its_place(book: Book) -> None:
    missing = {command.name for command in Command} - set(book.pages_of_commands)
    assert not missing, f"tell of them on a page of resources/guide, as {{{'}, {'.join(sorted(missing))}}}"
    assert {command.name for command in Command} <= anchors(book.html("keys"))


def test_every_link_goes_somewhere(book: Book) -> None:
    places = {key: anchors(book.html(key)) for key in book.keys}
    for key in book.keys:
        for address in re.findall(r"<a href=['\"]([^'\"]+)['\"]", book.html(key)):
            place = GuidePlace.parse(address if not address.startswith("#") else key + address)
            assert place.page in places, f"{key}: {address}"
            assert not place.anchor or place.anchor in places[place.page], f"{key}: {address}"


def test_nothing_is_left_to_fill_in_and_every_page_is_listed(book: Book) -> None:
    written = {file.stem for file in paths.guide_folder().glob("*.html")}
    assert written == {key for key in book.keys if not key.startswith("form-")}
    for key in book.keys:
        assert "{{" not in book.html(key)
        assert len(book.plain(key)) > 100


def test_every_form_has_a_page_that_tells_of_each_of_its_cells(book: Book) -> None:
    for form in FORMS.values():
        html = book.html(form_page.key(form))
        assert form.source in book.plain(form_page.key(form))
        for cell in sheet_of(filled_record(form.id)).cells:
            place = GuidePlace.parse(form_page.address(form, cell))
            assert place.page == form_page.key(form)
            assert not place.anchor or place.anchor in anchors(html), cell


def test_a_form_s_page_says_what_the_program_fills_in(book: Book) -> None:
    text = book.plain(form_page.key(FORMS["qinghai-project-2024"]))
    for filled_in in ("满分、合计", "分值、执行率、得分", "得分"):
        assert f"由程序计算：{filled_in}。" in text


def test_every_screen_that_has_a_page_exists(book: Book) -> None:
    classes = {
        node.name
        for file in (PACKAGE / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert set(book.screens) <= classes


def test_every_command_without_a_window_is_told_of(book: Book) -> None:
    text = book.plain("command-line")
    for command in NAMES:
        assert f"perfdesk {command} " in text


def test_searching_finds_pages_that_hold_all_words(book: Book) -> None:
    assert "carry" in list(book.search("结转 年度"))
    assert list(book.search("执行率 ABCDEF")) == []
    assert list(book.search(" ")) == []
    assert "checks" in list(book.search("UNITS.in-value"))


def test_an_unknown_page_is_told(book: Book) -> None:
    with pytest.raises(KeyError):
        book.html("nowhere")
