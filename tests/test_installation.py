"""How the program finds out how it was installed, and how to start itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from perfdesk import installation
from perfdesk.installation import Kind, installed_as, program_folder, start_command, start_folder

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package, of which a wheel says no more than that its resources are inside."""
    (tmp_path / "perfdesk" / "_resources").mkdir(parents=True)
    monkeypatch.setattr(installation, "_PACKAGE", tmp_path / "perfdesk")
    return tmp_path / "perfdesk"


def test_a_checkout_is_started_from_within(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert installed_as() is Kind.SOURCE
    assert start_command() == [sys.executable, "-m", "perfdesk"]
    assert start_folder() == PROJECT == program_folder()


def test_a_wheel_is_started_from_anywhere(
    package: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert installed_as() is Kind.WHEEL
    assert start_folder() == tmp_path
    assert program_folder() == package.parent


@pytest.mark.parametrize("kind", [Kind.WINDOWS, Kind.DEB, Kind.TAR])
def test_what_was_packed_says_so(package: Path, kind: Kind) -> None:
    (package / "installation.json").write_text(f'{{"kind": "{kind.name.lower()}"}}', encoding="utf-8")
    assert installed_as() is kind


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"kind": "rpm"}'])
def test_a_note_that_is_not_understood_stops_nothing(package: Path, note: str) -> None:
    (package / "installation.json").write_text(note, encoding="utf-8")
    assert installed_as() is Kind.WHEEL


def test_a_launcher_is_what_starts_the_program_again(
    package: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    launcher = tmp_path / "绩效填报台" / "perfdesk"
    monkeypatch.setitem(sys._xoptions, "perfdesk_launcher", str(launcher))
    assert start_command() == [str(launcher)]
    assert program_folder() == launcher.parent
