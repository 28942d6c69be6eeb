"""What the program remembers for its user between two sessions."""

from __future__ import annotations

import contextlib
import json
import logging
import math
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from perfdesk.file_replacing import replace_file
from perfdesk.paths import settings_file

_RECENT = 10
_LOOKS = ("system", "light", "dark")
_BACKUP_DAYS, _BACKUP_MONTHS = 14, 12
_MOST_COUNT = 999
_LEAST_ZOOM, _MOST_ZOOM = 0.25, 4.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; every one has a value that a first start works with.

    ``recent_libraries`` are paths, the last used first; ``last_library`` is opened on the next start.
    ``geometry`` and ``panes`` are the window's and the splitter's own texts. ``zoom`` is a factor.
    ``last_record`` is the id of the record last shown, 0 for none. ``export_folder`` is where the last
    export went. ``opened_at`` says by path when a library of the recent ones was last opened, an ISO date
    and time. ``look`` is the choice between light and dark: ``system``, ``light`` or ``dark``.
    ``command_uses`` counts by the name of a command how often it was used.
    ``export_name`` and ``export_name_of_all`` are the patterns by which a file of one record and one of many
    are named, blank for the usual ones; ``export_each``: of several records, each went into its own file.
    ``last_cell`` is the written path of the cell last entered; ``reopening`` has the next start go there.
    Backups go beside the library, or into ``backup_folder``; ``backup_auto`` has them made
    without asking, and the last one of each of ``backup_days`` days and ``backup_months`` months stays.
    """

    last_library: str = ""
    recent_libraries: tuple[str, ...] = ()
    opened_at: Mapping[str, str] = field(default_factory=dict)
    geometry: str = ""
    panes: str = ""
    zoom: float = 1.0
    last_record: int = 0
    last_cell: str = ""
    reopening: bool = False
    export_folder: str = ""
    look: str = "system"
    command_uses: Mapping[str, int] = field(default_factory=dict)
    export_name: str = ""
    export_name_of_all: str = ""
    export_each: bool = True
    backup_folder: str = ""
    backup_auto: bool = True
    backup_days: int = _BACKUP_DAYS
    backup_months: int = _BACKUP_MONTHS

    def with_library(self, path: Path) -> Self:
        """These settings once a library has been opened: it is the last and the most recent one."""
        opened = str(path)
        recent = (opened, *(known for known in self.recent_libraries if known != opened))[:_RECENT]
        times = {**self.opened_at, opened: datetime.now().isoformat(timespec="minutes")}
        kept = {known: times[known] for known in recent if known in times}
        return replace(self, last_library=opened, recent_libraries=recent, opened_at=kept)

    def without_library(self, path: Path) -> Self:
        """These settings once a library could not be found any more."""
        gone = str(path)
        return replace(
            self,
            last_library="" if self.last_library == gone else self.last_library,
            recent_libraries=tuple(known for known in self.recent_libraries if known != gone),
            opened_at={known: at for known, at in self.opened_at.items() if known != gone},
        )


def load_settings(file: Path | None = None) -> Settings:
    """The settings kept in ``file`` (the user's own), or those of a first start.

    Never fails: a file that cannot be understood is renamed to say so and is otherwise kept, and a single
    value that makes no sense is left out.
    """
    file = settings_file() if file is None else file
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError) as error:
        _set_aside(file, error)
        return Settings()
    if not isinstance(kept, dict):
        _set_aside(file, ValueError("no object"))
        return Settings()
    return _sensible(kept)


def save_settings(settings: Settings, file: Path | None = None) -> None:
    """Keep the settings, whole or not at all.

    Where they cannot be written it is logged, no more: forgetting a window's size must not stop anyone.
    """
    file = settings_file() if file is None else file
    unfinished = file.with_name(f".{secrets.token_hex(8)}.tmp")
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=2)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with unfinished.open("x", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            replace_file(unfinished, file)
        finally:
            unfinished.unlink(missing_ok=True)
    except (OSError, UnicodeError) as error:
        _log.warning("settings not kept in %s: %s", file, error)


def _set_aside(file: Path, error: Exception) -> None:
    broken = file.with_name(f"{file.stem}-broken-{datetime.now():%Y%m%d-%H%M%S}{file.suffix}")
    _log.warning("settings in %s not understood, kept as %s: %s", file, broken.name, error)
    with contextlib.suppress(OSError):
        file.replace(broken)


def _sensible(kept: Mapping[str, object]) -> Settings:
    recent = kept.get("recent_libraries")
    times = kept.get("opened_at")
    zoom = kept.get("zoom")
    last_record = kept.get("last_record")
    return Settings(
        last_library=_text(kept.get("last_library")),
        recent_libraries=tuple(filter(None, map(_text, recent)))[:_RECENT]
        if isinstance(recent, list)
        else (),
        opened_at={path: at for path, at in times.items() if isinstance(at, str)}
        if isinstance(times, dict)
        else {},
        geometry=_text(kept.get("geometry")),
        panes=_text(kept.get("panes")),
        zoom=float(min(max(zoom, _LEAST_ZOOM), _MOST_ZOOM))
        if isinstance(zoom, int | float) and not math.isnan(zoom)
        else 1.0,
        last_record=last_record if isinstance(last_record, int) and last_record > 0 else 0,
        last_cell=_text(kept.get("last_cell")),
        reopening=kept.get("reopening") is True,
        export_folder=_text(kept.get("export_folder")),
        look=look if (look := _text(kept.get("look"))) in _LOOKS else _LOOKS[0],
        command_uses=_counts(kept.get("command_uses")),
        export_name=_text(kept.get("export_name")),
        export_name_of_all=_text(kept.get("export_name_of_all")),
        export_each=kept.get("export_each") is not False,
        backup_folder=_text(kept.get("backup_folder")),
        backup_auto=kept.get("backup_auto") is not False,
        backup_days=_count(kept.get("backup_days"), _BACKUP_DAYS),
        backup_months=_count(kept.get("backup_months"), _BACKUP_MONTHS),
    )


def _counts(value: object) -> dict[str, int]:
    if not isinstance(value, dict):
        return {}
    return {name: count for name, count in value.items() if type(count) is int and count > 0}


def _count(value: object, otherwise: int) -> int:
    return value if type(value) is int and 1 <= value <= _MOST_COUNT else otherwise


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
