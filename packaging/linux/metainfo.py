"""Writes the metainfo that app stores show, with the release notes that CHANGELOG.md holds."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from shared.project import APP_ID, PROJECT, BuildProblem, source_date

_TEMPLATE = Path(__file__).parent / "desktop" / f"{APP_ID}.metainfo.xml"
_HEADING = re.compile(r"^## (?P<version>\d+\.\d+\.\d+)（(?P<date>\d{4}-\d{2}-\d{2}|未发布)）$")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Release(NamedTuple):
    """A version as the changelog tells of it; ``date`` is an ISO date, ``""`` before it is released."""

    version: str
    date: str
    intro: str
    points: tuple[str, ...]


def releases(changelog: str) -> list[Release]:
    """The releases in the text of CHANGELOG.md, newest first; raises ``BuildProblem`` at a wrong heading."""
    found: list[Release] = []
    for part in re.split(r"^(?=## )", changelog, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        match = _HEADING.match(heading)
        if match is None:
            raise BuildProblem(
                f"CHANGELOG.md 的标题“{heading}”应写作“## 0.2.0（2026-12-01）”或“（未发布）”。"
            )
        intro, *points = re.split(r"^- ", body, flags=re.MULTILINE)
        date = "" if match["date"] == "未发布" else match["date"]
        found.append(Release(match["version"], date, _line(intro), tuple(map(_line, points))))
    return found


def _line(text: str) -> str:
    """A wrapped paragraph on one line: Chinese needs no space where a line was broken, Latin does."""
    joined = re.sub(r"(?<=[!-~])\s*\n\s*(?=[!-~])", " ", text.strip())
    return re.sub(r"\s*\n\s*", "", joined).replace("`", "").replace("**", "")


def metainfo(changelog: str | None = None) -> bytes:
    """The metainfo file; a release that has no date yet is one in development, as of the packing date."""
    text = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8") if changelog is None else changelog
    root = ElementTree.fromstring(_TEMPLATE.read_text(encoding="utf-8"))
    listed = root.find("releases")
    if listed is None:
        raise BuildProblem(f"{_TEMPLATE.name} 里没有 <releases/>。")
    today = f"{datetime.fromtimestamp(source_date(), UTC):%Y-%m-%d}"
    for release in releases(text):
        kind = "stable" if release.date else "development"
        one = ElementTree.SubElement(
            listed, "release", version=release.version, date=release.date or today, type=kind
        )
        notes = ElementTree.SubElement(one, "description")
        if release.intro:
            ElementTree.SubElement(notes, "p").text = release.intro
        if release.points:
            points = ElementTree.SubElement(notes, "ul")
            for point in release.points:
                ElementTree.SubElement(points, "li").text = point
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
