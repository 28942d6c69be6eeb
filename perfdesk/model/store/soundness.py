"""Checks whether the whole file is sound, on a thread of its own while the program starts."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from perfdesk.errors import LibraryProblem
from perfdesk.model.store.problem import damaged, problem_of
from perfdesk.model.store.stored_value import expect_readable

# The window is read and painted first: both would wait for one interpreter and one disk.
_DELAY_S = 1.0


def expect_sound(
    connection: sqlite3.Connection, path: Path, enough: Callable[[], bool] = lambda: False
) -> None:
    """Read all pages and all rows; raises ``LibraryProblem`` where the file is damaged.

    The rows are read as long as it is not ``enough``: each is checked once more when it is needed.
    """
    connection.execute("PRAGMA cell_size_check = ON")
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise damaged(path)
    expect_readable(connection, path, enough)


class SoundnessCheck:
    """Checks a large file beside the program; nothing is written before :meth:`wait` has returned.

    A write waits for the pages alone: reading every value of 10,000 projects takes two seconds.
    """

    def __init__(self, path: Path, connect: Callable[[], sqlite3.Connection]) -> None:
        """``connect`` opens the file once more, for reading only."""
        self._path = path
        self._connect = connect
        self._connection: sqlite3.Connection | None = None
        self._start = Event()
        self._stopped = self._in_the_way = False
        self._problem: Exception | None = None
        self._thread = Thread(target=self._run, name="soundness", daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether the verdict is known."""
        return not self._thread.is_alive()

    def wait(self, *, to_write: bool = False) -> None:
        """Wait for the verdict, ``to_write`` for that of the pages alone.

        Raises ``LibraryProblem`` where the file is damaged or cannot be read.
        """
        self._in_the_way = self._in_the_way or to_write
        self._start.set()
        self._thread.join()
        if self._problem is not None:
            raise self._problem

    def stop(self) -> None:
        """Give up, so that the file can be closed."""
        self._stopped = True
        self._start.set()
        if self._connection is not None:
            with contextlib.suppress(sqlite3.ProgrammingError):  # closed meanwhile
                self._connection.interrupt()
        self._thread.join()

    def _run(self) -> None:
        self._start.wait(_DELAY_S)
        if self._stopped:
            return
        try:
            with contextlib.closing(self._connect()) as connection:
                self._connection = connection
                if not self._stopped:
                    expect_sound(connection, self._path, lambda: self._in_the_way)
        except sqlite3.Error as error:
            self._problem = problem_of(self._path, error) or error
        except LibraryProblem as problem:
            self._problem = problem
