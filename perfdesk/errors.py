"""Errors that the user can act on; everything else is a bug."""

from __future__ import annotations


class PerfdeskError(Exception):
    """A problem the user can act on: a Chinese sentence that says what, where and what to do.

    Anything that escapes as another exception type is a bug: it is logged with its trace.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InputProblem(PerfdeskError):
    """A file or argument handed in cannot be used (``perfdesk`` exits with 2)."""


class LibraryProblem(PerfdeskError):
    """A library cannot be opened or written; it stays as it was."""


class DamagedLibrary(LibraryProblem):
    """A library's file is damaged: what can be read of it may be recovered into a new one."""


class ReadOnlyLibrary(LibraryProblem):
    """A change was asked of a library that is open for reading only."""


class FormProblem(PerfdeskError):
    """A form is unknown, or its definition has mistakes."""
