"""What the program writes can be read by the terminal, the file and the program it goes to."""

from __future__ import annotations

import ctypes
import errno
import io
import sys
from types import SimpleNamespace

import pytest

from perfdesk.cli import main as cli
from perfdesk.console import prepare_streams, reader_gone, redirected_encoding


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A Windows whose console has a code page."""
    console = SimpleNamespace(page=936)
    kernel = SimpleNamespace(GetConsoleOutputCP=lambda: console.page)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    return console


def written(monkeypatch: pytest.MonkeyPatch, text: str) -> bytes:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="ascii"))
    prepare_streams()
    print(text, end="")  # noqa: T201
    sys.stdout.flush()
    return buffer.getvalue()


def test_what_is_redirected_has_the_code_page_of_the_console(
    windows: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert written(monkeypatch, "得分🀄") == "得分".encode("gbk") + rb"\U0001f004"
    windows.page = 65001
    assert written(monkeypatch, "得分") == "得分".encode()
    windows.page = 0
    assert redirected_encoding() == "utf-8"


def test_elsewhere_it_is_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "win32":
        assert written(monkeypatch, "得分🀄") == "得分🀄".encode()


def test_a_program_without_a_console_runs_its_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main(["forms"]) == 0
    assert cli.main(["nothing"]) == 2


def test_a_reader_that_has_gone(windows: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader_gone(BrokenPipeError())
    assert reader_gone(OSError(errno.EINVAL, "Invalid argument"))
    assert not reader_gone(OSError(errno.EINVAL, "Invalid argument", "C:\\file"))
    assert not reader_gone(OSError(errno.ENOSPC, "full"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert not reader_gone(OSError(errno.EINVAL, "Invalid argument"))
