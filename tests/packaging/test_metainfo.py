"""What desktops and app stores read of the program, and that its release notes are those of CHANGELOG.md."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from linux.desktop_files import desktop_entry
from linux.metainfo import Release, metainfo, releases
from perfdesk.model.store.header import APPLICATION_ID
from shared.project import APP_ID, BuildProblem, version

PROJECT = Path(__file__).parents[2]
CHANGELOG = """# 更新记录

## 0.2.0（未发布）

第二版：装好
就能用。

- 安装程序：Windows 和 Linux，`perfdesk --self-test` and
  more。
- 其他。

## 0.1.0（2026-01-31）

- 第一版。
"""


def test_the_releases_of_a_changelog() -> None:
    assert releases(CHANGELOG) == [
        Release(
            "0.2.0",
            "",
            "第二版：装好就能用。",
            ("安装程序：Windows 和 Linux，perfdesk --self-test and more。", "其他。"),
        ),
        Release("0.1.0", "2026-01-31", "", ("第一版。",)),
    ]


def test_a_heading_without_a_date_is_refused() -> None:
    with pytest.raises(BuildProblem, match=r"## 0\.3\.0"):
        releases("## 0.3.0\n\n- 新。\n")


def test_the_metainfo_tells_the_whole_changelog_of_the_project() -> None:
    text = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    listed = ElementTree.fromstring(metainfo()).findall("releases/release")
    assert [one.get("version") for one in listed] == re.findall(r"^## ([\d.]+)", text, re.MULTILINE)
    assert listed[0].get("version") == version()
    said = "".join(listed[0].itertext())
    points = [point.partition("：")[0] for point in re.findall(r"^- (.*)$", text, re.MULTILINE)]
    assert all(point.replace("`", "") in said for point in points)


def test_dates_and_kinds_of_releases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    listed = ElementTree.fromstring(metainfo(CHANGELOG)).findall("releases/release")
    assert [(one.get("date"), one.get("type")) for one in listed] == [
        ("2026-01-01", "development"),
        ("2026-01-31", "stable"),
    ]


def test_the_file_type_is_told_by_the_librarys_own_header() -> None:
    root = ElementTree.parse(PROJECT / f"packaging/linux/desktop/{APP_ID}.xml").getroot()
    [outer] = root.findall(".//{*}magic")
    first, second = outer.findall(".//{*}match")
    start = (PROJECT / "resources/samples/sample.perfdesk").read_bytes()[:100]
    assert start.startswith(str(first.get("value")).encode().decode("unicode_escape").encode())
    assert int(str(second.get("value")), 16) == APPLICATION_ID
    at = int(str(second.get("offset")))
    assert int.from_bytes(start[at : at + 4]) == APPLICATION_ID


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_menu_entry_is_valid(tmp_path: Path) -> None:
    file = tmp_path / f"{APP_ID}.desktop"
    file.write_text(desktop_entry("/opt/apps/x/files/perfdesk"), encoding="utf-8")
    done = subprocess.run(
        ["desktop-file-validate", file], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_program_names_its_menu_entry() -> None:
    assert f'setDesktopFileName("{APP_ID}")' in (PROJECT / "perfdesk/app.py").read_text(encoding="utf-8")
