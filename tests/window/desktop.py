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
_SETTLED_S = 0.3


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
        """Wait for a window and give it the keyboard, as a window manager would.

        Returns once it has kept it for a while: other windows may come and go late, and take it along.
        """
        since = time.monotonic()

        def kept() -> bool:
            nonlocal since
            # A search that meets a window on its way out finds nothing at all: then ask again.
            windows = self.windows(title)
            if self._xdotool("getwindowfocus").strip() not in windows:
                since = time.monotonic()
                for window in windows[:1]:
                    self._xdotool("windowfocus", window)
            return time.monotonic() - since > _SETTLED_S

        eventually(f"the keyboard stays with a window {title}", kept)

    def close(self, title: str) -> None:
        """Close a message box or a dialog by Escape, and wait until it is gone."""
        self.focus(title)

        def closed() -> bool:
            self.press("Escape")
            return not self.windows(title)

        eventually(f"{title} closed", closed)

    def press(self, *keys: str) -> None:
        """Press keys, named as X names them: ``ctrl+z``, ``Return``."""
        self._xdotool("key", "--delay", "5", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "5", text)

    def _xdotool(self, *arguments: str) -> str:
        ran = subprocess.run(
            ["xdotool", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE_S,
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
