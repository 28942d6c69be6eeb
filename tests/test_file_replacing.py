"""A finished file takes the name of the old one, also where a virus scanner looks at that for a moment."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from perfdesk.file_replacing import replace_file


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A system that refuses the first two renames, as Windows does; the waits that were made."""
    waits: list[float] = []
    rename = Path.replace

    def refusing(self: Path, target: Path) -> Path:
        if len(waits) < 2:
            raise PermissionError(13, "held")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    monkeypatch.setattr("time.sleep", waits.append)
    (tmp_path / "new").write_text("新")
    (tmp_path / "old").write_text("旧")
    return waits


def test_on_windows_a_held_file_is_tried_again(
    held: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    replace_file(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text() == "新"
    assert len(held) == 2


def test_what_stays_held_is_refused_after_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    def refusing(self: Path, target: Path) -> Path:
        raise PermissionError(13, "held")

    monkeypatch.setattr(Path, "replace", refusing)
    monkeypatch.setattr("time.sleep", waits.append)
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(PermissionError):
        replace_file(tmp_path / "new", tmp_path / "old")
    assert 1 < sum(waits) < 2


def test_elsewhere_refused_is_refused(held: list[float], tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows tries again")
    with pytest.raises(PermissionError):
        replace_file(tmp_path / "new", tmp_path / "old")
    assert held == []
