"""The scripts of the folder package: they find the program wherever the folder lies."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from linux.desktop_files import desktop_entry

PROJECT = Path(__file__).parents[2]
LINUX = PROJECT / "packaging/linux"
ID = "org.perfdesk.perfdesk"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shell scripts for Linux")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder package with a Python that says what it was given."""
    folder = tmp_path / '我的 软件 & "$x" 100%'
    python = folder / "python/bin/python3.11"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    shutil.copy2(LINUX / "perfdesk.sh", folder / "perfdesk")
    (folder / "perfdesk").chmod(0o755)
    shutil.copy2(LINUX / "folder/加入开始菜单.sh", folder)
    for name, text in (
        (f"applications/{ID}.desktop", desktop_entry("@EXEC@")),
        (f"mime/packages/{ID}.xml", (LINUX / f"desktop/{ID}.xml").read_text(encoding="utf-8")),
        (f"icons/hicolor/48x48/apps/{ID}.png", ""),
    ):
        (folder / "share" / name).parent.mkdir(parents=True)
        (folder / "share" / name).write_text(text, encoding="utf-8")
    return folder


def test_the_launcher_runs_the_python_beside_it_also_over_a_link(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "perfdesk"
    link.symlink_to(folder / "perfdesk")
    said = subprocess.run([link, "某 局.perfdesk"], capture_output=True, encoding="utf-8", check=True).stdout
    assert said.splitlines() == [
        "-I",
        "-X",
        f"perfdesk_launcher={folder}/perfdesk",
        "-m",
        "perfdesk",
        "某 局.perfdesk",
    ]


def test_the_menu_entry_names_the_folder_and_can_be_taken_back(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"

    def script(*arguments: str) -> None:
        subprocess.run(
            [folder / "加入开始菜单.sh", *arguments],
            env={**os.environ, "XDG_DATA_HOME": str(data)},
            capture_output=True,
            check=True,
        )

    script()
    [line] = [
        line
        for line in (data / f"applications/{ID}.desktop").read_text(encoding="utf-8").splitlines()
        if line.startswith("Exec=")
    ]
    assert unquoted(line.removeprefix("Exec=").removesuffix(" %f")) == f"{folder}/perfdesk"
    assert (data / f"icons/hicolor/48x48/apps/{ID}.png").exists()
    script("remove")
    assert not [path for path in data.rglob(f"{ID}*") if path.is_file()]


def unquoted(word: str) -> str:
    """A quoted word of Exec as desktops read it: the escapes of all values, then those of quoted words.

    https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
    """
    assert word.startswith('"')
    assert word.endswith('"')
    value = word.replace("\\\\", "\\")[1:-1]
    plain, at = "", 0
    while at < len(value):
        if value[at] == "\\":
            at += 1
        plain += value[at]
        at += 1
    return plain.replace("%%", "%")
