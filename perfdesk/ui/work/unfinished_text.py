"""Stores the text that is being typed into a cell outside the library, so that a crash does not take it."""

from __future__ import annotations

import contextlib
import json
import logging
from hashlib import sha256
from pathlib import Path as FilePath
from typing import NamedTuple

from perfdesk.model.form.path import Path
from perfdesk.paths import settings_file

_MOST_BYTES = 1_000_000  # of a file that is read again

_log = logging.getLogger(__name__)


class UnfinishedText(NamedTuple):
    """A text, and the value of a record (the library's id) that it was typed for."""

    record_id: int
    path: Path
    text: str


def store(library: FilePath, unfinished: UnfinishedText) -> None:
    """Write down what is being typed into a library; a folder that cannot be written to is logged."""
    file = _file_of(library)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)  # it holds what forms hold
        file.write_text(
            json.dumps([unfinished.record_id, str(unfinished.path), unfinished.text], ensure_ascii=False),
            encoding="utf-8",
        )
    except OSError as error:
        _log.warning("unfinished text not stored: %s", error)


def stored(library: FilePath) -> UnfinishedText | None:
    """What was being typed into a library when the program ended; ``None`` where nothing was."""
    file = _file_of(library)
    try:
        if file.stat().st_size > _MOST_BYTES:
            return None
        record_id, path, text = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(record_id, int) or not isinstance(path, str) or not isinstance(text, str):
            return None
        return UnfinishedText(record_id, Path.parse(path), text)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, RecursionError) as problem:  # cut off, or not by this program
        _log.warning("unfinished text not read: %s", type(problem).__name__)
        return None


def remove(library: FilePath) -> None:
    """Forget what was being typed into a library: it has been entered, or given up."""
    with contextlib.suppress(OSError):
        _file_of(library).unlink(missing_ok=True)


def _file_of(library: FilePath) -> FilePath:
    digest = sha256(str(library.absolute()).encode("utf-8", "surrogatepass")).hexdigest()
    return settings_file().with_name(f"unfinished-{digest[:16]}.json")
