"""Makes and lists backups (备份): dated copies of a library in a folder, deleted by rule.

They are ordered by a running number in their names, never by date: a clock may be set back. Only backups
that the program made by itself are ever deleted, and only once a newer one has been read through.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from perfdesk.errors import LibraryProblem, system_reason
from perfdesk.model.kept import clock
from perfdesk.model.store.copying import copy_library, same_content


class BackupKind(StrEnum):
    """Why a backup was made."""

    AUTOMATIC = "自动"
    MANUAL = "手动"
    BEFORE_RESTORE = "恢复前"


class Rule(NamedTuple):
    """Which automatic backups stay: the last one of each of that many days, and of that many months."""

    days: int = 14
    months: int = 12


class Backup(NamedTuple):
    """One backup; ``at`` is local time as the clock then showed it, ``size`` in bytes."""

    path: Path
    number: int
    at: datetime
    kind: BackupKind
    size: int


_NAME = re.compile(rf"(?P<number>\d{{4,}})-(?P<at>\d{{8}}-\d{{6}})-(?P<kind>{'|'.join(BackupKind)})")
_TIME = "%Y%m%d-%H%M%S"


def backup_folder(library: Path, chosen: str = "") -> Path:
    """Where the backups of a library lie: beside it, or in a folder of its own in the one chosen."""
    if not chosen:
        return library.parent / f"{library.stem}-备份"
    # Libraries of one name in different places do not share a folder.
    path_hash = sha256(str(library).encode()).hexdigest()[:6]
    return Path(chosen) / f"{library.stem}-备份-{path_hash}"


def backups(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first; none where it is not there or cannot be read."""
    found: list[Backup] = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            name = _NAME.fullmatch(path.stem)
            if name is not None:
                with contextlib.suppress(OSError, ValueError):
                    at = datetime.strptime(name["at"], _TIME)
                    found.append(
                        Backup(path, int(name["number"]), at, BackupKind(name["kind"]), path.stat().st_size)
                    )
    return tuple(sorted(found, key=lambda backup: backup.number, reverse=True))


def make_backup(
    library: Path,
    folder: Path,
    kind: BackupKind,
    rule: Rule,
    copy: Callable[[Path], bool] | None = None,
) -> Backup | None:
    """Back a library up, and delete the automatic backups that the rule retains no longer.

    May run on any thread. An open library is copied by its own ``copy``, :attr:`Library.copy_to`, beside
    which it can be changed; where it is closed meanwhile, its file is copied. An automatic backup that would
    be the same as the newest is not made: ``None``. Raises ``LibraryProblem``.
    """
    before = backups(folder)
    number = before[0].number + 1 if before else 1
    path = folder / f"{number:04}-{clock.now():{_TIME}}-{kind}{library.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if copy is None or not copy(path):
            copy_library(library, path)
        if kind is BackupKind.AUTOMATIC and before and same_content(path, before[0].path):
            path.unlink()
            return None
    except OSError as error:
        raise LibraryProblem(
            f"备份文件夹“{folder}”不能写入：{system_reason(error)}。请检查它的权限，或在“备份”里换一个文件夹。"
        ) from error
    made = backups(folder)
    for backup in surplus(made, rule):
        with contextlib.suppress(OSError):  # it is tried again after the next one
            backup.path.unlink()
    return next(backup for backup in made if backup.path == path)


def surplus(found: Sequence[Backup], rule: Rule) -> tuple[Backup, ...]:
    """Of backups, newest first, those that the rule retains no longer; never the newest."""
    automatic = [backup for backup in found if backup.kind is BackupKind.AUTOMATIC]
    retained = {backup.number for backup in automatic[:1]}
    retained |= _last_of_each(automatic, "%Y%m%d", rule.days) | _last_of_each(automatic, "%Y%m", rule.months)
    return tuple(backup for backup in automatic if backup.number not in retained)


def _last_of_each(found: Iterable[Backup], period: str, most: int) -> set[int]:
    last: dict[str, int] = {}
    for backup in found:
        last.setdefault(backup.at.strftime(period), backup.number)
    return set(list(last.values())[:most])
