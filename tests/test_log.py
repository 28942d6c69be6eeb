"""The log: in a file that stays small, and no trouble where there can be none."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.log import start_log, stop_log


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    level = logging.getLogger().level
    yield
    stop_log()
    logging.getLogger().setLevel(level)


def test_what_happens_is_written_with_its_trace(tmp_path: Path) -> None:
    file = tmp_path / "new" / "perfdesk.log"
    assert start_log(file) == file
    try:
        raise ValueError("某人的电话")
    except ValueError:
        logging.getLogger("perfdesk.test").exception("while testing")
    text = file.read_text(encoding="utf-8")
    assert "ERROR perfdesk.test: while testing\nTraceback" in text
    assert "\nValueError\n" in text
    assert "test_log.py" in text


def test_the_log_says_what_the_system_says_and_never_what_a_cell_holds(tmp_path: Path) -> None:
    file = tmp_path / "perfdesk.log"
    start_log(file)
    try:
        try:
            (tmp_path / "none").read_bytes()
        except OSError as error:
            raise ValueError("某人的电话") from error
    except ValueError:
        logging.getLogger("perfdesk.test").exception("while testing")
    text = file.read_text(encoding="utf-8")
    assert "FileNotFoundError: [Errno 2]" in text
    assert "电话\n" not in text
    assert "ValueError: " not in text


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder says who may read")
def test_the_user_alone_reads_the_log(tmp_path: Path) -> None:
    start_log(tmp_path / "perfdesk.log")
    assert (tmp_path / "perfdesk.log").stat().st_mode & 0o777 == 0o600


def test_the_log_stays_small(tmp_path: Path) -> None:
    start_log(tmp_path / "perfdesk.log")
    for _ in range(70):
        logging.getLogger().info("x" * 100_000)
    sizes = [file.stat().st_size for file in tmp_path.iterdir()]
    assert len(sizes) == 5
    assert max(sizes) <= 1_000_000


def test_starting_again_goes_on_in_the_new_file_only(tmp_path: Path) -> None:
    start_log(tmp_path / "one.log")
    start_log(tmp_path / "two.log")
    logging.getLogger().info("later")
    assert "later" not in (tmp_path / "one.log").read_text()
    assert "later" in (tmp_path / "two.log").read_text()


@pytest.mark.parametrize("windowed", [False, True])
def test_without_a_file_the_program_still_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windowed: bool
) -> None:
    if windowed:
        monkeypatch.setattr("sys.stderr", None)
    (tmp_path / "file").write_text("")
    assert start_log(tmp_path / "file" / "perfdesk.log") is None
    logging.getLogger().warning("nobody may hear this")
