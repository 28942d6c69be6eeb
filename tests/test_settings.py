"""Settings: kept whole, and never a reason not to start."""

import json
import logging
from pathlib import Path

import pytest

from perfdesk.settings import Settings, load_settings, save_settings

FULL = Settings(
    last_library="/家/某县.perfdesk",
    recent_libraries=("/家/某县.perfdesk", "/家/去年.perfdesk"),
    opened_at={"/家/某县.perfdesk": "2025-03-01T09:30"},
    geometry="AdnQywAD",
    panes="AAAA/w==",
    zoom=1.25,
    last_record=7,
    export_folder="/家/导出",
    look="dark",
    command_uses={"PRINT": 3},
)


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "settings.json"
    save_settings(FULL, file)
    assert load_settings(file) == FULL
    save_settings(Settings(), file)
    assert load_settings(file) == Settings()
    assert list(file.parent.iterdir()) == [file]


def test_the_first_start_has_settings(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == Settings()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b'{"zoom": 1.5', b"[1, 2]", b"null", "设置".encode("gb18030"), b"[" * 100_000, b"\x00" * 64],
)
def test_a_broken_file_is_set_aside_and_kept(tmp_path: Path, broken: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(broken)
    assert load_settings(file) == Settings()
    (aside,) = tmp_path.iterdir()
    assert aside.match("settings-broken-????????-??????.json")
    assert aside.read_bytes() == broken
    save_settings(FULL, file)
    assert load_settings(file) == FULL


def test_a_value_that_makes_no_sense_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    kept = {
        "last_library": 5,
        "recent_libraries": ["/a", 3, None, "/b"],
        "opened_at": {"/a": 5},
        "geometry": None,
        "zoom": "big",
        "last_record": -1,
        "export_folder": "/家",
        "look": "purple",
        "from a later version": True,
    }
    file.write_text(json.dumps(kept))
    assert load_settings(file) == Settings(recent_libraries=("/a", "/b"), export_folder="/家")


@pytest.mark.parametrize(
    ("written", "zoom"),
    [("1.5", 1.5), ("2", 2), ("99", 4), ("0", 0.25), ("NaN", 1), ("1e999", 4), ("true", 1)],
)
def test_zoom_stays_within_reason(tmp_path: Path, written: str, zoom: float) -> None:
    file = tmp_path / "settings.json"
    file.write_text(f'{{"zoom": {written}}}')
    assert load_settings(file).zoom == zoom


def test_settings_that_cannot_be_kept_are_logged_and_nothing_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with caplog.at_level(logging.WARNING):
        save_settings(FULL, in_the_way / "settings.json")
    assert "settings not kept" in caplog.text


def test_a_failed_write_leaves_the_old_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.json"
    save_settings(FULL, file)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    save_settings(Settings(), file)
    assert load_settings(file) == FULL
    assert list(tmp_path.iterdir()) == [file]


def test_an_opened_library_is_the_most_recent_one() -> None:
    settings = Settings()
    for name in ("a", "b", "a", "c"):
        settings = settings.with_library(Path(f"/{name}"))
    assert settings.last_library == str(Path("/c"))
    assert settings.recent_libraries == tuple(str(Path(f"/{name}")) for name in "cab")
    for number in range(20):
        settings = settings.with_library(Path(f"/{number}"))
    assert len(settings.recent_libraries) == 10


def test_a_library_that_is_gone_is_forgotten() -> None:
    settings = Settings().with_library(Path("/a")).with_library(Path("/b"))
    left = settings.without_library(Path("/b"))
    assert (left.last_library, left.recent_libraries) == ("", (str(Path("/a")),))
    assert set(left.opened_at) == {str(Path("/a"))}
    assert settings.without_library(Path("/a")).last_library == str(Path("/b"))
