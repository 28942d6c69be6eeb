"""A screen of its own (Xvfb), the real program on it, and hands that press its keys (xdotool)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[2]

_PATIENCE_S = 30.0
_STEP_S = 0.05
_SETTLED_S = 1.0


def eventually(what: str, true: Callable[[], bool]) -> None:
    """Wait until something is so; fails where it does not come to be."""
    end = time.monotonic() + _PATIENCE_S
    while not true():
        assert time.monotonic() < end, f"never came to be: {what}"
        time.sleep(_STEP_S)


class Desktop:
    """An X display that nobody sees."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.environment.pop("WAYLAND_DISPLAY", None)

    @contextmanager
    def started(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """``perfdesk`` with arguments; killed where the test did not close it."""
        command = [sys.executable, "-m", "perfdesk", *arguments]
        program = subprocess.Popen(command, cwd=PROJECT, env=self.environment, stderr=subprocess.PIPE)
        with program:
            try:
                yield program
            finally:
                program.kill()

    def windows(self, title: str) -> list[str]:
        """The ids of the visible windows whose title holds ``title``."""
        found = self._xdotool("search", "--onlyvisible", "--name", title)
        return found.split()

    def focus(self, title: str) -> None:
        """Wait for a window and give it the keyboard, as a window manager would."""
        eventually(f"a window {title}", lambda: bool(self.windows(title)))
        self._xdotool("windowfocus", "--sync", self.windows(title)[0])

    def settle(self, title: str) -> None:
        """Give a window the keyboard, and wait until it has kept it: others may come and go late."""
        kept = 0

        def has_kept() -> bool:
            nonlocal kept
            kept += 1
            if self._xdotool("getwindowfocus").strip() not in self.windows(title):
                self.focus(title)
                kept = 0
            return kept * _STEP_S > _SETTLED_S

        eventually(f"the keyboard stays with {title}", has_kept)

    def press(self, *keys: str) -> None:
        """Press keys, named as X names them: ``ctrl+z``, ``Return``."""
        self._xdotool("key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "15", text)

    def _xdotool(self, *arguments: str) -> str:
        ran = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        return ran.stdout


@contextmanager
def desktop() -> Iterator[Desktop]:
    """A display for the time of a test."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as number:
            display = number.readline().strip()
        assert display, "Xvfb did not start"
        yield Desktop(f":{display}")
    finally:
        server.terminate()
        server.wait()
