"""Attachments on their way in and out: legal names, programs, files that are stopped half-way."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdesk.errors import InputProblem
from perfdesk.exchange.files.attachment_file import (
    AttachmentNames,
    likely_kind,
    saving,
    source,
    taking_in,
)
from perfdesk.exchange.files.opening import OpeningRule, opening
from perfdesk.model.edit.attachment_edit import add_attachments
from perfdesk.model.kept.attachment import MB, AttachmentKind
from perfdesk.model.library.library import Library
from tests.support.library import FORMS, small_library


def test_names_are_legal_and_written_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "验收单.PDF").touch()
    names = AttachmentNames(tmp_path)
    assert [
        names.take(name) for name in ("验收单.pdf", "验收单.docx", "a/b?.pdf", ".hidden", "v1.2 终稿")
    ] == [
        "验收单 (2).pdf",
        "验收单.docx",
        "a／b？.pdf",
        "hidden",
        "v1.2 终稿",
    ]


def test_programs_are_told_apart() -> None:
    programs = (
        "发票.pdf.exe",
        "A.BAT",
        "脚本.vbs",
        "x.lnk",
        "x.exe. ",
        "控制台.msc",
        "帮助.chm",
        "a.py",
        "a.scf",
    )
    assert {opening(name) for name in programs} == {OpeningRule.REFUSED}
    harmless = ("发票.pdf", "说明.exe.txt", "表.xlsx", "版式.ofd", "照片.JPG", "旧表.et", "a.csv")
    assert {opening(name) for name in harmless} == {OpeningRule.OPENED}


ASKED = [
    "表.xlsm",
    "函.docm",
    "页.html",
    "图.svg",
    "盘.iso",
    "包.zip",
    "pdf",
    "表.xlsx\u3164",
    "a.pdf\n.bin",
    "",
]


@pytest.mark.parametrize("name", ASKED)
def test_what_is_not_known_to_be_harmless_is_asked(name: str) -> None:
    assert opening(name) is OpeningRule.ASKED


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\U000e0041"])
def test_characters_that_do_not_show_hide_no_ending(hidden: str) -> None:
    assert AttachmentNames().take(f"工资{hidden}表.exe{hidden}") == "工资表.exe"
    assert opening(AttachmentNames().take(f"工资表.exe{hidden}")) is OpeningRule.REFUSED


def test_a_kind_is_known_by_its_name() -> None:
    assert likely_kind("自评表（盖章）.pdf") is AttachmentKind.STAMPED
    assert likely_kind("IMG_2024.jpg") is AttachmentKind.EVIDENCE


def test_what_is_too_large_says_how_large(tmp_path: Path) -> None:
    path = tmp_path / "扫描.pdf"
    path.write_bytes(bytes(MB * 3 // 2))
    assert source(path, 2).size == MB * 3 // 2
    with pytest.raises(InputProblem, match="超过每个附件 1 MB 的上限"):
        source(path, 1)


def test_a_large_file_goes_in_and_out_in_steps_and_leaves_nothing_where_it_is_stopped(tmp_path: Path) -> None:
    path, out = tmp_path / "扫描.pdf", tmp_path / "出"
    path.write_bytes(b"x" * (3 * MB))
    out.mkdir()
    with Library.open(small_library(tmp_path), FORMS) as library:
        problems: list[str] = []
        one = source(path, 20)
        steps = list(taking_in(library, [one], problems))
        assert (len(steps), one.steps, problems) == (10, 9, [])
        files = [file for file in steps if file is not None]
        add_attachments(library, 1, files)
        (known,) = library.attachments.of_record(1)
        half = saving(library, known, out / "副本.pdf")
        next(half)
        half.close()
        assert list(out.iterdir()) == []
        assert len(list(saving(library, known, out / "副本.pdf"))) == 3
        assert (out / "副本.pdf").read_bytes() == path.read_bytes()
